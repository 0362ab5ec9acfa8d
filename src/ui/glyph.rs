//! An icon in its place.

use erased_view::prelude::*;

use super::Icon;

/// Draws an icon of the [`Sprite`](super::Sprite) of its root. It says nothing to a screen reader: the control around it
/// has a name.
#[component]
pub fn Glyph(
    /// Which one.
    icon: Icon,
) -> impl IntoView {
    view! {
        <svg class=icon.class() aria-hidden="true">
            <use href=icon.href()></use>
        </svg>
    }
}
