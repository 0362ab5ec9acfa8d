//! How long a secret shows.

use super::moment::this_moment;
use crate::applications::clock::Deadline;
use crate::ui::hidden;

/// How long a secret shows at the most, in milliseconds (security rule 2).
const SHOWN_FOR: f64 = 30_000.0;

/// When a secret hides that begins to show now.
pub fn secret_deadline() -> Deadline {
    Deadline::after(SHOWN_FOR, this_moment())
}

/// When a secret hides that begins to show by itself; none where nobody looks at the page: then it does not show.
pub fn secret_deadline_if_seen() -> Option<Deadline> {
    (!hidden()).then(secret_deadline)
}

/// The whole seconds that are left until a secret hides; 0 when the time is over.
pub fn seconds_left(until: Deadline) -> u32 {
    until.seconds_left(this_moment())
}
