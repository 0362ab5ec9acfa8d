//! The time, as the database and the tokens count it.

use time::OffsetDateTime;

/// The time now, in seconds since 1970.
#[must_use]
pub fn now() -> i64 {
    OffsetDateTime::now_utc().unix_timestamp()
}
