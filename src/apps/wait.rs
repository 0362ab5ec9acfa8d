//! What was here is in `page`: for those who still have a desk.

use super::desk::Desk;
use crate::page::countdown::{seconds_text, seconds_until, wait_or};
use leptos::prelude::Memo;

/// Whole seconds until a moment.
pub fn waiting(desk: Desk, until: impl Fn() -> Option<f64> + Send + Sync + 'static) -> Memo<u32> {
    seconds_until(desk.browser, until)
}

/// A number of seconds in words.
pub fn seconds(desk: Desk, left: u32) -> String {
    seconds_text(desk.i18n, left)
}

/// The word of a button that may have to wait.
pub fn again(desk: Desk, left: u32, label: &str) -> String {
    wait_or(desk.i18n, left, label)
}
