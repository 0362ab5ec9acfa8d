//! Lets a caller stop a call: from a Cancel button, when the element leaves the document, or by a signal of its own.

use web_sys::{AbortController, AbortSignal};

/// A handle on an `AbortController`, or an `AbortSignal` of somebody else; clones share it. Dropping the last one aborts
/// nothing.
#[derive(Clone, Debug)]
pub struct Cancel {
    controller: Option<AbortController>,
    signal: Option<AbortSignal>,
}

impl Cancel {
    /// A handle that has not been used.
    #[must_use]
    pub fn new() -> Self {
        let controller = AbortController::new().ok();
        Self { signal: controller.as_ref().map(AbortController::signal), controller }
    }

    /// Stops with somebody else's signal, and by nothing else; never without one.
    #[must_use]
    pub fn following(signal: Option<AbortSignal>) -> Self {
        Self { controller: None, signal }
    }

    /// Stops every call that was given this handle, now and later.
    pub fn cancel(&self) {
        if let Some(controller) = &self.controller {
            controller.abort();
        }
    }

    /// Whether [`Cancel::cancel`] was called, or the signal has aborted.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.signal.as_ref().is_some_and(AbortSignal::aborted)
    }

    /// The signal, for other uses in the browser.
    #[must_use]
    pub fn signal(&self) -> Option<AbortSignal> {
        self.signal.clone()
    }
}

impl Default for Cancel {
    fn default() -> Self {
        Self::new()
    }
}
