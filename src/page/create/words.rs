//! What the create dialog says about a creation that came to nothing, or about which nobody knows.

use crate::applications::create::{CreateError, Lost, NameFault};
use crate::applications::create_state::{Create, Doubt};
use crate::apps::desk::Desk;
use crate::apps::trouble::brief;
use crate::i18n::fill;
use crate::page::form_error::FormError;

/// What is said about the last try.
pub fn form_error(desk: Desk, state: &Create) -> FormError {
    let t = desk.i18n.t;
    let Create::Editing(Some(error)) = state else {
        return FormError::default();
    };
    match error {
        CreateError::Name(fault) => FormError::at_field(match fault {
            NameFault::Empty => t.name_empty(),
            NameFault::TooLong => t.name_too_long(),
            NameFault::Control => t.name_control(),
        }),
        CreateError::Offline => FormError::offline(t.nothing_created()),
        CreateError::NotCreated(why) => FormError::note(fill(t.was_not_created(), &[("why", &brief(desk, why))])),
        CreateError::Refused { error, retry_at, edited } => {
            let said = FormError::from_error(desk, error, t.may_not_create_text());
            let field = said.field.filter(|_| !edited);
            FormError { field, retry_at: *retry_at, ..said }
        }
    }
}

/// What is said where nobody knows whether an application was created.
pub fn doubt_text(desk: Desk, lost: &Lost, doubt: &Doubt) -> String {
    let t = desk.i18n.t;
    let text = match doubt {
        Doubt::NotLoaded => t.may_be_created_text(),
        Doubt::Incomplete => t.may_be_created_part(),
        Doubt::NothingBefore => t.may_be_created_blind(),
        Doubt::Choose(_) => t.may_be_created_choose(),
    };
    fill(text, &[("why", &brief(desk, &lost.why))])
}
