//! What was here is in `page`: for those who still have a desk.

use super::desk::Desk;
use crate::api::Error;
pub use crate::page::error_text::retry_at;
use crate::page::error_text::{ErrorText, ErrorTexts};

/// Errors in the words of this element.
pub fn texts(desk: Desk) -> ErrorTexts {
    ErrorTexts { i18n: desk.i18n, account: desk.account, applications: desk.applications, browser: desk.browser }
}

/// Puts an error of the API into words.
pub fn explain(desk: Desk, error: &Error) -> ErrorText {
    texts(desk).explain(error)
}

/// Why a server that can't be reached may be out of reach.
pub fn maybe_cors(desk: Desk, origin: &str) -> String {
    texts(desk).maybe_cors(origin)
}

/// A lost answer in a few words.
pub fn brief(desk: Desk, error: &Error) -> String {
    texts(desk).brief(error)
}
