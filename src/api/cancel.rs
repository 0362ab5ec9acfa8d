//! Lets a caller stop a call: from a Cancel button, when the element leaves the document, or by a controller of its own.
//!
//! In the browser it is an `AbortController`. Natively, for tests of what is stopped, it is a flag that wakes who waits.

#[cfg(target_arch = "wasm32")]
pub use browser::Cancel;
#[cfg(not(target_arch = "wasm32"))]
pub use native::Cancel;

impl Default for Cancel {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use js_sys::Promise;
    use wasm_bindgen_futures::JsFuture;
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

        /// Ends once [`Cancel::cancel`] is called.
        pub async fn cancelled(&self) {
            let signal = self.signal();
            if signal.as_ref().is_some_and(AbortSignal::aborted) {
                return;
            }
            let stopped = Promise::new(&mut |stop, _| {
                if let Some(signal) = &signal {
                    let _ = signal.add_event_listener_with_callback("abort", &stop);
                }
            });
            let _ = JsFuture::from(stopped).await;
        }

        /// Whether both are the same handle.
        #[must_use]
        pub fn is_same(&self, other: &Self) -> bool {
            self.0 == other.0
        }

        /// The signal, for other uses in the browser.
        #[must_use]
        pub fn signal(&self) -> Option<AbortSignal> {
            self.0.as_ref().map(AbortController::signal)
        }
    }

    impl From<AbortController> for Cancel {
        fn from(controller: AbortController) -> Self {
            Self(Some(controller))
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use std::future::poll_fn;
    use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
    use std::task::{Poll, Waker};

    use web_sys::{AbortController, AbortSignal};

    /// A flag; clones share it.
    #[derive(Clone, Debug)]
    pub struct Cancel(Arc<Mutex<State>>);

    #[derive(Debug, Default)]
    struct State {
        cancelled: bool,
        waiting: Vec<Waker>,
    }

    impl Cancel {
        /// A handle that has not been used.
        #[must_use]
        pub fn new() -> Self {
            Self(Arc::default())
        }

        /// Stops every call that was given this handle, now and later.
        pub fn cancel(&self) {
            let mut state = self.state();
            state.cancelled = true;
            state.waiting.drain(..).for_each(Waker::wake);
        }

        /// Whether [`Cancel::cancel`] was called.
        #[must_use]
        pub fn is_cancelled(&self) -> bool {
            self.state().cancelled
        }

        /// Ends once [`Cancel::cancel`] is called.
        pub async fn cancelled(&self) {
            poll_fn(|context| {
                let mut state = self.state();
                if state.cancelled {
                    return Poll::Ready(());
                }
                state.waiting.push(context.waker().clone());
                Poll::Pending
            })
            .await;
        }

        /// Whether both are the same handle.
        #[must_use]
        pub fn is_same(&self, other: &Self) -> bool {
            Arc::ptr_eq(&self.0, &other.0)
        }

        /// There is no signal outside of a browser.
        #[must_use]
        pub fn signal(&self) -> Option<AbortSignal> {
            None
        }

        fn state(&self) -> MutexGuard<'_, State> {
            self.0.lock().unwrap_or_else(PoisonError::into_inner)
        }
    }

    impl From<AbortController> for Cancel {
        fn from(_: AbortController) -> Self {
            Self::new()
        }
    }
}
