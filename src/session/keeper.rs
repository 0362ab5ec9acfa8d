//! Keeps the session of one element: in session storage where that works, else in memory.

use std::cell::RefCell;
use std::rc::Rc;

use super::{Origin, Session, Way, storage};

/// How an element signs in and where it keeps the token.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The session storage key of this element. Elements that share it share the user.
    pub storage_key: String,
    /// A key that belongs to the portal and holds its token. It is read for each request, never written or removed.
    pub portal_key: Option<String>,
    /// The ways to sign in that are offered, best first.
    pub ways: Vec<Way>,
}

impl Settings {
    /// The key that is used where none is configured.
    pub const DEFAULT_KEY: &str = "oauth-apps.session";
}

/// The one owner of an element's session. Clones share it.
#[derive(Clone)]
pub struct Keeper {
    settings: Rc<Settings>,
    memory: Rc<RefCell<Option<Session>>>,
}

impl Keeper {
    /// A keeper with nothing in memory yet; storage may hold a session already.
    pub fn new(settings: Settings) -> Self {
        Self { settings: Rc::new(settings), memory: Rc::default() }
    }

    /// The settings that it was made with.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Reads the session as it is now: the portal's, else this element's.
    pub fn read(&self) -> Option<Session> {
        if let Some(key) = &self.settings.portal_key {
            let mut session = Session::from_text(&storage::read(key)?)?;
            session.origin = Origin::Portal;
            return Some(session);
        }
        match storage::read(&self.settings.storage_key) {
            Some(text) => Session::from_text(&text),
            None => self.memory.borrow().clone(),
        }
    }

    /// Keeps a session. Where storage is blocked or full it stays in memory and ends with the page.
    pub fn keep(&self, session: &Session) {
        let stored = storage::write(&self.settings.storage_key, &session.to_json());
        *self.memory.borrow_mut() = (!stored).then(|| session.clone());
    }

    /// Forgets the session. The portal's key is not ours and stays.
    pub fn forget(&self) {
        if self.settings.portal_key.is_none() {
            storage::remove(&self.settings.storage_key);
        }
        *self.memory.borrow_mut() = None;
    }

    /// Whether a session outlives a reload.
    pub fn lasts(&self) -> bool {
        storage::works() && self.memory.borrow().is_none()
    }
}
