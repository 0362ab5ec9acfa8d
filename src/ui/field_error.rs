//! The message at a field.

use erased_view::prelude::*;

use super::{Glyph, Icon};

/// What is wrong at a field. A screen reader says it at once.
#[component]
pub fn FieldError(
    /// What is wrong.
    text: String,
) -> impl IntoView {
    view! {
        <p class="error" role="alert"><Glyph icon=Icon::Error/><span>{text}</span></p>
    }
}
