//! The note above the box about a sign-in that did not work.

use erased_view::prelude::*;

use crate::ui::{Icon, Note, Tone};

/// Why signing in did not work. It takes the focus: what was pressed cannot be pressed meanwhile, and has lost it.
#[component]
pub fn Failure(
    /// What happened.
    text: String,
) -> impl IntoView {
    view! { <Note tone=Tone::Danger icon=Icon::Error text focused=true/> }
}
