//! What stands in the place of a hidden secret.

use erased_view::prelude::*;

use crate::i18n::{I18n, use_i18n};

/// Dots in the place of a hidden secret.
#[component]
pub fn SecretDots() -> impl IntoView {
    dots(use_i18n())
}

/// Dots in the place of a hidden secret, for who has no component around it.
pub fn dots(i18n: I18n) -> AnyView {
    view! {
        <svg class="dots" viewBox="0 0 94 8" role="img" aria-label=i18n.t.secret_hidden()>
            <path d="M3 4h89"></path>
        </svg>
    }
    .into_any()
}
