//! Reads a name by the rules above.

use super::tier::Tier;
use super::words::{Found, Word, Words, split};

impl Words {
    /// Reads a name. `folded` is the same name as [`fold`](super::fold::fold) gives it.
    pub fn tier(&self, name: &str, folded: &str) -> Tier {
        let words = split(folded);
        let (mut inside, mut outside) = (Tiers::default(), Tiers::default());
        let (mut at, mut before) = (0, None);
        while let Some(Found { is_inside, .. }) = words.get(at) {
            let read = self.read(words.get(at..).unwrap_or_default());
            let (word, count) = read.map_or((None, 1), |(word, count)| (Some(word), count));
            let tier = match word {
                Some(Word::Tier(tier)) => counted(tier, before),
                _ => None,
            };
            if let Some(tier) = tier {
                if *is_inside { inside.add(tier) } else { outside.add(tier) }
            }
            // `non-pre-production`: what does not count is the whole of it.
            before = match (word, before) {
                (Some(Word::Before), Some(Word::Not)) => before,
                _ => word,
            };
            at += count;
        }
        if !inside.is_empty() {
            return inside.tier();
        }
        if !outside.is_empty() {
            return outside.tier();
        }
        let mut last_parts = Tiers::default();
        for part in name.split(|character: char| !character.is_ascii_alphanumeric()).filter_map(last_part) {
            let part = Found { word: &part.to_ascii_lowercase(), start: 0, is_inside: false };
            if let Some((Word::Tier(tier), _)) = self.read(&[part]) {
                last_parts.add(tier);
            }
        }
        last_parts.tier()
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

/// The last part of a word in camel case, without the digits at its end: `Prod` of `checkoutProd` and of `APIProd2`.
fn last_part(word: &str) -> Option<&str> {
    let word = word.trim_end_matches(|character: char| character.is_ascii_digit());
    let bytes = word.as_bytes();
    let begins = |at: usize| {
        let (before, here, next) = (bytes.get(at - 1)?, bytes.get(at)?, bytes.get(at + 1));
        let follows = before.is_ascii_lowercase() || next.is_some_and(u8::is_ascii_lowercase);
        (here.is_ascii_uppercase() && follows).then_some(at)
    };
    let at = (1..bytes.len()).rev().find_map(begins)?;
    word.get(at..)
}

/// Which tiers a name has words of.
#[derive(Default)]
struct Tiers {
    production: bool,
    staging: bool,
    development: bool,
}

impl Tiers {
    fn add(&mut self, tier: Tier) {
        match tier {
            Tier::Production => self.production = true,
            Tier::Staging => self.staging = true,
            Tier::Development => self.development = true,
            Tier::Other => {}
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
