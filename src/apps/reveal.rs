//! Shows a secret for a while: one of the list, and the one that was just made. Never longer than 30 seconds (security.md 2).

use super::desk::Desk;
use crate::applications::clock::Deadline;
use crate::page::moment::this_moment;
use crate::ui::hidden;
use leptos::prelude::*;

/// How long a secret shows, in milliseconds.
const SHOWN_FOR: f64 = 30_000.0;

/// When a secret hides that begins to show now: when the first of two clocks says so.
pub fn deadline() -> Deadline {
    Deadline::after(SHOWN_FOR, this_moment())
}

/// Until when a secret shows that begins to show now; none where nobody looks at the page.
pub fn shows_until() -> Option<Deadline> {
    (!hidden()).then(deadline)
}

/// The whole seconds that are left; 0 when the time is over.
pub fn left(until: Deadline) -> u32 {
    until.seconds_left(this_moment())
}

/// Shows the secret that was just made, where somebody looks.
pub fn reveal_made(desk: Desk) {
    desk.creation.shown.set(shows_until());
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
    if desk.creation.shown.with_untracked(|until| until.is_some_and(|until| left(until) == 0)) {
        hide_made(desk);
    }
}
