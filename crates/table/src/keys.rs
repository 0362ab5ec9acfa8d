//! Finds records by a key that they hold, without a copy of it: open addressing over their numbers.
//!
//! `HashMap` would have each key twice, or a number in its place; with the hash that it comes with, it is 2 kB more of the
//! typed client (brotli 0.9), and of what a list needs before its first row. To go back, put a `HashMap` into [`Keys`].

/// Which keys there are, and how often.
#[derive(Default)]
pub struct Keys {
    /// The first record that has a key, and how many do; a count of 0 where there is none. A power of two of them.
    slots: Vec<(u32, u32)>,
    used: usize,
}

impl Keys {
    /// The first record with a key. `key` gives that of a record.
    #[must_use]
    pub fn first<'a>(&self, wanted: &[u8], key: &dyn Fn(usize) -> &'a [u8]) -> Option<usize> {
        let (first, count) = self.slots.get(self.place(wanted, key)?)?;
        (*count > 0).then_some(*first as usize)
    }

    /// Counts a record among those of its key. Gives the first of them, and how many there were before.
    pub fn add<'a>(&mut self, record: usize, key: &dyn Fn(usize) -> &'a [u8]) -> (usize, u32) {
        if self.used * 2 >= self.slots.len() {
            self.grow(key);
        }
        let place = self.place(key(record), key);
        let Some((first, count)) = place.and_then(|place| self.slots.get_mut(place)) else { return (record, 0) };
        if *count == 0 {
            *first = record as u32;
            self.used += 1;
        }
        *count += 1;
        (*first as usize, *count - 1)
    }

    fn grow<'a>(&mut self, key: &dyn Fn(usize) -> &'a [u8]) {
        let size = (self.slots.len() * 2).max(64);
        let before = std::mem::replace(&mut self.slots, vec![(0, 0); size]);
        for slot in before.into_iter().filter(|(_, count)| *count > 0) {
            if let Some(free) = self.place(key(slot.0 as usize), key).and_then(|place| self.slots.get_mut(place)) {
                *free = slot;
            }
        }
    }

    /// Where a key is, or would be. None while there is no room at all.
    fn place<'a>(&self, wanted: &[u8], key: &dyn Fn(usize) -> &'a [u8]) -> Option<usize> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut place = fingerprint(wanted) as usize & mask;
        // Half of them are free.
        while self.slots.get(place).is_some_and(|(first, count)| *count > 0 && key(*first as usize) != wanted) {
            place = (place + 1) & mask;
        }
        Some(place)
    }
}

/// A number that stands for some bytes: FNV-1a of 64 bits, with its upper half, which is mixed best, in both.
#[must_use]
pub fn fingerprint(bytes: &[u8]) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3);
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325, step);
    hash ^ hash >> 32
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::{Keys, fingerprint};

    proptest! {
        #[test]
        fn keys_are_counted_as_a_map_counts_them(texts in prop::collection::vec("[ab]{0,5}", 0..300)) {
            let (mut keys, mut map) = (Keys::default(), HashMap::<&str, (usize, u32)>::new());
            let key = |index: usize| texts[index].as_bytes();
            for (index, text) in texts.iter().enumerate() {
                prop_assert_eq!(keys.first(text.as_bytes(), &key), map.get(text.as_str()).map(|(first, _)| *first));
                let (first, count) = map.entry(text).or_insert((index, 0));
                prop_assert_eq!(keys.add(index, &key), (*first, *count));
                *count += 1;
            }
        }
    }

    #[test]
    fn other_bytes_have_another_fingerprint() {
        let mut all: Vec<u64> = (0..10_000_u32).map(|number| fingerprint(number.to_string().as_bytes())).collect();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 10_000);
    }
}
