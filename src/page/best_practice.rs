//! One line of advice where it matters, with the way to the rest of it.

use erased_view::prelude::*;

use super::settings::Settings;
use crate::i18n::use_i18n;

/// The line. Where the embedder names no document, it has no link.
#[component]
pub fn BestPractice(
    /// What it says.
    text: &'static str,
) -> impl IntoView {
    let t = use_i18n().t;
    let href = expect_context::<Settings>().docs_url.get_untracked();
    let link = (!href.is_empty()).then(|| {
        view! { " " <a class="link" href=href target="_blank" rel="noopener">{t.best_practices()}</a> }
    });
    view! { <p class="help">{text} {link}</p> }
}
