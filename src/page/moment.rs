//! What time it is, for operations that ask no clock by themselves.

use crate::applications::clock::Moment;
use crate::ui::{monotonic, now};

/// This moment, by both clocks of the computer.
pub fn this_moment() -> Moment {
    Moment { tick: monotonic(), wall: now() }
}
