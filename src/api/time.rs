//! Reads the two kinds of dates that servers write: RFC 3339 in JSON, HTTP dates in headers. Writes the former.
//!
//! In between are milliseconds since 1970 UTC. No time zones but offsets, no formatting for people, no clock.
//!
//! Both are read here. `Date.parse` takes another set of forms in each browser, and a call of JavaScript for each row. The
//! crate `httpdate` made the typed client 1.6 kB larger (brotli), and refuses a date with a wrong day of the week.

/// Reads RFC 3339, and its relatives without an offset (taken for UTC) or with a space instead of the `T`.
/// The fraction of a second is cut to milliseconds.
#[must_use]
pub fn rfc3339(text: &str) -> Option<f64> {
    let mut scan = Scan(text.trim().as_bytes());
    let year = scan.number(4)?;
    scan.one_of(b"-")?;
    let month = scan.number(2)?;
    scan.one_of(b"-")?;
    let day = scan.number(2)?;
    scan.one_of(b"Tt ")?;
    let hour = scan.number(2)?;
    scan.one_of(b":")?;
    let minute = scan.number(2)?;
    let second = match scan.one_of(b":") {
        Some(_) => scan.number(2)?,
        None => 0,
    };
    let millis = match scan.one_of(b".,") {
        Some(_) => scan.millis()?,
        None => 0,
    };
    let offset = match scan.one_of(b"Zz+-") {
        Some(sign @ (b'+' | b'-')) => {
            let hours = scan.number(2)?;
            let _ = scan.one_of(b":");
            let minutes = hours * 60 + scan.number(2)?;
            if sign == b'-' { -minutes } else { minutes }
        }
        _ => 0,
    };
    if !scan.0.is_empty() {
        return None;
    }
    let seconds = seconds_since_1970([year, month, day, hour, minute, second])? - offset * 60;
    Some((seconds * 1000 + millis) as f64)
}

/// Writes what [`rfc3339`] reads, in UTC with milliseconds, as `Date.prototype.toISOString` does for these years.
#[must_use]
pub fn to_rfc3339(millis: f64) -> String {
    let millis = millis as i64;
    let (days, rest) = (millis.div_euclid(86_400_000), millis.rem_euclid(86_400_000));
    let [year, month, day] = civil(days);
    let mut text = String::new();
    for (number, digits, after) in [
        (year, 4, '-'),
        (month, 2, '-'),
        (day, 2, 'T'),
        (rest / 3_600_000, 2, ':'),
        (rest / 60_000 % 60, 2, ':'),
        (rest / 1_000 % 60, 2, '.'),
        (rest % 1_000, 3, 'Z'),
    ] {
        for place in (0..digits).rev() {
            text.push(char::from(b'0' + (number / 10_i64.pow(place) % 10) as u8));
        }
        text.push(after);
    }
    text
}

/// Reads the three forms of RFC 9110 section 5.6.7: IMF-fixdate, RFC 850 and asctime.
#[must_use]
pub fn http_date(text: &str) -> Option<f64> {
    const MONTHS: &[u8] = b"JanFebMarAprMayJunJulAugSepOctNovDec";
    let mut words = text.split([' ', ',', '-']).filter(|word| !word.is_empty());
    words.next()?;
    let (mut day, mut month, mut year, mut clock) = (None, None, None, None);
    for word in words {
        if word.contains(':') {
            let mut scan = Scan(word.as_bytes());
            let hour = scan.number(2)?;
            scan.one_of(b":")?;
            let minute = scan.number(2)?;
            scan.one_of(b":")?;
            clock = Some([hour, minute, scan.number(2)?]);
        } else if word.as_bytes()[0].is_ascii_digit() {
            let mut scan = Scan(word.as_bytes());
            let number = scan.number(word.len().min(4))?;
            match (day, word.len()) {
                (None, _) => day = Some(number),
                // RFC 850 has two digits; a server that still writes them is no older than the web.
                (_, 2) => year = Some(if number < 70 { 2000 } else { 1900 } + number),
                _ => year = Some(number),
            }
        } else if month.is_none() {
            let at = MONTHS.chunks(3).position(|name| name == word.as_bytes())?;
            month = Some(at as i64 + 1);
        }
    }
    let [hour, minute, second] = clock?;
    let seconds = seconds_since_1970([year?, month?, day?, hour, minute, second])?;
    Some((seconds * 1000) as f64)
}

/// The proleptic Gregorian calendar, by the era arithmetic of Howard Hinnant's `days_from_civil`.
fn seconds_since_1970([year, month, day, hour, minute, second]: [i64; 6]) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    // A leap second is written as 60.
    if !(1..=last).contains(&day) || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let shifted = if month > 2 { year } else { year - 1 };
    let era = shifted.div_euclid(400);
    let year_of_era = shifted.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    let days = era * 146_097 + day_of_era - 719_468;
    Some(((days * 24 + hour) * 60 + minute) * 60 + second)
}

/// The way back: Howard Hinnant's `civil_from_days`.
fn civil(days: i64) -> [i64; 3] {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let month = (shifted + 2) % 12 + 1;
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    [year, month, day_of_year - (153 * shifted + 2) / 5 + 1]
}

/// Takes bytes off the front.
struct Scan<'a>(&'a [u8]);

impl Scan<'_> {
    /// Exactly this many digits; at most 18, so that nothing overflows.
    fn number(&mut self, digits: usize) -> Option<i64> {
        let (head, rest) = self.0.split_at_checked(digits)?;
        let mut value = 0;
        for byte in head {
            value = value * 10 + i64::from(digit(*byte)?);
        }
        self.0 = rest;
        Some(value)
    }

    fn one_of(&mut self, set: &[u8]) -> Option<u8> {
        let (first, rest) = self.0.split_first().filter(|(first, _)| set.contains(first))?;
        self.0 = rest;
        Some(*first)
    }

    /// One digit or more after the point.
    fn millis(&mut self) -> Option<i64> {
        let length = self.0.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (head, rest) = self.0.split_at(length);
        self.0 = rest;
        let mut place = 100;
        let mut millis = 0;
        for byte in head.iter().take(3) {
            millis += i64::from(digit(*byte)?) * place;
            place /= 10;
        }
        (length > 0).then_some(millis)
    }
}

fn digit(byte: u8) -> Option<u8> {
    byte.is_ascii_digit().then(|| byte - b'0')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{http_date, rfc3339, to_rfc3339};

    #[test]
    fn rfc_3339_is_read_with_offsets_and_fractions() {
        for (text, millis) in [
            ("1970-01-01T00:00:00Z", 0.0),
            ("1969-12-31T23:59:59.5Z", -500.0),
            ("2000-02-29T12:00:00+00:00", 951_825_600_000.0),
            ("2024-05-01T10:20:30.123456Z", 1_714_558_830_123.0),
            ("2024-05-01T12:20:30.123+02:00", 1_714_558_830_123.0),
            ("2024-05-01T05:50:30.1-0430", 1_714_558_830_100.0),
            ("2024-05-01 10:20:30", 1_714_558_830_000.0),
            ("2024-05-01t10:20z", 1_714_558_800_000.0),
        ] {
            assert_eq!(rfc3339(text), Some(millis), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "now",
            "2024-05-01",
            "2024-02-30T00:00:00Z",
            "2023-02-29T00:00:00Z",
            "2024-13-01T00:00:00Z",
            "2024-05-01T24:00:00Z",
            "2024-05-01T10:20:30.Z",
            "2024-05-01T10:20:30Zx",
            "2024-05-01T10:20:30+2",
        ] {
            assert_eq!(rfc3339(text), None, "{text}");
        }
    }

    #[test]
    fn the_three_http_dates_are_the_same_moment() {
        for text in ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"] {
            assert_eq!(http_date(text), Some(784_111_777_000.0), "{text}");
        }
    }

    #[test]
    fn what_is_no_http_date_is_refused() {
        for text in ["", "soon", "Sun, 06 Nov 1994", "Sun, 31 Feb 2024 08:00:00 GMT", "a 1 b 2 3:4:5"] {
            assert_eq!(http_date(text), None, "{text}");
        }
    }

    #[test]
    fn a_moment_is_written_as_the_browser_writes_it() {
        for text in [
            "1970-01-01T00:00:00.000Z",
            "1969-12-31T23:59:59.500Z",
            "2000-02-29T12:00:00.123Z",
            "0001-03-01T00:00:00.000Z",
        ] {
            assert_eq!(rfc3339(text).map(to_rfc3339).as_deref(), Some(text));
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_as_the_same_moment(millis in -62_135_596_800_000_i64..253_402_300_800_000) {
            prop_assert_eq!(rfc3339(&to_rfc3339(millis as f64)), Some(millis as f64));
        }

        #[test]
        fn no_text_panics(text in ".{0,60}") {
            let _ = (rfc3339(&text), http_date(&text));
        }

        #[test]
        fn no_text_that_looks_like_a_date_panics(text in "[0-9TtZ :.,+-]{0,40}|[A-Z][a-z]{2}[, -][0-9]{1,20}[ -][A-Z][a-z]{2}[ -][0-9]{1,20} [0-9:]{0,12}") {
            let _ = (rfc3339(&text), http_date(&text));
        }
    }
}
