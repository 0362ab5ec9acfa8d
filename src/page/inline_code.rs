//! A word in code, within a sentence.

use erased_view::prelude::*;

/// A word that is written as it is in code: an origin, a scope.
pub fn inline_code(word: &str) -> AnyView {
    let word = word.to_owned();
    view! { <code class="mono" translate="no">{word}</code> }.into_any()
}
