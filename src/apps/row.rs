//! What was here is in `page`: for those who still build elements one by one.

use crate::page::identifier::Identifier;
use crate::ui::View;
use erased_view::prelude::*;

/// An identifier cut in its middle.
pub fn middle(text: &str) -> View {
    view! { <Identifier text=text.to_owned()/> }.into()
}
