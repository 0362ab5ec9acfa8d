//! Moments and deadlines by two clocks. The operations read no clock by themselves: whoever calls them says what time it is,
//! which is how the tests can let any time go by.

/// A moment by both clocks of this computer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moment {
    /// Milliseconds since the page began. This clock is never set back, but may stand still while the computer sleeps.
    pub tick: f64,
    /// Milliseconds since 1970. This clock goes on while the computer sleeps, but may be set.
    pub wall: f64,
}

impl Moment {
    /// Whether less than `millis` have gone by since an earlier moment, by both clocks.
    pub fn is_within(self, millis: f64, since: Self) -> bool {
        [self.tick - since.tick, self.wall - since.wall].iter().all(|age| (0.0..millis).contains(age))
    }
}

/// The end of some time: it has come when either clock says so.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Deadline {
    at: Moment,
    length: f64,
}

impl Deadline {
    /// The moment that is `millis` after `now`.
    pub fn after(millis: f64, now: Moment) -> Self {
        Self { at: Moment { tick: now.tick + millis, wall: now.wall + millis }, length: millis }
    }

    /// The whole seconds that are left; 0 when the time is over.
    pub fn seconds_left(self, now: Moment) -> u32 {
        let left = (self.at.tick - now.tick).min(self.at.wall - now.wall);
        // A clock that was set back gives no more time than there was.
        (left.min(self.length) / 1000.0).ceil() as u32
    }
}

#[cfg(test)]
mod tests {
    use super::{Deadline, Moment};

    const START: Moment = Moment { tick: 5_000.0, wall: 1_000_000.0 };

    fn later(tick: f64, wall: f64) -> Moment {
        Moment { tick: START.tick + tick, wall: START.wall + wall }
    }

    #[test]
    fn a_deadline_comes_by_whichever_clock_is_first() {
        let deadline = Deadline::after(30_000.0, START);
        assert_eq!(deadline.seconds_left(START), 30);
        assert_eq!(deadline.seconds_left(later(1.0, 1.0)), 30);
        assert_eq!(deadline.seconds_left(later(29_001.0, 29_001.0)), 1);
        assert_eq!(deadline.seconds_left(later(30_000.0, 30_000.0)), 0);
        // The computer slept, and its first clock with it.
        assert_eq!(deadline.seconds_left(later(0.0, 3_600_000.0)), 0);
        // Somebody set the other clock back.
        assert_eq!(deadline.seconds_left(later(30_000.0, -3_600_000.0)), 0);
        assert_eq!(deadline.seconds_left(later(0.0, -3_600_000.0)), 30);
    }

    #[test]
    fn what_either_clock_calls_old_is_old() {
        assert!(later(29_999.0, 29_999.0).is_within(30_000.0, START));
        assert!(!later(30_000.0, 0.0).is_within(30_000.0, START));
        assert!(!later(0.0, 30_000.0).is_within(30_000.0, START));
        // A clock that was set back says nothing about ages.
        assert!(!later(0.0, -1.0).is_within(30_000.0, START));
    }
}
