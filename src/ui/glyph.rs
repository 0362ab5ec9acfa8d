//! An icon in its place.

use erased_view::prelude::*;

use super::Icon;

/// Draws an icon. It says nothing to a screen reader: the control around it has a name.
#[component]
pub fn Glyph(
    /// Which one.
    icon: Icon,
) -> impl IntoView {
    view! {
        <svg class=icon.class() viewBox="0 0 16 16" aria-hidden="true">
            <path d=icon.path()></path>
        </svg>
    }
}
