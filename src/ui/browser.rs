//! What is known of the browser around an element, as signals: the clock, the network, the page's content policy.

use leptos::prelude::*;

use super::now;

/// A context: what goes on around the element. Copies are the same.
#[derive(Clone, Copy)]
pub struct Browser {
    /// The wall clock in milliseconds since 1970, each second.
    pub now: RwSignal<f64>,
    /// Whether the browser has a network.
    pub online: RwSignal<bool>,
    /// Whether this page's content security policy refused a request.
    pub csp_blocked: RwSignal<bool>,
}

impl Default for Browser {
    fn default() -> Self {
        Self::new()
    }
}

impl Browser {
    /// As it is now. Whoever makes it keeps it in step.
    pub fn new() -> Self {
        Self {
            now: RwSignal::new(now()),
            online: RwSignal::new(window().navigator().on_line()),
            csp_blocked: RwSignal::new(false),
        }
    }

    /// Whether the browser has no network, asked at this moment: what would change something is not sent then.
    pub fn is_offline(self) -> bool {
        !window().navigator().on_line()
    }
}
