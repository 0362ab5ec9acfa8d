//! Messages that pass, and what is said to a screen reader.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Announcer, sleep};

/// How long a message shows, in milliseconds.
const SHOWN_FOR: i32 = 6_000;

/// A message that passes.
#[derive(Clone, Debug, PartialEq)]
pub struct Toast {
    /// Unique in the element.
    pub id: u32,
    /// What it says.
    pub text: String,
}

/// A context: the messages of an element. Copies are the same.
#[derive(Clone, Copy)]
pub struct Notifications {
    /// Those that show.
    pub toasts: RwSignal<Vec<Toast>>,
    /// The voice for screen readers.
    pub announcer: Announcer,
    last_id: RwSignal<u32>,
}

impl Default for Notifications {
    fn default() -> Self {
        Self::new()
    }
}

impl Notifications {
    /// No message yet.
    pub fn new() -> Self {
        Self { toasts: RwSignal::new(Vec::new()), announcer: Announcer::default(), last_id: RwSignal::new(0) }
    }

    /// Shows a message for some seconds.
    pub fn toast(self, text: String) {
        let id = self.last_id.try_update(|last| {
            *last += 1;
            *last
        });
        let Some(id) = id else {
            return;
        };
        self.toasts.update(|toasts| toasts.push(Toast { id, text }));
        // Bound to no view: whoever shows a message may be gone before it passes.
        spawn_local(async move {
            sleep(SHOWN_FOR).await;
            self.dismiss(id);
        });
    }

    /// Takes a message away.
    pub fn dismiss(self, id: u32) {
        self.toasts.try_update(|toasts| toasts.retain(|toast| toast.id != id));
    }
}
