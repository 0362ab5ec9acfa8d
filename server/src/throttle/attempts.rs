//! Counts attempts, and says how long the next one has to wait. Bounded in memory.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// How long after the last attempt a key is forgotten.
const FORGOTTEN_AFTER: Duration = Duration::from_secs(900);
/// How many keys are remembered at once.
const CAPACITY: usize = 8_192;

/// What attempts are counted by: a hash.
pub type Key = [u8; 32];

/// How many attempts are free, and how long each further one has to wait.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// Attempts before each further one has to wait.
    pub free: u32,
    /// The first wait, in seconds. It doubles with each attempt.
    pub first_wait: u64,
    /// The longest, in seconds.
    pub longest_wait: u64,
}

/// The attempts of the last quarter of an hour.
#[derive(Debug, Default)]
pub struct Attempts(Mutex<HashMap<Key, Counted>>);

#[derive(Clone, Copy, Debug)]
struct Counted {
    count: u32,
    last: Instant,
    next: Instant,
}

impl Attempts {
    /// Counts an attempt for each key, unless one of them has to wait: then it counts for none, and the error is the wait in
    /// seconds.
    pub fn count(&self, keys: &[(Key, Limit)], now: Instant) -> Result<(), u64> {
        let mut all = self.lock();
        let is_remembered = |counted: &&Counted| now.duration_since(counted.last) < FORGOTTEN_AFTER;
        let waits = keys.iter().filter_map(|(key, _)| all.get(key).filter(is_remembered));
        let wait = waits.map(|counted| counted.next.duration_since(now)).max().unwrap_or_default();
        if !wait.is_zero() {
            return Err(wait.as_secs().saturating_add(1));
        }
        for (key, limit) in keys {
            let count = all.get(key).filter(is_remembered).map_or(0, |counted| counted.count).saturating_add(1);
            if all.len() >= CAPACITY && !all.contains_key(key) {
                evict(&mut all, now);
            }
            let wait = match count.checked_sub(limit.free) {
                None => 0,
                Some(further) => 2_u64.saturating_pow(further).saturating_mul(limit.first_wait).min(limit.longest_wait),
            };
            all.insert(*key, Counted { count, last: now, next: now + Duration::from_secs(wait) });
        }
        Ok(())
    }

    /// Forgets the attempts of a key.
    pub fn forget(&self, key: Key) {
        self.lock().remove(&key);
    }

    /// Takes one attempt of a key back, so that the next one need not wait.
    pub fn take_back(&self, key: Key) {
        if let Some(counted) = self.lock().get_mut(&key) {
            counted.count = counted.count.saturating_sub(1);
            counted.next = counted.last;
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Key, Counted>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Removes the keys that are forgotten; if there are none, the key with the fewest attempts, and of those the oldest.
fn evict(all: &mut HashMap<Key, Counted>, now: Instant) {
    all.retain(|_, counted| now.duration_since(counted.last) < FORGOTTEN_AFTER);
    if all.len() < CAPACITY {
        return;
    }
    let least = all.iter().min_by_key(|(_, counted)| (counted.count, counted.last)).map(|(key, _)| *key);
    if let Some(key) = least {
        all.remove(&key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: Limit = Limit { free: 10, first_wait: 5, longest_wait: 60 };

    fn count(attempts: &Attempts, name: usize, now: Instant) -> Result<(), u64> {
        let mut key = Key::default();
        key[..8].copy_from_slice(&name.to_le_bytes());
        attempts.count(&[(key, LIMIT)], now)
    }

    #[test]
    fn each_attempt_after_the_free_ones_waits_longer_and_a_quarter_of_an_hour_forgets() {
        let (attempts, mut now) = (Attempts::default(), Instant::now());
        for _ in 0..10 {
            assert_eq!(count(&attempts, 0, now), Ok(()));
        }
        for wait in [5, 10, 20, 40, 60, 60] {
            assert!(count(&attempts, 0, now).is_err());
            assert!(count(&attempts, 0, now + Duration::from_millis(wait * 1_000 - 1)).is_err(), "{wait}");
            assert_eq!(count(&attempts, usize::try_from(wait).unwrap(), now), Ok(()), "another key");
            now += Duration::from_secs(wait);
            assert_eq!(count(&attempts, 0, now), Ok(()), "{wait}");
        }
        now += FORGOTTEN_AFTER;
        for _ in 0..10 {
            assert_eq!(count(&attempts, 0, now), Ok(()));
        }
        assert_eq!(count(&attempts, 0, now), Err(6));
        attempts.take_back(Key::default());
        assert_eq!(count(&attempts, 0, now), Ok(()));
        attempts.forget(Key::default());
        assert_eq!(count(&attempts, 0, now), Ok(()));
    }

    #[test]
    fn what_is_remembered_is_bounded_and_who_attempts_most_is_kept() {
        let (attempts, now) = (Attempts::default(), Instant::now());
        for _ in 0..10 {
            assert_eq!(count(&attempts, 0, now), Ok(()));
        }
        for name in 1..CAPACITY + 50 {
            assert_eq!(count(&attempts, name, now), Ok(()));
        }
        assert_eq!(attempts.lock().len(), CAPACITY);
        assert!(count(&attempts, 0, now).is_err());
    }
}
