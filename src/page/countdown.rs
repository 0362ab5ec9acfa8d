//! Counts down to another try, where the server asked to wait.

use leptos::prelude::*;

use crate::i18n::{I18n, fill};
use crate::ui::Browser;

/// Whole seconds until a moment (milliseconds since 1970); 0 when it has come or there is none.
pub fn seconds_until(browser: Browser, until: impl Fn() -> Option<f64> + Send + Sync + 'static) -> Memo<u32> {
    let until: Box<dyn Fn() -> Option<f64> + Send + Sync> = Box::new(until);
    Memo::new(move |_| until().map_or(0, |until| ((until - browser.now.get()) / 1000.0).ceil().max(0.0) as u32))
}

/// A number of seconds in words.
pub fn seconds_text(i18n: I18n, seconds: u32) -> String {
    i18n.locale.with_untracked(|locale| locale.length(f64::from(seconds) * 1000.0))
}

/// The words of a button that may have to wait: `Try again in 12 seconds`.
pub fn wait_or(i18n: I18n, seconds: u32, label: &str) -> String {
    if seconds == 0 { label.to_owned() } else { fill(i18n.t.try_again_in(), &[("time", &seconds_text(i18n, seconds))]) }
}
