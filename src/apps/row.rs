//! What was here is in `page`: for those who still build elements one by one.

use crate::apps::desk::Desk;
use crate::page::application_name;
use crate::page::identifier::Identifier;
use crate::ui::View;
use erased_view::prelude::*;

/// An identifier cut in its middle.
pub fn middle(text: &str) -> View {
    view! { <Identifier text=text.to_owned()/> }.into()
}

/// A name with its hidden characters visible.
pub fn name_view(desk: Desk, name: &str) -> View {
    application_name::name_view(desk.i18n, name).into()
}
