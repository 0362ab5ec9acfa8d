//! Shows a secret for a while: one of the list, and the one that was just made. Never longer than 30 seconds (security.md 2).

use super::desk::Desk;
use crate::ui::{hidden, monotonic, now};
use leptos::prelude::*;

/// How long a secret shows, in milliseconds.
const SHOWN_FOR: f64 = 30_000.0;

/// When a secret hides: when the first of two clocks says so. One of them can't be set back, the other one goes on while the
/// computer sleeps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Until {
    tick: f64,
    wall: f64,
}

impl Until {
    /// From now on for as long as a secret shows.
    pub fn start() -> Self {
        Self { tick: monotonic() + SHOWN_FOR, wall: now() + SHOWN_FOR }
    }

    /// Whole seconds that are left; 0 when the time is over.
    pub fn left(self) -> u32 {
        let left = (self.tick - monotonic()).min(self.wall - now());
        (left.min(SHOWN_FOR) / 1000.0).ceil() as u32
    }
}

/// Shows the secret that was just made, where somebody looks.
pub fn reveal_made(desk: Desk) {
    desk.creation.shown.set((!hidden()).then(Until::start));
}

/// Hides the secret of the list that shows.
pub fn hide(desk: Desk) {
    desk.view.hide();
}

/// Hides the secret that was just made.
pub fn hide_made(desk: Desk) {
    if desk.creation.shown.with_untracked(Option::is_some) {
        desk.creation.shown.set(None);
    }
}

/// Hides what has shown long enough.
pub fn hide_overdue(desk: Desk) {
    desk.view.hide_overdue();
    if desk.creation.shown.with_untracked(|until| until.is_some_and(|until| until.left() == 0)) {
        hide_made(desk);
    }
}
