//! Shows a secret for a while. At most one at a time, and never longer than 30 seconds (security.md 2).

use super::desk::Desk;
use crate::api::RowKey;
use crate::ui::now;

/// How long a secret shows, in milliseconds.
pub const SHOWN_FOR: f64 = 30_000.0;

/// The secret that shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Revealed {
    /// Whose.
    pub key: RowKey,
    /// When it hides, in milliseconds since 1970.
    pub until: f64,
}

/// Whether the secret of a row shows.
pub fn is_revealed(desk: Desk, key: RowKey) -> bool {
    desk.revealed.with_untracked(|revealed| revealed.is_some_and(|revealed| revealed.key == key))
}

/// Shows the secret of a row, and hides any other.
pub fn reveal(desk: Desk, key: RowKey) {
    desk.revealed.set(Some(Revealed { key, until: now() + SHOWN_FOR }));
}

/// Hides the secret that shows.
pub fn hide(desk: Desk) {
    if desk.revealed.with_untracked(Option::is_some) {
        desk.revealed.set(None);
    }
}

/// Hides the secret of a row, if it is the one that shows.
pub fn hide_row(desk: Desk, key: RowKey) {
    if is_revealed(desk, key) {
        desk.revealed.set(None);
    }
}

/// Hides a secret whose time is over.
pub fn hide_overdue(desk: Desk, now: f64) {
    if desk.revealed.with_untracked(|revealed| revealed.is_some_and(|revealed| revealed.until <= now)) {
        desk.revealed.set(None);
    }
}
