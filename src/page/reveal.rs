//! How long a secret shows: never longer than 30 seconds (security rule 2).

use crate::applications::clock::Deadline;
use crate::page::moment::this_moment;
use crate::ui::hidden;

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
pub fn seconds_left(until: Deadline) -> u32 {
    until.seconds_left(this_moment())
}
