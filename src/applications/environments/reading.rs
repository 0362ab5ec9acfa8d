//! Reads a name by the rules of `mod.rs`.

use super::tier::Tier;
use super::words::{Found, Word, Words, split};

impl Words {
    /// Reads a name. `folded` is the same name as [`fold`](crate::applications::fold::fold) gives it.
    pub fn tier(&self, name: &str, folded: &str) -> Tier {
        let words = split(folded);
        let (mut inside, mut outside) = (Tiers::default(), Tiers::default());
        // Whether all in brackets are words of environments: a mark, and no remark.
        let mut is_mark = true;
        let (mut at, mut before) = (0, None);
        while let Some(Found { is_inside, .. }) = words.get(at) {
            let read = self.read(words.get(at..).unwrap_or_default());
            let (word, count) = read.map_or((None, 1), |(word, count)| (Some(word), count));
            let changes_side =
                at.checked_sub(1).and_then(|at| words.get(at)).is_some_and(|it| it.is_inside != *is_inside);
            if changes_side {
                before = None;
            }
            match (word, is_inside) {
                (Some(Word::Tier(tier)), true) => inside.add(counted(tier, before)),
                (Some(Word::Tier(tier)), false) => outside.add(counted(tier, before)),
                (None, true) => is_mark = false,
                _ => {}
            }
            before = next(before, word);
            at += count;
        }
        match (inside.is_empty(), outside.is_empty()) {
            (false, true) => inside.tier(),
            (false, false) if is_mark => inside.tier(),
            (_, false) => outside.tier(),
            (true, true) => self.in_camel_case(name),
        }
    }

    /// Reads the last parts of the words in camel case.
    fn in_camel_case(&self, name: &str) -> Tier {
        let mut found = Tiers::default();
        for word in name.split(|character: char| !character.is_ascii_alphanumeric()) {
            if let Some((_, last)) = last_part(word) {
                found.add(self.camel_tier(word, last));
            }
        }
        found.tier()
    }

    /// The environment that the last part of a word in camel case says, with what is before it: `checkoutProd`, `NonProd`.
    pub(super) fn camel_tier(&self, word: &str, last: &str) -> Option<Tier> {
        let read = |part: &str| {
            let part = part.to_ascii_lowercase();
            self.read(&[Found { word: &part, start: 0, is_inside: false }]).map(|(word, _)| word)
        };
        let Some(Word::Tier(tier)) = read(last) else {
            return None;
        };
        let rest = word.strip_suffix(last).unwrap_or_default();
        counted(tier, read(last_part(rest).map_or(rest, |(_, part)| part)))
    }
}

/// What is before the next word.
fn next(before: Option<Word>, word: Option<Word>) -> Option<Word> {
    match (before, word) {
        // `non-pre-production`, `not for production`: what does not count is the whole of it.
        (Some(Word::Not), Some(Word::Before | Word::Between)) => before,
        _ => word,
    }
}

/// The tier of a word behind another, where it counts.
fn counted(tier: Tier, before: Option<Word>) -> Option<Tier> {
    match (before, tier) {
        (_, Tier::Other) | (Some(Word::Not), _) | (Some(Word::Behind), Tier::Production) => None,
        (Some(Word::Before), Tier::Production) => Some(Tier::Staging),
        _ => Some(tier),
    }
}

/// The last part of a word in camel case, without the digits at the end of the word, and where it begins: `Prod` of
/// `checkoutProd` and of `APIProd2`.
pub(super) fn last_part(word: &str) -> Option<(usize, &str)> {
    let word = word.trim_end_matches(|character: char| character.is_ascii_digit());
    let bytes = word.as_bytes();
    let begins = |at: usize| {
        let (before, here, next) = (bytes.get(at - 1)?, bytes.get(at)?, bytes.get(at + 1));
        let follows = before.is_ascii_lowercase() || next.is_some_and(u8::is_ascii_lowercase);
        (here.is_ascii_uppercase() && follows).then_some(at)
    };
    let at = (1..bytes.len()).rev().find_map(begins)?;
    Some((at, word.get(at..)?))
}

/// Which tiers a name has words of.
#[derive(Default)]
struct Tiers {
    production: bool,
    staging: bool,
    development: bool,
}

impl Tiers {
    fn add(&mut self, tier: Option<Tier>) {
        match tier {
            Some(Tier::Production) => self.production = true,
            Some(Tier::Staging) => self.staging = true,
            Some(Tier::Development) => self.development = true,
            Some(Tier::Other) | None => {}
        }
    }

    fn is_empty(&self) -> bool {
        !(self.production || self.staging || self.development)
    }

    fn tier(&self) -> Tier {
        match (self.production, self.staging, self.development) {
            (true, false, false) => Tier::Production,
            (false, true, _) => Tier::Staging,
            (false, false, true) => Tier::Development,
            _ => Tier::Other,
        }
    }
}
