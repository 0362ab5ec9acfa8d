//! How long to wait before another try, and whether to try at all.
//!
//! Pure: who waits is the client. Only reading is ever tried again, and never more than twice.

use super::error::Error;
use super::time::http_date;

/// The longest wait that a server can ask for, in seconds.
const LONGEST: u32 = 300;

/// Reads `Retry-After` (RFC 9110 section 10.2.3) as 1 to 300 seconds. A date is measured against the server's own
/// `date` where the browser shows it, so that a wrong clock does no harm, else against `now`, in milliseconds.
///
/// Zero, a moment in the past and garbage are of no use: then the default wait applies.
#[must_use]
pub fn retry_after(header: &str, date: Option<&str>, now: f64) -> Option<u32> {
    let header = header.trim();
    let seconds = if !header.is_empty() && header.bytes().all(|byte| byte.is_ascii_digit()) {
        // What does not fit is more than the longest wait.
        header.parse().unwrap_or(LONGEST)
    } else {
        let now = date.and_then(http_date).unwrap_or(now);
        ((http_date(header)? - now) / 1000.0).ceil() as u32
    };
    (seconds > 0).then(|| seconds.min(LONGEST))
}

/// Seconds to wait before reading again after `failures` earlier repeats; none when it is no use.
#[must_use]
pub fn pause(error: &Error, failures: usize) -> Option<u32> {
    match error {
        Error::Incomplete | Error::Malformed | Error::Garbled => [1, 3].get(failures).copied(),
        Error::Refused(problem) if matches!(problem.status, 429 | 503) => {
            let default = [5, 15].get(failures).copied()?;
            Some(problem.retry_after.unwrap_or(default))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{pause, retry_after};
    use crate::api::{Error, Problem};

    /// Sun, 06 Nov 1994 08:49:37 GMT
    const NOW: f64 = 784_111_777_000.0;

    #[test]
    fn seconds_are_taken_up_to_five_minutes() {
        assert_eq!(retry_after("7", None, NOW), Some(7));
        assert_eq!(retry_after(" 300 ", None, NOW), Some(300));
        assert_eq!(retry_after("86400", None, NOW), Some(300));
        assert_eq!(retry_after(&"9".repeat(400), None, NOW), Some(300));
    }

    #[test]
    fn a_date_is_taken_in_each_of_its_forms() {
        for date in ["Sun, 06 Nov 1994 08:49:57 GMT", "Sunday, 06-Nov-94 08:49:57 GMT", "Sun Nov  6 08:49:57 1994"] {
            assert_eq!(retry_after(date, None, NOW), Some(20), "{date}");
        }
        assert_eq!(retry_after("Sun, 06 Nov 2094 08:49:57 GMT", None, NOW), Some(300));
    }

    #[test]
    fn a_date_is_measured_by_the_servers_clock() {
        let server = Some("Mon, 07 Nov 1994 08:49:37 GMT");
        assert_eq!(retry_after("Mon, 07 Nov 1994 08:49:47 GMT", server, NOW), Some(10));
    }

    #[test]
    fn the_past_and_garbage_are_of_no_use() {
        for header in ["", "0", "-5", "soon", "1.5", "Sun, 06 Nov 1994 08:49:30 GMT", "NaN", "inf", "1e3"] {
            assert_eq!(retry_after(header, None, NOW), None, "{header}");
        }
    }

    #[test]
    fn only_a_broken_answer_and_a_busy_server_are_tried_again_and_twice_at_most() {
        let busy = |retry_after| Error::Refused(Box::new(Problem { status: 429, retry_after, ..Problem::default() }));
        for error in [Error::Incomplete, Error::Malformed, Error::Garbled] {
            assert_eq!(pause(&error, 0), Some(1));
        }
        assert_eq!(pause(&Error::Incomplete, 2), None);
        assert_eq!(pause(&busy(Some(42)), 1), Some(42));
        assert_eq!(pause(&busy(None), 0), Some(5));
        assert_eq!(pause(&busy(Some(42)), 2), None);
        for error in
            [Error::Unreachable, Error::TimedOut, Error::Cancelled, Error::Unexpected, Error::NotData { status: 200 }]
        {
            assert_eq!(pause(&error, 0), None, "{error:?}");
        }
    }

    proptest! {
        #[test]
        fn a_wait_is_always_one_to_three_hundred_seconds(header in ".{0,40}|[0-9]{1,30}") {
            if let Some(seconds) = retry_after(&header, Some(&header), NOW) {
                prop_assert!((1..=300).contains(&seconds));
            }
        }
    }
}
