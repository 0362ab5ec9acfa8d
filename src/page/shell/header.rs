//! The header of the standalone page: which server it is about, and who is signed in.

use erased_view::prelude::*;

use super::signed_in_as::SignedInAs;
use crate::session::Account;
use crate::ui::{Glyph, Icon};

/// The header of the standalone page.
#[component]
pub fn Header() -> impl IntoView {
    let account = expect_context::<Account>();
    let host = account.endpoints.with_untracked(|endpoints| endpoints.host().to_owned());
    view! {
        <header class="top">
            <span class="brand">
                <Glyph icon=Icon::Key/>
                <bdi>{host}</bdi>
            </span>
            <SignedInAs/>
        </header>
    }
}
