//! Records of bytes, end to end in blocks: what is kept takes no more room than its bytes, and growing copies nothing.
//!
//! Blocks are wiped when they go: records may hold secrets.

use zeroize::Zeroizing;

/// The bytes of a block. A longer record has one of its own.
const BLOCK: usize = 1 << BITS;
const BITS: u32 = 18;
/// The bytes of the first block, each of which is twice as long as the one before it: most lists are short, and a page may have many.
const FIRST: usize = 1 << 13;

/// Records that are found by their number.
#[derive(Default)]
pub struct Records {
    blocks: Vec<Zeroizing<Vec<u8>>>,
    /// Where each begins: the number of its block, and its place in it.
    starts: Vec<u32>,
}

impl Records {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// Adds one at the end, of `room` bytes at the most, which `write` adds to what is there: no copy of it is made.
    pub fn push(&mut self, room: usize, write: impl FnOnce(&mut Vec<u8>)) {
        // Behind a record that is longer than a block none can be told where it begins.
        let has_room = |block: &Zeroizing<Vec<u8>>| block.len() < BLOCK && block.capacity() - block.len() >= room;
        if !self.blocks.last().is_some_and(has_room) {
            let size = (FIRST << self.blocks.len().min(BITS as usize)).min(BLOCK);
            self.blocks.push(Zeroizing::new(Vec::with_capacity(room.max(size))));
        }
        let number = self.blocks.len() - 1;
        if let Some(block) = self.blocks.last_mut() {
            self.starts.push((number << BITS | block.len()) as u32);
            write(block);
        }
    }

    /// From the beginning of a record on.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<Record<'_>> {
        let start = *self.starts.get(index)? as usize;
        Some(Record(self.blocks.get(start >> BITS)?.get(start & (BLOCK - 1)..)?))
    }

    /// The bytes of a record.
    #[must_use]
    pub fn bytes(&self, index: usize) -> &[u8] {
        let Some((start, Record(rest))) = self.starts.get(index).zip(self.get(index)) else {
            return &[];
        };
        // The next one follows in the same block, or in another one.
        let next = self.starts.get(index + 1).filter(|next| *next >> BITS == start >> BITS);
        next.and_then(|next| rest.get(..(next - start) as usize)).unwrap_or(rest)
    }

    /// Takes away all from a number on.
    pub fn truncate(&mut self, len: usize) {
        if let Some(start) = self.starts.get(len).map(|start| *start as usize) {
            self.blocks.truncate((start >> BITS) + 1);
            if let Some(block) = self.blocks.last_mut() {
                block.truncate(start & (BLOCK - 1));
            }
            self.starts.truncate(len);
        }
    }
}

/// What is left to read of a record: it is read in the order in which it was written.
#[derive(Clone, Copy)]
pub struct Record<'a>(&'a [u8]);

impl<'a> Record<'a> {
    /// How many bytes a number has at the most, or a text besides its own.
    pub const MOST: usize = 10;

    /// A byte.
    pub fn byte(&mut self) -> u8 {
        let (byte, rest) = self.0.split_first().unwrap_or((&0, &[]));
        self.0 = rest;
        *byte
    }

    /// A number with a fraction, as [`Record::put_float`] writes it.
    pub fn float(&mut self) -> f64 {
        let (bytes, rest) = self.0.split_first_chunk().unwrap_or((&[0; 8], &[]));
        self.0 = rest;
        f64::from_le_bytes(*bytes)
    }

    /// A number as [`Record::put_number`] writes it.
    pub fn number(&mut self) -> usize {
        let mut number = 0;
        for place in 0.. {
            let byte = self.byte();
            number |= usize::from(byte & 127) << (7 * place);
            if byte < 128 {
                break;
            }
        }
        number
    }

    /// A text as [`Record::put_text`] writes it.
    pub fn text(&mut self) -> &'a str {
        str::from_utf8(self.bytes()).unwrap_or_default()
    }

    /// The bytes of a text.
    pub fn bytes(&mut self) -> &'a [u8] {
        let length = self.number();
        let (text, rest) = self.0.split_at_checked(length).unwrap_or_default();
        self.0 = rest;
        text
    }

    /// Writes a number with a fraction.
    pub fn put_float(into: &mut Vec<u8>, number: f64) {
        into.extend_from_slice(&number.to_le_bytes());
    }

    /// Writes a number: seven bits a byte, from the lowest on.
    pub fn put_number(into: &mut Vec<u8>, mut number: usize) {
        while number > 127 {
            into.push(number as u8 | 128);
            number >>= 7;
        }
        into.push(number as u8);
    }

    /// Writes a text, after its length.
    pub fn put_text(into: &mut Vec<u8>, text: &str) {
        Self::put_number(into, text.len());
        into.extend_from_slice(text.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{BLOCK, Record, Records};

    fn texts(records: &Records) -> Vec<&str> {
        let read = |index| {
            let mut whole = Vec::new();
            Record::put_text(&mut whole, records.get(index).unwrap().text());
            assert_eq!(records.bytes(index), whole);
            records.get(index).unwrap().text()
        };
        (0..records.len()).map(read).collect()
    }

    fn push(records: &mut Records, text: &str) {
        records.push(text.len() + Record::MOST, |record| Record::put_text(record, text));
    }

    proptest! {
        #[test]
        fn records_are_what_was_put_in(texts_in in prop::collection::vec(any::<String>(), 0..50), kept in 0_usize..60) {
            let mut records = Records::default();
            texts_in.iter().for_each(|text| push(&mut records, text));
            prop_assert_eq!(texts(&records), texts_in.clone());
            records.truncate(kept);
            push(&mut records, "more");
            let mut left = texts_in;
            left.truncate(kept);
            left.push("more".to_owned());
            prop_assert_eq!(texts(&records), left);
        }

        #[test]
        fn numbers_of_any_size_come_back(number in any::<u32>()) {
            let mut record = Vec::new();
            Record::put_number(&mut record, number as usize);
            prop_assert_eq!(Record(&record).number(), number as usize);
        }
    }

    #[test]
    fn records_fill_block_after_block_and_a_long_one_has_its_own() {
        let mut records = Records::default();
        let long = "l".repeat(3 * BLOCK);
        let middle = "m".repeat(BLOCK / 3);
        let texts_in = ["a", &middle, &middle, &middle, &long, "b", &long, &middle, "c"];
        texts_in.iter().for_each(|text| push(&mut records, text));
        assert_eq!(texts(&records), texts_in);
        records.truncate(5);
        push(&mut records, "d");
        assert_eq!(texts(&records)[4..], [&*long, "d"]);
    }
}
