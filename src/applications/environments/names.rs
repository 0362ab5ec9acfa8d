//! Names of one service for each environment.

use super::tier::Tier;
use super::words::{Words, split};
use crate::applications::fold::fold;

impl Words {
    /// The name that an application of the same service has in an environment that is called `word`: with that word in the
    /// place of the one that the name has, else behind it. None where nobody would read the name so.
    pub fn named_for(&self, name: &str, tier: Tier, word: &str) -> Option<String> {
        let name = name.trim();
        if name.is_empty() {
            return None;
        }
        let is_for = |name: &str| self.tier(name, &fold(name)) == tier;
        if is_for(name) {
            return Some(name.to_owned());
        }
        let own = split(name).into_iter().filter(|found| self.tier(found.word, &fold(found.word)) != Tier::Other);
        let other = |start: usize, own: &str| {
            [name.get(..start)?, &in_case_of(own, word), name.get(start + own.len()..)?].concat().into()
        };
        let replaced = own.filter_map(|found| other(found.start, found.word));
        let behind = [name, " ", word].concat();
        replaced.chain([behind]).find(|name| is_for(name))
    }
}

/// A word with capitals where another one has them.
fn in_case_of(own: &str, word: &str) -> String {
    let is_capital = |character: Option<char>| character.is_some_and(|character| character.is_ascii_uppercase());
    let mut characters = own.chars();
    match (is_capital(characters.next()), is_capital(characters.next())) {
        (true, true) => word.to_ascii_uppercase(),
        (true, false) => {
            let (first, rest) = word.split_at_checked(1).unwrap_or((word, ""));
            [&first.to_ascii_uppercase(), rest].concat()
        }
        _ => word.to_owned(),
    }
}
