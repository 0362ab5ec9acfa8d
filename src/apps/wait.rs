//! Counts down to another try, where the server asked to wait.

use leptos::prelude::*;

use super::desk::Desk;
use crate::i18n::fill;

/// Whole seconds until a moment (milliseconds since 1970); 0 when it has come or there is none.
pub fn waiting(desk: Desk, until: impl Fn() -> Option<f64> + Send + Sync + 'static) -> Memo<u32> {
    let until: Box<dyn Fn() -> Option<f64> + Send + Sync> = Box::new(until);
    Memo::new(move |_| until().map_or(0, |until| ((until - desk.browser.now.get()) / 1000.0).ceil().max(0.0) as u32))
}

/// A number of seconds in words.
pub fn seconds(desk: Desk, left: u32) -> String {
    desk.i18n.locale.with_untracked(|locale| locale.length(f64::from(left) * 1000.0))
}

/// The word of a button that may have to wait: `Try again in 12 seconds`.
pub fn again(desk: Desk, left: u32, label: &str) -> String {
    if left > 0 { fill(desk.i18n.t.try_again_in(), &[("time", &seconds(desk, left))]) } else { label.to_owned() }
}
