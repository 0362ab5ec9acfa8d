//! Lets a caller stop a call: from a Cancel button, when the element leaves the document, or by a controller of its own.

use web_sys::{AbortController, AbortSignal};

/// A handle on an `AbortController`; clones share it. Dropping the last one aborts nothing.
#[derive(Clone, Debug)]
pub struct Cancel(Option<AbortController>);

impl Cancel {
    /// A handle that has not been used.
    #[must_use]
    pub fn new() -> Self {
        Self(AbortController::new().ok())
    }

    /// Stops every call that was given this handle, now and later.
    pub fn cancel(&self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }

    /// Whether [`Cancel::cancel`] was called.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.signal().is_some_and(|signal| signal.aborted())
    }

    /// The signal, for other uses in the browser.
    #[must_use]
    pub fn signal(&self) -> Option<AbortSignal> {
        self.0.as_ref().map(AbortController::signal)
    }
}

impl Default for Cancel {
    fn default() -> Self {
        Self::new()
    }
}

impl From<AbortController> for Cancel {
    fn from(controller: AbortController) -> Self {
        Self(Some(controller))
    }
}
