//! What was here is in `page`: for those who still have a desk.

use super::desk::Desk;
use crate::api::Error;
use crate::page::error_text::ErrorTexts;
pub use crate::page::error_text::retry_at;

fn texts(desk: Desk) -> ErrorTexts {
    ErrorTexts { i18n: desk.i18n, account: desk.account, applications: desk.applications, browser: desk.browser }
}

/// What the server said about a refused change.
pub fn reason(desk: Desk, error: &Error, forbidden: &str) -> String {
    texts(desk).reason(error, forbidden)
}

/// A lost answer in a few words.
pub fn brief(desk: Desk, error: &Error) -> String {
    texts(desk).brief(error)
}
