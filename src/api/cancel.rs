//! Lets a caller stop a call: from a Cancel button, when the element leaves the document, or by a controller of its own.

#[cfg(not(target_arch = "wasm32"))]
use std::sync::Arc;
#[cfg(not(target_arch = "wasm32"))]
use std::sync::atomic::{AtomicBool, Ordering};

use web_sys::{AbortController, AbortSignal};

/// A handle on an `AbortController`; clones share it. Dropping the last one aborts nothing.
#[derive(Clone, Debug)]
pub struct Cancel {
    controller: Option<AbortController>,
    /// In native tests there is no controller: this stands in its place.
    #[cfg(not(target_arch = "wasm32"))]
    cancelled: Arc<AtomicBool>,
}

impl Cancel {
    /// A handle that has not been used.
    #[must_use]
    pub fn new() -> Self {
        #[cfg(target_arch = "wasm32")]
        return Self { controller: AbortController::new().ok() };
        #[cfg(not(target_arch = "wasm32"))]
        return Self { controller: None, cancelled: Arc::default() };
    }

    /// Stops every call that was given this handle, now and later.
    pub fn cancel(&self) {
        if let Some(controller) = &self.controller {
            controller.abort();
        }
        #[cfg(not(target_arch = "wasm32"))]
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether [`Cancel::cancel`] was called.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        #[cfg(not(target_arch = "wasm32"))]
        if self.cancelled.load(Ordering::Relaxed) {
            return true;
        }
        self.signal().is_some_and(|signal| signal.aborted())
    }

    /// Whether both are the same handle.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        #[cfg(not(target_arch = "wasm32"))]
        return Arc::ptr_eq(&self.cancelled, &other.cancelled);
        #[cfg(target_arch = "wasm32")]
        return self.controller == other.controller;
    }

    /// The signal, for other uses in the browser.
    #[must_use]
    pub fn signal(&self) -> Option<AbortSignal> {
        self.controller.as_ref().map(AbortController::signal)
    }
}

impl Default for Cancel {
    fn default() -> Self {
        Self::new()
    }
}

impl From<AbortController> for Cancel {
    fn from(controller: AbortController) -> Self {
        Self {
            controller: Some(controller),
            #[cfg(not(target_arch = "wasm32"))]
            cancelled: Arc::default(),
        }
    }
}
