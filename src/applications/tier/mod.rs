//! Which environment an application is for, by its name. OAuth knows nothing of environments: what there is to go by is what
//! people write. `docs/environments.md` has these rules for users:
//!
//! 1. Whole words count, in any case and with or without accents: `prod`, not `product`. A digit ends a word: `prod2`. In
//!    camel case the last part is one: `checkoutProd`, but `DevOps` is not development.
//! 2. A word behind `non`, `not` and the like does not count; the production behind `pre` is staging.
//! 3. A word in brackets counts before those outside: `Production planning (staging)`.
//! 4. Staging beside development is staging: `Staging test client`. Production beside another is nothing that can be relied
//!    on, and so is no environment.
//!
//! Pure.

mod names;
mod words;

pub use words::Words;
use words::{Found, Word, split};

/// For whom an application is, as far as its name says: the tier of its environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// It serves users.
    Production,
    /// It is to become production.
    Staging,
    /// Somebody works on it, or tries it.
    Development,
    /// The name says none, or several.
    Other,
}

impl Tier {
    /// All of them, the one first that matters most.
    pub const ALL: [Self; 4] = [Self::Production, Self::Staging, Self::Development, Self::Other];

    /// Its name in the document and in the configuration.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Production => "production",
            Self::Staging => "staging",
            Self::Development => "development",
            Self::Other => "other",
        }
    }

    /// The one of a name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tier| tier.as_str() == name)
    }
}

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

#[cfg(test)]
mod tests;
