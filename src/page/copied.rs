//! What is told of a copy: to whoever shows the credentials, and to a screen reader.

use leptos::prelude::Callback;

use crate::i18n::{I18n, fill};

/// Called with whether a copy worked, and the word for what was to be copied.
pub type OnCopied = Callback<(bool, &'static str)>;

/// What is announced of a copy that worked.
pub fn copied_what(i18n: I18n, what: &str, name: &str) -> String {
    let text = if name.is_empty() { i18n.t.copied_one() } else { i18n.t.copied_what() };
    fill(text, &[("what", what), ("name", name)])
}
