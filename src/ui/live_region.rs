//! Where the sentences of an announcer appear.

use erased_view::prelude::*;

use super::Announcer;

/// The sentences that a screen reader says: out of sight, in the tree that it reads.
#[component]
pub fn LiveRegion(
    /// Whose sentences.
    announcer: Announcer,
) -> impl IntoView {
    view! { <p class="vh" role="status">{move || announcer.said()}</p> }
}
