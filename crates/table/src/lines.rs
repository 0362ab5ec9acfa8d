//! Lines of text end to end, to be searched. Bytes are compared: folding is what was done before.

/// Lines that are found by their number.
#[derive(Default)]
pub struct Lines {
    text: Vec<u8>,
    ends: Vec<usize>,
}

impl Lines {
    /// Room for lines, and for what is in them, in bytes.
    #[must_use]
    pub fn with_capacity(lines: usize, bytes: usize) -> Self {
        Self { text: Vec::with_capacity(bytes), ends: Vec::with_capacity(lines) }
    }

    /// Adds a text to the line that is being made.
    pub fn push(&mut self, text: &str) {
        self.text.extend_from_slice(text.as_bytes());
    }

    /// The same with the letters of ASCII in lower case.
    pub fn push_lowercase(&mut self, text: &str) {
        self.text.extend(text.bytes().map(|byte| byte.to_ascii_lowercase()));
    }

    /// Ends the line that is being made.
    pub fn end(&mut self) {
        self.ends.push(self.text.len());
    }

    /// A line.
    #[must_use]
    pub fn get(&self, index: usize) -> &[u8] {
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        let end = self.ends.get(index).copied().unwrap_or_default();
        self.text.get(start..end).unwrap_or_default()
    }

    /// Whether a line has every word.
    #[must_use]
    pub fn has(&self, index: usize, words: &[String]) -> bool {
        let line = self.get(index);
        words.iter().all(|word| contains(line, word.as_bytes()))
    }
}

/// Whether a word is in a line. Its first and its last byte are looked for in sixteen places at once: `memmem` of the crate
/// memchr, which does the same, is more code than all else that searches.
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
fn contains(line: &[u8], word: &[u8]) -> bool {
    let ([first, ..], [.., last]) = (word, word) else { return true };
    let (Some(heads), Some(tails)) =
        ((line.len() + 1).checked_sub(word.len()).and_then(|count| line.get(..count)), line.get(word.len() - 1..))
    else {
        return false;
    };
    let is_at = |at: usize| line.get(at..).is_some_and(|rest| rest.starts_with(word));
    let fits = |(head, tail): (&u8, &u8)| (head == first) & (tail == last);
    let ((head_blocks, heads), (tail_blocks, tails)) = (heads.as_chunks::<16>(), tails.as_chunks::<16>());
    for (block, (heads, tails)) in head_blocks.iter().zip(tail_blocks).enumerate() {
        let any = heads.iter().zip(tails).fold(false, |any, pair| any | fits(pair));
        if any && (block * 16..block * 16 + 16).any(is_at) {
            return true;
        }
    }
    let from = head_blocks.len() * 16;
    heads.iter().zip(tails).enumerate().any(|(at, pair)| fits(pair) && is_at(from + at))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Lines, contains};

    proptest! {
        #[test]
        fn a_word_is_found_where_it_is(line in "[ab]{0,70}", word in "[ab]{0,9}") {
            prop_assert_eq!(contains(line.as_bytes(), word.as_bytes()), line.contains(&word));
        }
    }

    #[test]
    fn a_word_is_found_in_its_own_line_alone() {
        let mut lines = Lines::with_capacity(3, 0);
        for line in ["One ab", "", "cd two"] {
            lines.push_lowercase(line);
            lines.end();
        }
        let found = |word: &str| (0..4).filter(|index| lines.has(*index, &[word.to_owned()])).collect::<Vec<_>>();
        assert_eq!(found("abcd"), [0_usize; 0]);
        assert_eq!(found("one"), [0]);
        assert_eq!(found("o"), [0, 2]);
        assert_eq!(found(""), [0, 1, 2, 3]);
        assert_eq!(lines.get(2), b"cd two");
    }
}
