//! What the delete dialog says about a deletion that came to nothing, or about which nobody knows.

use crate::api::Error;
use crate::applications::delete::DeleteError;
use crate::apps::desk::Desk;

use crate::i18n::fill;
use crate::page::error_text::ErrorTexts;
use crate::page::form_error::FormError;

/// What is said about the last try.
pub fn error_text(desk: Desk, texts: ErrorTexts, error: &DeleteError) -> String {
    let t = texts.i18n.t;
    match error {
        DeleteError::Offline => t.not_deleted_offline().to_owned(),
        DeleteError::Refused { error, .. } => {
            [t.not_deleted(), " ", &reasons(desk, error), " ", t.still_works()].concat()
        }
        DeleteError::StillThere(lost) => [t.not_deleted(), " ", &texts.brief(lost), ". ", t.still_works()].concat(),
        DeleteError::Unknown(lost) => {
            [t.may_be_deleted(), " ", &fill(t.may_be_deleted_text(), &[("why", &texts.brief(lost))])].concat()
        }
    }
}

/// All that the server said, one sentence after the other: there is no field that a part of it could stand at.
fn reasons(desk: Desk, error: &Error) -> String {
    let said = FormError::from_error(desk, error, desk.i18n.t.may_not_delete_text());
    said.note.into_iter().chain(said.field).chain(said.others).collect::<Vec<_>>().join(" ")
}
