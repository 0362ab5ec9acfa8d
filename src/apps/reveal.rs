//! Hides secrets: the one of the list that shows, and the one that was just made.

use super::desk::Desk;
use crate::page::moment::this_moment;

/// Hides the secret of the list that shows.
pub fn hide(desk: Desk) {
    desk.view.hide();
}

/// Hides the secret that was just made.
pub fn hide_made(desk: Desk) {
    desk.creation.show_secret(None);
}

/// Hides what has shown long enough.
pub fn hide_overdue(desk: Desk) {
    desk.view.hide_overdue();
    desk.creation.hide_overdue(this_moment());
}
