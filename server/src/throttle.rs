//! How many sign-ins wait at once, and how often a user's password may be guessed.
//!
//! In memory and bounded: a restart forgets it. Counts a name whether or not somebody has it, so that it tells nothing.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use sha2::{Digest as _, Sha256};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::error::Error;

/// Sign-ins under way at once. A password takes a twentieth of a second or so, two at a time.
const PLACES: usize = 16;
/// Seconds that one waits who found them all taken.
const PLACES_WAIT: u64 = 2;
/// Guesses of one name before each further one has to wait.
const FREE: u32 = 10;
/// The first wait, in seconds.
const FIRST_WAIT: u64 = 5;
/// It doubles with each guess, up to this many seconds.
const LONGEST_WAIT: u64 = 60;
/// From this time on after the last guess a name starts anew.
const FORGOTTEN: Duration = Duration::from_secs(900);
/// Names that are remembered at once.
const NAMES: usize = 4_096;

/// The sign-ins of one server.
#[derive(Debug)]
pub struct Throttle {
    places: Arc<Semaphore>,
    names: Mutex<HashMap<[u8; 32], Guesses>>,
}

#[derive(Clone, Copy, Debug)]
struct Guesses {
    count: u32,
    last: Instant,
    next: Instant,
}

/// A sign-in that may go on; its place is free again when this is dropped.
#[derive(Debug)]
pub struct Place(#[expect(dead_code, reason = "held for its drop")] OwnedSemaphorePermit);

impl Default for Throttle {
    fn default() -> Self {
        Self { places: Arc::new(Semaphore::new(PLACES)), names: Mutex::default() }
    }
}

impl Throttle {
    /// Counts a guess of that user's password, before its outcome is known, so that many at once are counted too.
    ///
    /// # Errors
    /// [`Error::TooManyRequests`] while the name has to wait, or too many sign-ins are under way.
    pub fn start(&self, name: &str) -> Result<Place, Error> {
        let place = Arc::clone(&self.places).try_acquire_owned();
        let place = place.map_err(|_| Error::TooManyRequests { seconds: PLACES_WAIT })?;
        self.count(name, Instant::now()).map_err(|seconds| Error::TooManyRequests { seconds })?;
        Ok(Place(place))
    }

    /// Forgets the guesses of a name: the password was right.
    pub fn forgive(&self, name: &str) {
        self.names.lock().unwrap_or_else(PoisonError::into_inner).remove(&key(name));
    }

    /// Counts, or says for how many seconds the name has to wait.
    fn count(&self, name: &str, now: Instant) -> Result<(), u64> {
        let key = key(name);
        let mut names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        let before = names.get(&key).filter(|guesses| now.duration_since(guesses.last) < FORGOTTEN);
        if let Some(wait) = before.map(|guesses| guesses.next.duration_since(now)).filter(|wait| !wait.is_zero()) {
            return Err(wait.as_secs().saturating_add(1));
        }
        let count = before.map_or(0, |guesses| guesses.count).saturating_add(1);
        if names.len() >= NAMES && !names.contains_key(&key) {
            make_room(&mut names, now);
        }
        let wait = match count.checked_sub(FREE) {
            None => 0,
            Some(further) => 2_u64.saturating_pow(further).saturating_mul(FIRST_WAIT).min(LONGEST_WAIT),
        };
        names.insert(key, Guesses { count, last: now, next: now + Duration::from_secs(wait) });
        Ok(())
    }
}

/// Drops what is forgotten; if all are remembered, the name that was guessed least, and of those the oldest.
fn make_room(names: &mut HashMap<[u8; 32], Guesses>, now: Instant) {
    names.retain(|_, guesses| now.duration_since(guesses.last) < FORGOTTEN);
    if names.len() < NAMES {
        return;
    }
    let least = names.iter().min_by_key(|(_, guesses)| (guesses.count, guesses.last)).map(|(key, _)| *key);
    if let Some(key) = least {
        names.remove(&key);
    }
}

/// A name may be as long as a body: its hash is not.
fn key(name: &str) -> [u8; 32] {
    Sha256::digest(name).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_guess_after_the_free_ones_waits_longer_and_a_quarter_of_an_hour_forgets() {
        let (throttle, mut now) = (Throttle::default(), Instant::now());
        for _ in 0..FREE {
            assert_eq!(throttle.count("ana", now), Ok(()));
        }
        for wait in [5, 10, 20, 40, 60, 60] {
            assert!(throttle.count("ana", now).is_err());
            assert!(throttle.count("ana", now + Duration::from_millis(wait * 1_000 - 1)).is_err(), "{wait}");
            assert_eq!(throttle.count("ben", now + Duration::from_secs(3_600)), Ok(()), "another name");
            throttle.forgive("ben");
            now += Duration::from_secs(wait);
            assert_eq!(throttle.count("ana", now), Ok(()), "{wait}");
        }
        now += FORGOTTEN;
        for _ in 0..FREE {
            assert_eq!(throttle.count("ana", now), Ok(()));
        }
        assert!(throttle.count("ana", now).is_err());
        throttle.forgive("ana");
        assert_eq!(throttle.count("ana", now), Ok(()));
    }

    #[test]
    fn names_are_bounded_and_the_one_that_is_guessed_most_is_kept() {
        let (throttle, now) = (Throttle::default(), Instant::now());
        for _ in 0..FREE {
            assert_eq!(throttle.count("ana", now), Ok(()));
        }
        for index in 0..NAMES + 50 {
            assert_eq!(throttle.count(&index.to_string(), now), Ok(()));
        }
        assert_eq!(throttle.names.lock().unwrap().len(), NAMES);
        assert!(throttle.count("ana", now).is_err());
    }
}
