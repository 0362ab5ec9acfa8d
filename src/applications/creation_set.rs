//! Several applications, one after the other: the same service for each environment. Each is created as one is, and the next is
//! sent only once the secret of the last was saved or let go: never is there more than one that nobody has. What becomes of an
//! error, an ended session or a lost answer in the middle is what becomes of it with one; what is left waits for it.
//!
//! No views, no DOM and no words.

use leptos::prelude::*;

use super::create::{CreateError, Environment, check_name};
use super::create_state::Create;
use super::creation::Creation;
use super::environments::Tier;

/// The first line of what is wanted.
const WANTED: &str = "set";

/// The line that says otherwise than what is offered: all that do not exist yet.
fn choice(tier: Tier, name: &str, exists: bool) -> String {
    if exists { ["also ", name].concat() } else { ["without ", tier.as_str()].concat() }
}

/// One of several that are created one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// The name that it is to have, or has.
    pub name: String,
    /// Whether it was created.
    pub is_made: bool,
}

/// Applications that are created one after the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApplicationSet(pub Vec<Planned>);

impl ApplicationSet {
    /// A set of which nothing is created.
    fn new(names: &[String]) -> Self {
        Self(names.iter().map(|name| Planned { name: name.clone(), is_made: false }).collect())
    }

    /// Reads a line for each, `+` before what was created. No name has a line break, see [`check_name`].
    fn read(text: &str) -> Self {
        let planned = |line: &str| {
            let (made, name) = line.split_at_checked(1)?;
            Some(Planned { name: name.to_owned(), is_made: made == "+" })
        };
        Self(text.lines().filter_map(planned).collect())
    }

    fn write(&self) -> String {
        let line = |planned: &Planned| [if planned.is_made { "+" } else { "-" }, &planned.name].concat();
        self.0.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    /// The place of the one that is to be created next.
    pub fn next(&self) -> Option<usize> {
        self.0.iter().position(|planned| !planned.is_made)
    }
}

impl Creation {
    /// Creates applications with these names, each when the secret of the one before was saved. Nothing is sent where a name
    /// can't be one.
    pub async fn send_set(self, env: &impl Environment, names: Vec<String>) {
        if !self.state.with_untracked(|state| matches!(state, Create::Editing(_))) {
            return;
        }
        let checked: Result<Vec<String>, _> = names.iter().map(|name| check_name(name)).collect();
        let names = match checked {
            Ok(names) => names,
            Err(fault) => return self.state.set(Create::Editing(Some(CreateError::Name(fault)))),
        };
        let Some(first) = names.first() else {
            return;
        };
        let typed = self.draft.get_untracked();
        self.draft.set(first.clone());
        self.set.set(ApplicationSet::new(&names).write());
        self.send(env).await;
        // The first one was refused: the form is as it was.
        let is_refused = self.state.with_untracked(|state| matches!(state, Create::Editing(_)));
        if is_refused && untrack(|| self.left()) == names.len() {
            self.draft.set(typed);
            self.set.set(String::new());
        }
    }

    /// Lets go of what was made, and creates the next one of the set. Does nothing while its secret would be lost.
    pub async fn send_next(self, env: &impl Environment) {
        let is_made = self.state.with_untracked(|state| matches!(state, Create::Made(_)));
        let Some(next) = self.next_untracked().filter(|_| is_made && !self.would_lose()) else {
            return;
        };
        self.shown.set(None);
        self.saved.set(None);
        self.closing.set(false);
        self.draft.set(next);
        self.state.set(Create::Editing(None));
        // The dialog waits for the next session.
        self.suspended.set(!env.is_signed_in());
        self.send(env).await;
    }

    /// The applications that are created one after the other; none where it is one. Follows them.
    pub fn planned(self) -> ApplicationSet {
        self.set.with(|set| ApplicationSet::read(set))
    }

    /// Whether several are created one after the other. Follows that.
    pub fn is_set(self) -> bool {
        self.set.with(|set| !set.is_empty())
    }

    /// How many of the set are not created yet. Follows that.
    pub fn left(self) -> usize {
        self.planned().0.iter().filter(|planned| !planned.is_made).count()
    }

    /// Whether an application of this name was made for the set.
    pub(super) fn has_made(self, name: &str) -> bool {
        untrack(|| self.planned()).0.iter().any(|planned| planned.is_made && planned.name == name)
    }

    /// Which of the set is the next one.
    fn next_untracked(self) -> Option<String> {
        let ApplicationSet(set) = untrack(|| self.planned());
        set.into_iter().find(|planned| !planned.is_made).map(|planned| planned.name)
    }

    /// Whether one for each environment is wanted. Follows that.
    pub fn wants_set(self) -> bool {
        self.wanted.with(|wanted| !wanted.is_empty())
    }

    /// Somebody wants one for each, or no longer.
    pub fn want_set(self, wanted: bool) {
        if untrack(|| self.wants_set()) != wanted {
            self.wanted.set(if wanted { WANTED.to_owned() } else { String::new() });
        }
    }

    /// Whether the one with this name for an environment is wanted. Where it `exists`, only if somebody said so of this very name:
    /// nothing is created twice because a name was changed. Follows that.
    pub fn wants(self, tier: Tier, name: &str, exists: bool) -> bool {
        self.wanted.with(|wanted| wanted.lines().any(|line| line == choice(tier, name, exists)) == exists)
    }

    /// Somebody says whether they want it.
    pub fn want(self, tier: Tier, name: &str, exists: bool, wanted: bool) {
        if untrack(|| self.wants(tier, name, exists)) != wanted {
            let choice = choice(tier, name, exists);
            self.wanted.update(|lines| {
                *lines = if wanted == exists {
                    [lines, "\n", &choice].concat()
                } else {
                    lines.lines().filter(|line| **line != *choice).collect::<Vec<_>>().join("\n")
                };
            });
        }
    }

    /// The set as it is kept while the user is away to sign in: how far it is, or which are wanted.
    pub fn set_as_text(self) -> Option<String> {
        let (set, wanted) = (self.set.get_untracked(), self.wanted.get_untracked());
        let text = if set.is_empty() { wanted } else { set };
        (!text.is_empty()).then_some(text)
    }

    /// Takes up a set that was kept so.
    pub fn take_up_set(self, text: String) {
        if text.starts_with(WANTED) {
            self.wanted.set(text);
        } else {
            self.set.set(text);
        }
    }

    /// The one of the set that was to come was created, under this name.
    pub(super) fn made_of_set(self, name: &str) {
        // A name that a server gave may have anything in it.
        let name: String = name.chars().map(|it| if it.is_control() { ' ' } else { it }).collect();
        let mut set = untrack(|| self.planned());
        let next = set.next().and_then(|next| set.0.get_mut(next));
        if let Some(planned) = next {
            *planned = Planned { name, is_made: true };
            self.set.set(set.write());
        }
    }
}

#[cfg(test)]
#[path = "creation_set_tests.rs"]
mod tests;
