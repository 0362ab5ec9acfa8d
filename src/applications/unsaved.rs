//! A secret that was just made outlives its element: a framework that shows another view takes the element out of the
//! document without asking. It is kept in memory, never in storage, for the next element of this document with the same
//! session, until it is saved, let go, or signed out.

use std::cell::RefCell;

use super::create::Made;
use super::table::ApplicationTable;
use crate::session::Session;

/// Which elements may take up what another one left: those of one API and one storage key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Where the API is.
    pub api: String,
    /// The key of the element's session in session storage.
    pub storage_key: String,
}

thread_local! {
    static UNSAVED: RefCell<Vec<(Place, Made)>> = const { RefCell::new(Vec::new()) };
}

/// Whether something is kept, in any place.
pub fn is_any() -> bool {
    UNSAVED.with_borrow(|unsaved| !unsaved.is_empty())
}

impl Place {
    /// Keeps what was made, in the place of what was kept before.
    pub fn keep(self, made: Made) {
        UNSAVED.with_borrow_mut(|unsaved| {
            unsaved.retain(|(place, _)| *place != self);
            unsaved.push((self, made));
        });
    }

    /// Takes what the user of a session made.
    pub fn take(&self, session: &Session) -> Option<Made> {
        self.take_if(|made| made.by.is_same(session))
    }

    /// Takes what is in a user's list. A host may give another token each time: an application that is in the list of its
    /// user is theirs all the same.
    pub fn take_listed(&self, list: &ApplicationTable) -> Option<Made> {
        let is_listed = |client_id: &str| list.ids().any(|(_, listed)| listed == client_id);
        self.take_if(|made| !made.client_id.is_empty() && is_listed(&made.client_id))
    }

    /// Keeps nothing any more: the user signed out.
    pub fn forget(&self) {
        UNSAVED.with_borrow_mut(|unsaved| unsaved.retain(|(place, _)| place != self));
    }

    fn take_if(&self, is_theirs: impl Fn(&Made) -> bool) -> Option<Made> {
        UNSAVED.with_borrow_mut(|unsaved| {
            let at = unsaved.iter().position(|(place, made)| place == self && is_theirs(made))?;
            Some(unsaved.swap_remove(at).1)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{ApplicationTable, Place, is_any};
    use crate::api::{ClientSecret, RowKey, SecretText, decode_list};
    use crate::applications::create::{How, Made};
    use crate::session::Session;

    fn place(storage_key: &str) -> Place {
        Place { api: "https://api.example/o/apps/".to_owned(), storage_key: storage_key.to_owned() }
    }

    fn session(token: &str) -> Session {
        Session::pasted(SecretText::new(token.to_owned()))
    }

    fn made(client_id: &str, token: &str) -> Made {
        Made {
            key: RowKey::new(None, 0),
            name: "Ledger".to_owned(),
            client_id: client_id.to_owned(),
            secret: ClientSecret::from_text("s".to_owned()),
            how: How::Answered,
            by: session(token),
        }
    }

    fn client_id(made: Option<Made>) -> Option<String> {
        made.map(|made| made.client_id)
    }

    #[test]
    fn what_was_not_saved_is_for_the_same_place_and_session_alone() {
        place("a").keep(made("c1", "t1"));
        assert_eq!(client_id(place("b").take(&session("t1"))), None);
        assert_eq!(client_id(place("a").take(&session("t2"))), None);
        assert_eq!(client_id(place("a").take(&session("t1"))).as_deref(), Some("c1"));
        // It was taken.
        assert_eq!(client_id(place("a").take(&session("t1"))), None);
    }

    #[test]
    fn a_place_keeps_one_and_forgets_it_at_sign_out() {
        place("a").keep(made("c1", "t1"));
        place("a").keep(made("c2", "t1"));
        place("b").keep(made("c3", "t1"));
        assert!(is_any());
        place("a").forget();
        assert_eq!(client_id(place("a").take(&session("t1"))), None);
        assert_eq!(client_id(place("b").take(&session("t1"))).as_deref(), Some("c3"));
        assert!(!is_any());
    }

    #[test]
    fn another_token_of_a_host_takes_what_is_in_its_list() {
        let list = |client_id: &str| {
            let body = format!(r#"[{{"id":1,"name":"x","client_id":"{client_id}"}}]"#);
            ApplicationTable::new(decode_list(body.as_bytes()).unwrap().applications)
        };
        place("a").keep(made("c1", "t1"));
        assert_eq!(client_id(place("a").take_listed(&list("other"))), None);
        assert_eq!(client_id(place("a").take_listed(&list("c1"))).as_deref(), Some("c1"));
        // Without a client ID nothing says whose it is.
        place("a").keep(made("", "t1"));
        assert_eq!(client_id(place("a").take_listed(&list(""))), None);
        place("a").forget();
    }
}
