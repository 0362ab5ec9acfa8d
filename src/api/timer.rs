//! Time for the client: a call after a while, a wait that tells how long it still takes, and the end of a request.
//!
//! Timers are those of the global scope, so that workers and Node.js have them too; a pending one is taken back when it is
//! dropped, or it would keep a process alive.

use js_sys::{Date, Function, Promise};
use wasm_bindgen::prelude::{Closure, JsCast, JsValue, wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal};

use super::cancel::Cancel;
use super::error::Error;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(function: &Function, millis: i32) -> JsValue;
    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(id: &JsValue);
}

/// Calls a function after a time, or at once when a signal aborts; never after it was dropped.
pub struct Timer {
    id: JsValue,
    signal: Option<AbortSignal>,
    function: Function,
}

impl Timer {
    /// Starts to count `millis` milliseconds.
    #[must_use]
    pub fn new(millis: i32, function: Function, signal: Option<AbortSignal>) -> Self {
        let id = set_timeout(&function, millis);
        if let Some(signal) = &signal {
            let _ = signal.add_event_listener_with_callback("abort", &function);
        }
        Self { id, signal, function }
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        clear_timeout(&self.id);
        if let Some(signal) = &self.signal {
            let _ = signal.remove_event_listener_with_callback("abort", &self.function);
        }
    }
}

/// Waits, and tells each second how many are left. Wall-clock time, so that sleep counts.
pub(super) async fn wait(seconds: u32, cancel: &Cancel, tick: &dyn Fn(u32)) -> Result<(), Error> {
    let length = f64::from(seconds) * 1000.0;
    let mut until = Date::now() + length;
    loop {
        if cancel.is_cancelled() {
            return Err(Error::Cancelled);
        }
        let now = Date::now();
        // The clock was set back: wait no longer than at first.
        until = until.min(now + length);
        let left = until - now;
        if left <= 0.0 {
            return Ok(());
        }
        let seconds = (left / 1000.0).round().max(1.0);
        tick(seconds as u32);
        let mut resolve = None;
        let nap = Promise::new(&mut |wake, _| resolve = Some(wake));
        let part = (left - (seconds - 1.0) * 1000.0).ceil();
        let _timer = Timer::new(part as i32, resolve.ok_or(Error::Cancelled)?, cancel.signal());
        let _ = JsFuture::from(nap).await;
    }
}

/// Ends a request: after a time, on the caller's cancel, or when the future that waits for it is dropped.
pub(super) struct Deadline {
    controller: AbortController,
    is_over: bool,
    cancel: Cancel,
    _timer: Timer,
    _stop: Closure<dyn FnMut()>,
}

impl Deadline {
    pub(super) fn new(millis: u32, cancel: &Cancel) -> Option<Self> {
        let controller = AbortController::new().ok()?;
        let stopped = controller.clone();
        let stop = Closure::new(move || stopped.abort());
        let function = stop.as_ref().unchecked_ref::<Function>().clone();
        let timer = Timer::new(i32::try_from(millis).unwrap_or(i32::MAX), function, cancel.signal());
        Some(Self { controller, is_over: false, cancel: cancel.clone(), _timer: timer, _stop: stop })
    }

    /// The request came to its end. Aborted at the end of its body, it would be one that was cancelled, to the browser.
    pub(super) fn finish(mut self) {
        self.is_over = true;
    }

    /// What aborts the request.
    pub(super) fn signal(&self) -> AbortSignal {
        self.controller.signal()
    }

    /// Why `fetch` or the body failed; `otherwise` when nobody stopped it.
    pub(super) fn verdict(&self, otherwise: Error) -> Error {
        if self.cancel.is_cancelled() {
            Error::Cancelled
        } else if self.controller.signal().aborted() {
            Error::TimedOut
        } else {
            otherwise
        }
    }
}

impl Drop for Deadline {
    fn drop(&mut self) {
        if !self.is_over {
            self.controller.abort();
        }
    }
}
