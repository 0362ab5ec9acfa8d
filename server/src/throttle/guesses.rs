//! How many guesses there were, and how long the next has to wait. Bounded, whatever is guessed.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// From this time on after the last guess one starts anew.
const FORGOTTEN: Duration = Duration::from_secs(900);
/// How many are remembered at once.
const MOST: usize = 8_192;

/// What guesses are counted by: a hash.
pub type Key = [u8; 32];

/// How many guesses are free, and how long each further one has to wait.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// Guesses before each further one has to wait.
    pub free: u32,
    /// The first wait, in seconds. It doubles with each guess.
    pub first_wait: u64,
    /// The longest, in seconds.
    pub longest_wait: u64,
}

/// The guesses of the last quarter of an hour.
#[derive(Debug, Default)]
pub struct Guesses(Mutex<HashMap<Key, Counted>>);

#[derive(Clone, Copy, Debug)]
struct Counted {
    count: u32,
    last: Instant,
    next: Instant,
}

impl Guesses {
    /// Counts a guess for each key, or says for how many seconds it has to wait, and then counts it for none.
    pub fn count(&self, keys: &[(Key, Limit)], now: Instant) -> Result<(), u64> {
        let mut all = self.lock();
        let lives = |counted: &&Counted| now.duration_since(counted.last) < FORGOTTEN;
        let waits = keys.iter().filter_map(|(key, _)| all.get(key).filter(lives));
        let wait = waits.map(|counted| counted.next.duration_since(now)).max().unwrap_or_default();
        if !wait.is_zero() {
            return Err(wait.as_secs().saturating_add(1));
        }
        for (key, limit) in keys {
            let count = all.get(key).filter(lives).map_or(0, |counted| counted.count).saturating_add(1);
            if all.len() >= MOST && !all.contains_key(key) {
                make_room(&mut all, now);
            }
            let wait = match count.checked_sub(limit.free) {
                None => 0,
                Some(further) => 2_u64.saturating_pow(further).saturating_mul(limit.first_wait).min(limit.longest_wait),
            };
            all.insert(*key, Counted { count, last: now, next: now + Duration::from_secs(wait) });
        }
        Ok(())
    }

    /// Forgets the guesses of a key.
    pub fn forget(&self, key: Key) {
        self.lock().remove(&key);
    }

    /// Takes one guess of a key back, and lets the next come at once.
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

/// Drops what is forgotten; if all are remembered, the one with the fewest guesses, and of those the oldest.
fn make_room(all: &mut HashMap<Key, Counted>, now: Instant) {
    all.retain(|_, counted| now.duration_since(counted.last) < FORGOTTEN);
    if all.len() < MOST {
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

    fn count(guesses: &Guesses, name: usize, now: Instant) -> Result<(), u64> {
        let mut key = Key::default();
        key[..8].copy_from_slice(&name.to_le_bytes());
        guesses.count(&[(key, LIMIT)], now)
    }

    #[test]
    fn each_guess_after_the_free_ones_waits_longer_and_a_quarter_of_an_hour_forgets() {
        let (guesses, mut now) = (Guesses::default(), Instant::now());
        for _ in 0..10 {
            assert_eq!(count(&guesses, 0, now), Ok(()));
        }
        for wait in [5, 10, 20, 40, 60, 60] {
            assert!(count(&guesses, 0, now).is_err());
            assert!(count(&guesses, 0, now + Duration::from_millis(wait * 1_000 - 1)).is_err(), "{wait}");
            assert_eq!(count(&guesses, usize::try_from(wait).unwrap(), now), Ok(()), "another key");
            now += Duration::from_secs(wait);
            assert_eq!(count(&guesses, 0, now), Ok(()), "{wait}");
        }
        now += FORGOTTEN;
        for _ in 0..10 {
            assert_eq!(count(&guesses, 0, now), Ok(()));
        }
        assert_eq!(count(&guesses, 0, now), Err(6));
        guesses.take_back(Key::default());
        assert_eq!(count(&guesses, 0, now), Ok(()));
        guesses.forget(Key::default());
        assert_eq!(count(&guesses, 0, now), Ok(()));
    }

    #[test]
    fn what_is_remembered_is_bounded_and_who_guesses_most_is_kept() {
        let (guesses, now) = (Guesses::default(), Instant::now());
        for _ in 0..10 {
            assert_eq!(count(&guesses, 0, now), Ok(()));
        }
        for name in 1..MOST + 50 {
            assert_eq!(count(&guesses, name, now), Ok(()));
        }
        assert_eq!(guesses.lock().len(), MOST);
        assert!(count(&guesses, 0, now).is_err());
    }
}
