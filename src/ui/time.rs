//! Timers that end with the view that started them.

use std::time::Duration;

use js_sys::{Date, Promise};
use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// The wall clock in milliseconds since 1970.
pub fn now() -> f64 {
    Date::now()
}

/// The time since the page began, in milliseconds: it never goes back, and may stand still while the computer sleeps.
pub fn monotonic() -> f64 {
    window().performance().map_or_else(now, |performance| performance.now())
}

/// Runs something at an interval, in milliseconds, until the current owner is cleaned up.
pub fn every(millis: u64, run: impl Fn() + 'static) {
    if let Ok(interval) = set_interval_with_handle(run, Duration::from_millis(millis)) {
        on_cleanup(move || interval.clear());
    }
}

/// Waits. Nothing cancels it: look afterwards whether the answer is still wanted.
pub async fn sleep(millis: i32) {
    let wait = Promise::new(&mut |resolve, _| {
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, millis);
    });
    let _ = JsFuture::from(wait).await;
}
