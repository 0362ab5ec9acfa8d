//! Shows a secret for a while: one of the list, and the one that was just made. Never longer than 30 seconds (security.md 2).

use super::desk::Desk;
use crate::api::RowKey;
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

/// The secret of the list that shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Revealed {
    /// Whose.
    pub key: RowKey,
    /// When it hides.
    pub until: Deadline,
}

/// Whether the secret of a row shows.
pub fn is_revealed(desk: Desk, key: RowKey) -> bool {
    desk.view.revealed.with_untracked(|revealed| revealed.is_some_and(|revealed| revealed.key == key))
}

/// Shows the secret of a row, and hides any other.
pub fn reveal(desk: Desk, key: RowKey) {
    desk.view.revealed.set(Some(Revealed { key, until: deadline() }));
}

/// Shows the secret that was just made, where somebody looks.
pub fn reveal_made(desk: Desk) {
    desk.creation.shown.set(shows_until());
}

/// Hides the secret of the list that shows.
pub fn hide(desk: Desk) {
    if desk.view.revealed.with_untracked(Option::is_some) {
        desk.view.revealed.set(None);
    }
}

/// Hides the secret that was just made.
pub fn hide_made(desk: Desk) {
    if desk.creation.shown.with_untracked(Option::is_some) {
        desk.creation.shown.set(None);
    }
}

/// Hides the secret of a row, if it is the one that shows.
pub fn hide_row(desk: Desk, key: RowKey) {
    if is_revealed(desk, key) {
        desk.view.revealed.set(None);
    }
}

/// Hides what has shown long enough.
pub fn hide_overdue(desk: Desk) {
    if desk.view.revealed.with_untracked(|revealed| revealed.is_some_and(|revealed| left(revealed.until) == 0)) {
        hide(desk);
    }
    if desk.creation.shown.with_untracked(|until| until.is_some_and(|until| left(until) == 0)) {
        hide_made(desk);
    }
}
