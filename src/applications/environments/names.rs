//! Names of one service for each environment.

use super::reading::last_part;
use super::tier::Tier;
use super::words::{Found, Word, Words, split};
use crate::applications::create::LONGEST_NAME;
use crate::applications::fold::fold;

impl Words {
    /// The name that an application of the same service has in an environment that is called `word`: with that word in the
    /// place of the one that the name has, else behind it, else behind it in brackets. None where its own environment can't be
    /// told, and for what is too long for a name.
    pub fn named_for(&self, name: &str, tier: Tier, word: &str) -> Option<String> {
        let name = name.trim();
        if name.is_empty() || name.chars().count() > LONGEST_NAME {
            return None;
        }
        let is_for = |name: &str| self.tier(name, &fold(name)) == tier;
        if is_for(name) {
            return Some(name.to_owned());
        }
        let found = split(name);
        let own = (0..found.len()).filter_map(|at| self.own_words(name, &found, at));
        let own: Vec<_> = own.collect();
        // Several, or one that does not count: nobody knows what to change.
        if !own.is_empty() && self.tier(name, &fold(name)) == Tier::Other {
            return None;
        }
        let other = |(start, own): (usize, &str)| {
            Some([name.get(..start)?, &in_case_of(own, word), name.get(start + own.len()..)?].concat())
        };
        let replaced = own.into_iter().filter_map(other);
        let behind = [[name, " ", word].concat(), [name, " (", word, ")"].concat()];
        replaced.chain(behind).find(|name| is_for(name))
    }

    /// Whether a name has words of environments: where none comes of them, they contradict each other, or do not count.
    pub fn has_words(&self, name: &str) -> bool {
        split(name).into_iter().any(|found| self.own_word(found).is_some())
    }

    /// What names an environment with the word at a place, and where it begins in the name: `pre-production` does as a whole.
    fn own_words<'a>(&self, name: &'a str, found: &[Found<'a>], at: usize) -> Option<(usize, &'a str)> {
        let word = *found.get(at)?;
        let (start, own) = self.own_word(word)?;
        let before = at.checked_sub(1).and_then(|at| found.get(at)).filter(|before| self.is_before(before.word));
        let begins = before.filter(|_| start == word.start).map_or(start, |before| before.start);
        Some((begins, name.get(begins..start + own.len())?))
    }

    /// What of a word names an environment, and where it begins in the name: the word, or its last part in camel case.
    fn own_word<'a>(&self, found: Found<'a>) -> Option<(usize, &'a str)> {
        let word = &*fold(found.word);
        if let Some((Word::Tier(_), 1)) = self.read(&[Found { word, start: 0, is_inside: false }]) {
            return Some((found.start, found.word));
        }
        let (start, last) = last_part(found.word)?;
        self.camel_tier(found.word, last)?;
        let before = last_part(found.word.get(..start)?).filter(|(_, before)| self.is_before(before));
        let begins = before.map_or(start, |(begins, _)| begins);
        Some((found.start + begins, found.word.get(begins..start + last.len())?))
    }

    /// Whether a word makes staging of the production behind it.
    fn is_before(&self, word: &str) -> bool {
        let word = &*fold(word);
        matches!(self.read(&[Found { word, start: 0, is_inside: false }]), Some((Word::Before, _)))
    }
}

/// A word with capitals where another one has them.
fn in_case_of(own: &str, word: &str) -> String {
    let is_capital = |character: Option<char>| character.is_some_and(|character| character.is_ascii_uppercase());
    let mut characters = own.chars();
    match (is_capital(characters.next()), is_capital(characters.next())) {
        (true, true) => word.to_ascii_uppercase(),
        (true, false) => {
            let mut word = word.to_owned();
            if let Some(first) = word.get_mut(..1) {
                first.make_ascii_uppercase();
            }
            word
        }
        _ => word.to_owned(),
    }
}
