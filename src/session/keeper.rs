//! Keeps the session of one element: in session storage where that works, else in memory. And, while its user is away
//! to sign in, what is needed when they come back.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Function;
use web_sys::Event;

use super::{Attempt, Origin, Session, Way, storage};

/// How an element signs in and where it keeps the token.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The session storage key of this element. Elements that share it share the user.
    pub storage_key: String,
    /// A key that belongs to the portal and holds its token. It is read for each request, never written or removed.
    pub portal_key: Option<String>,
    /// The host's function that gives its token: nothing is then written to storage (security.md 15).
    pub host: Option<Function>,
    /// The ways to sign in that are offered, best first.
    pub ways: Vec<Way>,
    /// The public client that is registered for this page (RFC 6749 section 2.1); empty where there is none.
    pub client_id: String,
    /// Where the authorization server sends its answer.
    pub redirect_uri: String,
    /// The scopes to ask for, separated by spaces.
    pub scope: String,
    /// Whether to sign in in a window of its own.
    pub popup: bool,
}

impl Settings {
    /// The key that is used where none is configured.
    pub const DEFAULT_KEY: &str = "oauth-apps.session";

    /// Whether the host answers for the session: this page then has no sign-in of its own.
    pub fn is_hosted(&self) -> bool {
        self.portal_key.is_some() || self.host.is_some()
    }
}

/// The one owner of an element's session. Clones share it.
#[derive(Clone)]
pub struct Keeper {
    settings: Rc<Settings>,
    memory: Rc<RefCell<Option<Session>>>,
}

impl Keeper {
    /// Tells the elements of this document that storage has changed. An event of `window`.
    pub const CHANGED: &str = "oauth-apps~session";
    /// Tells them that it did because the user signed out. An event of `window`.
    pub const SIGNED_OUT: &str = "oauth-apps~signed-out";

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
            return Session::of_portal(&storage::read(key)?);
        }
        if self.settings.host.is_some() {
            return self.memory.borrow().clone();
        }
        if let Some(session) = &*self.memory.borrow() {
            return Some(session.clone());
        }
        Session::from_text(&storage::read(&self.settings.storage_key)?)
    }

    /// Keeps a session. Where storage is blocked or full, and where it is the host's, it stays in memory and ends with
    /// the page.
    pub fn keep(&self, session: &Session) {
        let hosted = session.origin == Origin::Host;
        let stored = !hosted && storage::write(&self.settings.storage_key, &session.to_json());
        if !stored && !hosted {
            // What was there has a token that is used up.
            storage::remove(&self.settings.storage_key);
        }
        *self.memory.borrow_mut() = (!stored).then(|| session.clone());
        announce(Self::CHANGED);
    }

    /// Forgets the session. The portal's key is not ours and stays. `event` says why to the other elements.
    pub fn forget(&self, event: &str) {
        if !self.settings.is_hosted() {
            storage::remove(&self.settings.storage_key);
        }
        *self.memory.borrow_mut() = None;
        announce(event);
    }

    /// Whether a session outlives a reload.
    pub fn lasts(&self) -> bool {
        storage::works() && self.memory.borrow().is_none()
    }

    /// Keeps an attempt and the place to come back to while the user is away. `false` when storage is blocked: then
    /// nobody could answer for what comes back.
    pub fn keep_attempt(&self, attempt: &Attempt, place: &str) -> bool {
        storage::write(&self.key(ATTEMPT), &attempt.to_json()) && storage::write(&self.key(PLACE), place)
    }

    /// Takes the attempt with this state. Another one stays for its own answer.
    pub fn take_attempt(&self, state: &str) -> Option<Attempt> {
        let key = self.key(ATTEMPT);
        let attempt = Attempt::from_text(&storage::read(&key)?).filter(|attempt| attempt.state == state)?;
        storage::remove(&key);
        Some(attempt)
    }

    /// Forgets an attempt that nobody will finish, and the place that belongs to it.
    pub fn forget_attempt(&self) {
        if !self.settings.is_hosted() {
            storage::remove(&self.key(ATTEMPT));
            storage::remove(&self.key(PLACE));
        }
    }

    /// Whether there is a place to come back to.
    pub fn has_place(&self) -> bool {
        storage::read(&self.key(PLACE)).is_some()
    }

    /// Takes the place to come back to.
    pub fn take_place(&self) -> Option<String> {
        let key = self.key(PLACE);
        let place = storage::read(&key)?;
        storage::remove(&key);
        Some(place)
    }

    /// Keeps the place for another page of this tab.
    pub fn keep_place(&self, place: &str) {
        storage::write(&self.key(PLACE), place);
    }

    fn key(&self, what: &str) -> String {
        [&self.settings.storage_key, what].concat()
    }
}

fn announce(event: &str) {
    if let (Some(window), Ok(event)) = (web_sys::window(), Event::new(event)) {
        // A listener that throws is the business of who listens.
        let _ = window.dispatch_event(&event);
    }
}

const ATTEMPT: &str = ".attempt";
const PLACE: &str = ".place";
