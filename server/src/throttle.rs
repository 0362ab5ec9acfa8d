//! Limits how many sign-ins are in progress at once, and how often passwords may be tried.
//!
//! Attempts count by user name and network. Those of a browser that has signed in with the name before count by that
//! browser alone, so that attempts of others never slow it down. In memory and bounded: a restart forgets everything. A
//! name counts whether or not there is such a user, so that the limits don't tell which names exist.

mod attempts;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};

use sha2::{Digest as _, Sha256};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use self::attempts::{Attempts, Key, Limit};
use crate::{error::Error, network::Network, passwords::HashQueue};

/// Sign-ins in progress at once from browsers that are unknown. A password takes about 50 ms, one at a time.
const PERMITS: usize = 64;
/// How many of those may come from one network.
const PERMITS_PER_NETWORK: usize = 16;
/// Sign-ins in progress at once from known browsers, in addition to [`PERMITS`].
const KNOWN_PERMITS: usize = 8;
/// How many of those may be for one name.
const KNOWN_PERMITS_PER_NAME: usize = 2;
/// The `Retry-After`, in seconds, when there is no permit left.
const PERMIT_RETRY_AFTER: u64 = 2;
/// Attempts for one name from one network, or from one known browser.
const PER_NAME: Limit = Limit { free: 10, first_wait: 5, longest_wait: 60 };
/// Attempts for any names from one network.
const PER_NETWORK: Limit = Limit { free: 100, first_wait: 1, longest_wait: 10 };

/// The sign-ins of one server process.
#[derive(Debug)]
pub struct Throttle {
    unknown: Arc<Semaphore>,
    known: Arc<Semaphore>,
    in_progress: Arc<Mutex<HashMap<Key, usize>>>,
    attempts: Attempts,
}

/// One attempt to sign in.
#[derive(Clone, Copy, Debug)]
pub struct Attempt<'a> {
    /// The user name that was sent.
    pub name: &'a str,
    /// Where it was sent from.
    pub network: Network,
    /// The browser, if it has signed in with that name before.
    pub browser: Option<&'a str>,
}

/// A permit for a sign-in, which is returned when this is dropped.
#[derive(Debug)]
pub struct Permit {
    /// The queue in which its password is hashed.
    pub queue: HashQueue,
    #[expect(dead_code, reason = "held for its drop")]
    semaphore: OwnedSemaphorePermit,
    in_progress: Arc<Mutex<HashMap<Key, usize>>>,
    shared_key: Key,
}

impl Default for Throttle {
    fn default() -> Self {
        Self {
            unknown: Arc::new(Semaphore::new(PERMITS)),
            known: Arc::new(Semaphore::new(KNOWN_PERMITS)),
            in_progress: Arc::default(),
            attempts: Attempts::default(),
        }
    }
}

impl Throttle {
    /// Counts an attempt before its outcome is known, so that concurrent attempts count as well.
    ///
    /// # Errors
    /// [`Error::TooManyRequests`] while such attempts have to wait, or too many sign-ins are in progress.
    pub fn start(&self, attempt: Attempt<'_>) -> Result<Permit, Error> {
        let permit = self.acquire(attempt).ok_or(Error::TooManyRequests { seconds: PERMIT_RETRY_AFTER })?;
        self.attempts.count(&attempt.limits(), Instant::now()).map_err(|seconds| Error::TooManyRequests { seconds })?;
        Ok(permit)
    }

    /// Forgets the attempts for a name, since the password was right, and takes this one back from its network.
    pub fn succeeded(&self, attempt: Attempt<'_>) {
        self.attempts.forget(attempt.name_key());
        if attempt.browser.is_none() {
            self.attempts.take_back(attempt.network_key());
        }
    }

    fn acquire(&self, attempt: Attempt<'_>) -> Option<Permit> {
        let (queue, semaphore, shared_key, share) = match attempt.browser {
            Some(_) => {
                (HashQueue::KnownBrowser, &self.known, key("name", &[attempt.name.as_bytes()]), KNOWN_PERMITS_PER_NAME)
            }
            None => (HashQueue::UnknownBrowser, &self.unknown, attempt.network_key(), PERMITS_PER_NETWORK),
        };
        let semaphore = Arc::clone(semaphore).try_acquire_owned().ok()?;
        let mut in_progress = self.in_progress.lock().unwrap_or_else(PoisonError::into_inner);
        let count = in_progress.entry(shared_key).or_default();
        if *count >= share {
            return None;
        }
        *count += 1;
        Some(Permit { queue, semaphore, in_progress: Arc::clone(&self.in_progress), shared_key })
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        let mut in_progress = self.in_progress.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = in_progress.get_mut(&self.shared_key) {
            *count -= 1;
            if *count == 0 {
                in_progress.remove(&self.shared_key);
            }
        }
    }
}

impl Attempt<'_> {
    /// The keys that the attempt counts for, with their limits.
    fn limits(&self) -> Vec<(Key, Limit)> {
        match self.browser {
            Some(_) => vec![(self.name_key(), PER_NAME)],
            None => vec![(self.name_key(), PER_NAME), (self.network_key(), PER_NETWORK)],
        }
    }

    fn name_key(&self) -> Key {
        match self.browser {
            Some(browser) => key("browser", &[browser.as_bytes(), self.name.as_bytes()]),
            None => key("unknown browser", &[&self.network.octets(), self.name.as_bytes()]),
        }
    }

    fn network_key(&self) -> Key {
        key("network", &[&self.network.octets()])
    }
}

/// A hash, since a name may be as long as a body.
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
    fn unknown_browsers_slow_down_neither_another_network_nor_a_browser_that_signed_in_before() {
        let throttle = Throttle::default();
        let is_limited = |attempt| throttle.start(attempt).is_err();
        while !is_limited(from(1, "ana")) {}
        assert!(is_limited(from(1, "ana")) && !is_limited(from(1, "ben")) && !is_limited(from(2, "ana")));
        let known = Attempt { browser: Some("browser"), ..from(1, "ana") };
        let other = Attempt { browser: Some("other"), ..from(1, "ana") };
        for _ in 0..10 {
            assert!(!is_limited(known));
        }
        assert!(is_limited(known), "whoever has stolen the cookie may try no faster");
        assert!(!is_limited(other) && !is_limited(from(2, "ana")), "and holds back nobody else");
        throttle.succeeded(known);
        assert!(!is_limited(known) && is_limited(from(1, "ana")));
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
                throttle.succeeded(from(1, "ben"));
            }
        }
        assert!(throttle.start(from(1, "next")).is_err());
        assert!(throttle.start(from(2, "next")).is_ok());
        assert!(throttle.start(Attempt { browser: Some("browser"), ..from(1, "next") }).is_ok());
    }

    #[test]
    fn no_network_takes_all_permits_and_all_networks_together_none_of_known_browsers() {
        let throttle = Throttle::default();
        let mut permits = Vec::new();
        for network in 1..=5 {
            for index in 0..40 {
                permits.extend(throttle.start(from(network, &index.to_string())).ok());
            }
        }
        assert_eq!(permits.len(), PERMITS);
        let here = |count: usize, network: u8| {
            throttle.in_progress.lock().unwrap().get(&from(network, "").network_key()).copied() == Some(count)
        };
        assert!(here(16, 1) && here(16, 4), "and the fifth found none");
        assert!(throttle.start(from(9, "ana")).is_err());
        let known = Attempt { browser: Some("one"), ..from(9, "ana") };
        let first = throttle.start(known).unwrap();
        let second = throttle.start(Attempt { browser: Some("two"), ..known }).unwrap();
        assert!(throttle.start(known).is_err(), "one name has two of them");
        assert!(throttle.start(Attempt { name: "ben", ..known }).is_ok());
        drop((first, second, permits));
        assert!(throttle.start(known).is_ok() && throttle.start(from(9, "ana")).is_ok());
        assert!(throttle.in_progress.lock().unwrap().is_empty(), "a permit that was returned leaves nothing behind");
    }
}
