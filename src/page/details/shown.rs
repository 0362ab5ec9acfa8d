//! What the drawer shows: an application as the list has it, or that the list has it no more. A refresh keeps it open. Pure.

use std::sync::Arc;

use super::changes::{Field, changes};
use crate::api::{Application, RowKey};

/// What shows for what is wanted.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// What is wanted.
    pub wanted: RowKey,
    /// What is known of it.
    pub state: State,
}

/// What is known of an application.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// The list has it.
    Listed {
        /// As the list has it.
        application: Arc<Application>,
        /// What has changed since it showed first, or since it was another one that showed.
        changed: Vec<Field>,
    },
    /// The list had it, and has it no more.
    Gone {
        /// As it was.
        application: Arc<Application>,
        /// Whether the list is all that the server has: else it may be there all the same.
        is_sure: bool,
    },
    /// The list has no such application.
    Unknown {
        /// Whether the list is all that the server has.
        is_sure: bool,
    },
}

impl Shown {
    /// What shows next. `found` is what the list has now, `whole` whether it is all that the server has.
    pub fn next(before: Option<&Self>, wanted: RowKey, found: Option<Arc<Application>>, whole: bool) -> Self {
        let before = before.filter(|before| before.wanted == wanted).map(|before| &before.state);
        let state = match (found, before) {
            (Some(application), Some(State::Listed { application: last, changed })) => {
                let mut changed = changed.clone();
                let more = changes(last, &application);
                changed.extend(more.into_iter().filter(|field| !changed.contains(field)).collect::<Vec<_>>());
                State::Listed { application, changed }
            }
            (Some(application), _) => State::Listed { application, changed: Vec::new() },
            (None, Some(State::Listed { application, .. } | State::Gone { application, .. })) => {
                State::Gone { application: application.clone(), is_sure: whole }
            }
            (None, _) => State::Unknown { is_sure: whole },
        };
        Self { wanted, state }
    }

    /// The application, as it is or was.
    pub fn application(&self) -> Option<&Arc<Application>> {
        match &self.state {
            State::Listed { application, .. } | State::Gone { application, .. } => Some(application),
            State::Unknown { .. } => None,
        }
    }

    /// What has changed while it showed.
    pub fn changed(&self) -> &[Field] {
        match &self.state {
            State::Listed { changed, .. } => changed,
            _ => &[],
        }
    }

    /// Whether the list has it.
    pub fn is_listed(&self) -> bool {
        matches!(self.state, State::Listed { .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::decode_list;

    fn application(json: &str) -> Arc<Application> {
        Arc::new(decode_list(format!("[{json}]").as_bytes()).unwrap().applications.get(0).unwrap())
    }

    fn one() -> Arc<Application> {
        application(r#"{"id": 1, "name": "A", "client_id": "a", "team": "x", "plan": 1}"#)
    }

    fn wanted(id: &str) -> RowKey {
        RowKey::new(id.parse().ok(), 0)
    }

    #[test]
    fn a_refresh_says_what_has_changed_and_remembers_it() {
        let first = Shown::next(None, wanted("1"), Some(one()), true);
        assert!(first.changed().is_empty());
        let renamed = application(r#"{"id": 1, "name": "B", "client_id": "a", "team": "y", "plan": 1, "new": 1}"#);
        let second = Shown::next(Some(&first), wanted("1"), Some(renamed.clone()), true);
        let expected = [Field::Name, Field::Other("team".into()), Field::Other("new".into())];
        assert_eq!(second.changed(), expected);
        let third = Shown::next(Some(&second), wanted("1"), Some(renamed), true);
        assert_eq!(third.changed(), expected, "still, after a refresh that changes nothing");
        let back = Shown::next(Some(&third), wanted("1"), Some(one()), true);
        assert_eq!(back.changed(), expected, "each once");
    }

    #[test]
    fn another_application_begins_anew() {
        let first = Shown::next(None, wanted("1"), Some(one()), true);
        let other = application(r#"{"id": 2, "name": "C", "client_id": "c"}"#);
        assert!(Shown::next(Some(&first), wanted("2"), Some(other), true).changed().is_empty());
    }

    #[test]
    fn what_was_seen_is_gone_and_what_never_was_is_unknown() {
        let first = Shown::next(None, wanted("1"), Some(one()), true);
        for is_sure in [true, false] {
            let gone = Shown::next(Some(&first), wanted("1"), None, is_sure);
            assert_eq!(gone.state, State::Gone { application: one(), is_sure });
            let unknown = Shown::next(Some(&gone), wanted("3"), None, is_sure);
            assert_eq!(unknown.state, State::Unknown { is_sure });
        }
        let gone = Shown::next(Some(&first), wanted("1"), None, false);
        assert!(Shown::next(Some(&gone), wanted("1"), Some(one()), true).is_listed(), "it was there all the time");
    }
}
