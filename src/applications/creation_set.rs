//! Several applications, one after the other: the same service for each environment. Each is created as one is, and the next is
//! sent only once the secret of the last was saved or let go: never is there more than one that nobody has. What becomes of an
//! error, an ended session or a lost answer in the middle is what becomes of it with one; what is left waits for it.
//!
//! No views, no DOM and no words.

use leptos::prelude::*;

use super::create::{CreateError, Environment, check_name};
use super::create_state::{Create, Planned};
use super::creation::Creation;

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
        let planned = |name: &String| Planned { name: name.clone(), is_made: false };
        self.set.set(names.iter().map(planned).collect());
        if let Some(first) = names.into_iter().next() {
            self.draft.set(first);
            self.send(env).await;
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

    /// How many of the set are not created yet. Follows that.
    pub fn left(self) -> usize {
        self.set.with(|set| set.iter().filter(|planned| !planned.is_made).count())
    }

    /// Which of the set is the next one.
    fn next_untracked(self) -> Option<String> {
        self.set.with_untracked(|set| set.iter().find(|planned| !planned.is_made).map(|planned| planned.name.clone()))
    }

    /// The set as it is kept while the user is away to sign in: a line each, `+` before what was created. Empty where one is
    /// wanted and not begun.
    pub fn set_as_text(self) -> Option<String> {
        let line = |planned: &Planned| [if planned.is_made { "+" } else { "-" }, &planned.name].concat();
        let lines: Vec<String> = self.set.with_untracked(|set| set.iter().map(line).collect());
        (self.wants_set.get_untracked() || !lines.is_empty()).then(|| lines.join("\n"))
    }

    /// Takes up a set that was kept so.
    pub fn take_up_set(self, text: &str) {
        let planned = |line: &str| {
            let (made, name) = line.split_at_checked(1)?;
            Some(Planned { name: name.to_owned(), is_made: made == "+" })
        };
        self.wants_set.set(true);
        self.set.set(text.lines().filter_map(planned).collect());
    }

    /// The one of the set that was to come was created, under this name.
    pub(super) fn made_of_set(self, name: &str) {
        let is_left = self.set.with_untracked(|set| set.iter().any(|planned| !planned.is_made));
        if is_left {
            self.set.update(|set| {
                if let Some(planned) = set.iter_mut().find(|planned| !planned.is_made) {
                    *planned = Planned { name: name.to_owned(), is_made: true };
                }
            });
        }
    }
}

#[cfg(test)]
#[path = "creation_set_tests.rs"]
mod tests;
