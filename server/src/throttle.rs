//! How many sign-ins wait at once, and how often passwords may be guessed.
//!
//! Guesses count by name and network, and for a browser that signed in with that name before, by that browser alone: what
//! strangers do holds it back in nothing. In memory and bounded: a restart forgets it. Counts a name whether or not
//! somebody has it, so that it tells nothing.

mod guesses;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};

use sha2::{Digest as _, Sha256};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use self::guesses::{Guesses, Key, Limit};
use crate::{error::Error, network::Network, passwords::Lane};

/// Sign-ins of strangers under way at once. A password takes a twentieth of a second or so, one at a time.
const PLACES: usize = 64;
/// Of those, how many come from one network.
const PLACES_OF_A_NETWORK: usize = 16;
/// Sign-ins of known browsers under way at once, beside those of strangers.
const RESERVED: usize = 8;
/// Of those, how many are for one name.
const RESERVED_FOR_A_NAME: usize = 2;
/// Seconds that one waits who found them all taken.
const PLACES_WAIT: u64 = 2;
/// Guesses of one name from one network, or by one known browser.
const OF_A_NAME: Limit = Limit { free: 10, first_wait: 5, longest_wait: 60 };
/// Guesses of whatever names from one network: what it may have hashed.
const OF_A_NETWORK: Limit = Limit { free: 100, first_wait: 1, longest_wait: 10 };

/// The sign-ins of one server.
#[derive(Debug)]
pub struct Throttle {
    strangers: Arc<Semaphore>,
    reserved: Arc<Semaphore>,
    under_way: Arc<Mutex<HashMap<Key, usize>>>,
    guesses: Guesses,
}

/// Who guesses whose password.
#[derive(Clone, Copy, Debug)]
pub struct Attempt<'a> {
    /// The user name that was sent.
    pub name: &'a str,
    /// Where it was sent from.
    pub network: Network,
    /// The browser, if it has signed in with that name before.
    pub browser: Option<&'a str>,
}

/// A sign-in that may go on; its place is free again when this is dropped.
#[derive(Debug)]
pub struct Place {
    /// Where its password is hashed.
    pub lane: Lane,
    #[expect(dead_code, reason = "held for its drop")]
    permit: OwnedSemaphorePermit,
    under_way: Arc<Mutex<HashMap<Key, usize>>>,
    shared_by: Key,
}

impl Default for Throttle {
    fn default() -> Self {
        Self {
            strangers: Arc::new(Semaphore::new(PLACES)),
            reserved: Arc::new(Semaphore::new(RESERVED)),
            under_way: Arc::default(),
            guesses: Guesses::default(),
        }
    }
}

impl Throttle {
    /// Counts a guess before its outcome is known, so that many at once are counted too.
    ///
    /// # Errors
    /// [`Error::TooManyRequests`] while such guesses have to wait, or too many sign-ins are under way.
    pub fn start(&self, attempt: Attempt<'_>) -> Result<Place, Error> {
        let place = self.place(attempt).ok_or(Error::TooManyRequests { seconds: PLACES_WAIT })?;
        self.guesses.count(&attempt.counted(), Instant::now()).map_err(|seconds| Error::TooManyRequests { seconds })?;
        Ok(place)
    }

    /// Forgets the guesses of a name: the password was right. Its network is given back the one that was counted.
    pub fn forgive(&self, attempt: Attempt<'_>) {
        self.guesses.forget(attempt.of_name());
        if attempt.browser.is_none() {
            self.guesses.take_back(attempt.of_network());
        }
    }

    fn place(&self, attempt: Attempt<'_>) -> Option<Place> {
        let (lane, places, shared_by, share) = match attempt.browser {
            Some(_) => (Lane::Known, &self.reserved, key("name", &[attempt.name.as_bytes()]), RESERVED_FOR_A_NAME),
            None => (Lane::Strangers, &self.strangers, attempt.of_network(), PLACES_OF_A_NETWORK),
        };
        let permit = Arc::clone(places).try_acquire_owned().ok()?;
        let mut under_way = self.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        let count = under_way.entry(shared_by).or_default();
        if *count >= share {
            return None;
        }
        *count += 1;
        Some(Place { lane, permit, under_way: Arc::clone(&self.under_way), shared_by })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut under_way = self.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = under_way.get_mut(&self.shared_by) {
            *count -= 1;
            if *count == 0 {
                under_way.remove(&self.shared_by);
            }
        }
    }
}

impl Attempt<'_> {
    /// What a guess counts for.
    fn counted(&self) -> Vec<(Key, Limit)> {
        match self.browser {
            Some(_) => vec![(self.of_name(), OF_A_NAME)],
            None => vec![(self.of_name(), OF_A_NAME), (self.of_network(), OF_A_NETWORK)],
        }
    }

    fn of_name(&self) -> Key {
        match self.browser {
            Some(browser) => key("browser", &[browser.as_bytes(), self.name.as_bytes()]),
            None => key("stranger", &[&self.network.octets(), self.name.as_bytes()]),
        }
    }

    fn of_network(&self) -> Key {
        key("network", &[&self.network.octets()])
    }
}

/// A name may be as long as a body: its hash is not.
fn key(kind: &str, parts: &[&[u8]]) -> Key {
    let mut digest = Sha256::new_with_prefix(kind);
    for part in parts {
        digest.update(Sha256::digest(part));
    }
    digest.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(last: u8, name: &str) -> Attempt<'_> {
        Attempt { name, network: Network::of([192, 0, 2, last].into()), browser: None }
    }

    #[test]
    fn strangers_hold_back_neither_another_network_nor_a_browser_that_signed_in_before() {
        let throttle = Throttle::default();
        let held_back = |attempt| throttle.start(attempt).is_err();
        while !held_back(from(1, "ana")) {}
        assert!(held_back(from(1, "ana")) && !held_back(from(1, "ben")) && !held_back(from(2, "ana")));
        let known = Attempt { browser: Some("browser"), ..from(1, "ana") };
        let other = Attempt { browser: Some("other"), ..from(1, "ana") };
        for _ in 0..10 {
            assert!(!held_back(known));
        }
        assert!(held_back(known), "a browser that was stolen guesses no faster");
        assert!(!held_back(other) && !held_back(from(2, "ana")), "and holds back nobody else");
        throttle.forgive(known);
        assert!(!held_back(known) && held_back(from(1, "ana")));
    }

    #[test]
    fn a_network_that_tries_many_names_has_to_wait() {
        let throttle = Throttle::default();
        for index in 0..100 {
            let name = index.to_string();
            assert!(throttle.start(from(1, &name)).is_ok(), "{index}");
            if index % 10 == 0 {
                // Somebody signs in there.
                throttle.start(from(1, "ben")).unwrap();
                throttle.forgive(from(1, "ben"));
            }
        }
        assert!(throttle.start(from(1, "next")).is_err());
        assert!(throttle.start(from(2, "next")).is_ok());
        assert!(throttle.start(Attempt { browser: Some("browser"), ..from(1, "next") }).is_ok());
    }

    #[test]
    fn no_network_takes_all_places_and_all_networks_none_of_the_reserved_ones() {
        let throttle = Throttle::default();
        let mut places = Vec::new();
        for network in 1..=5 {
            for index in 0..40 {
                places.extend(throttle.start(from(network, &index.to_string())).ok());
            }
        }
        assert_eq!(places.len(), PLACES);
        let here = |count: usize, network: u8| {
            throttle.under_way.lock().unwrap().get(&from(network, "").of_network()).copied() == Some(count)
        };
        assert!(here(16, 1) && here(16, 4), "and the fifth found none");
        assert!(throttle.start(from(9, "ana")).is_err());
        let known = Attempt { browser: Some("one"), ..from(9, "ana") };
        let first = throttle.start(known).unwrap();
        let second = throttle.start(Attempt { browser: Some("two"), ..known }).unwrap();
        assert!(throttle.start(known).is_err(), "one name has two of them");
        assert!(throttle.start(Attempt { name: "ben", ..known }).is_ok());
        drop((first, second, places));
        assert!(throttle.start(known).is_ok() && throttle.start(from(9, "ana")).is_ok());
        assert!(throttle.under_way.lock().unwrap().is_empty(), "a place that is free leaves nothing behind");
    }
}
