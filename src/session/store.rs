//! Stores the session of one element: in session storage where that works, else in memory. And, while its user is away
//! to sign in, what is needed when they come back.
//!
//! Elements may share a storage key and have other APIs. What is stored names whom it is for, and whoever else finds it
//! leaves it alone: the key itself is the first one's, and the others have keys of their own beside it.

use std::cell::RefCell;
use std::rc::Rc;

use super::tab::{Tab, ThisTab};
use super::{Audience, AuthorizationRequest, HostToken, Origin, Session, Way};
use crate::api::json::Object;

/// How an element signs in and where it keeps the token.
#[derive(Clone, Debug, Default)]
pub struct SignInOptions {
    /// The session storage key of this element. Elements that share it, and have the same API, share the user.
    pub storage_key: String,
    /// A key that belongs to the portal and holds its token. It is read for each request, never written or removed.
    pub portal_key: Option<String>,
    /// The host's function that gives its token: nothing is then written to storage (security rule 15).
    pub host: Option<HostToken>,
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

impl SignInOptions {
    /// The key that is used where none is configured.
    pub const DEFAULT_KEY: &str = "oauth-apps.session";

    /// Whether the host answers for the session: this page then has no sign-in of its own.
    pub fn is_hosted(&self) -> bool {
        self.portal_key.is_some() || self.host.is_some()
    }
}

/// What is stored of an element's session. Clones share it.
#[derive(Clone)]
pub struct SessionStore {
    tab: Rc<dyn Tab>,
    options: Rc<SignInOptions>,
    audience: Rc<Audience>,
    memory: Rc<RefCell<Option<Session>>>,
}

impl SessionStore {
    /// Tells the elements of this document that storage has changed. An event of `window`.
    pub const CHANGED: &str = "oauth-apps~session";
    /// Tells them that it did because the user signed out. An event of `window`.
    pub const SIGNED_OUT: &str = "oauth-apps~signed-out";

    /// The store of an element of this tab, with nothing in memory yet; storage may hold a session already.
    pub fn new(options: SignInOptions, audience: Audience) -> Self {
        Self::in_tab(Rc::new(ThisTab), options, audience)
    }

    /// The store of an element of any tab.
    pub fn in_tab(tab: Rc<dyn Tab>, options: SignInOptions, audience: Audience) -> Self {
        Self { tab, options: Rc::new(options), audience: Rc::new(audience), memory: Rc::default() }
    }

    /// The wall clock of its tab, in milliseconds since 1970.
    pub fn now(&self) -> f64 {
        self.tab.now()
    }

    /// The options that it was made with.
    pub fn options(&self) -> &SignInOptions {
        &self.options
    }

    /// Reads the session as it is now: the portal's, else this element's.
    pub fn read(&self) -> Option<Session> {
        if let Some(key) = &self.options.portal_key {
            return Session::of_portal(&self.tab.read(key)?);
        }
        if self.options.host.is_some() {
            return self.memory.borrow().clone();
        }
        if let Some(session) = &*self.memory.borrow() {
            return Some(session.clone());
        }
        self.stored()
    }

    /// The session that storage holds for this audience. One that names nobody becomes this audience's with that: it was
    /// in the place of the only one that there was.
    fn stored(&self) -> Option<Session> {
        let key = &self.options.storage_key;
        let text = self.tab.read(key);
        let shared = text.as_deref().and_then(Session::from_text).filter(|session| self.may_use(session));
        if let Some(session) = shared.as_ref().filter(|session| session.audience.is_some()) {
            return Some(session.clone());
        }
        let beside = self.tab.read(&self.own_key()).and_then(|text| Session::from_text(&text));
        if let Some(session) = beside.filter(|session| self.may_use(session)) {
            return Some(session);
        }
        let session = self.named(shared?);
        let text = text.filter(|text| Object::parse(text).is_some());
        // What else the host wrote into it stays.
        self.tab.write(key, &text.map_or_else(|| session.to_json(), |text| self.audience.sign(&text)));
        Some(session)
    }

    /// Whether a session is for this element.
    pub fn may_use(&self, session: &Session) -> bool {
        session.is_for(&self.audience, &self.options.client_id)
    }

    fn named(&self, session: Session) -> Session {
        Session { audience: Some((*self.audience).clone()), ..session }
    }

    /// Where this element's session is, or would be: not where another API's is.
    fn slot(&self) -> String {
        let (key, own) = (&self.options.storage_key, self.own_key());
        match self.tab.read(key).as_deref().and_then(Session::from_text) {
            Some(session) if !self.may_use(&session) => own,
            Some(session) if session.audience.is_some() => key.clone(),
            _ if self.tab.read(&own).is_some() => own,
            _ => key.clone(),
        }
    }

    fn own_key(&self) -> String {
        self.audience.key(&self.options.storage_key)
    }

    /// Saves a session. Where storage is blocked or full, and where it is the host's, it stays in memory and ends with
    /// the page.
    pub fn save(&self, session: &Session) {
        let hosted = session.origin == Origin::Host;
        let slot = self.slot();
        let stored = !hosted && self.tab.write(&slot, &self.named(session.clone()).to_json());
        if !stored && !hosted {
            // What was there has a token that is used up.
            self.tab.remove(&slot);
        }
        *self.memory.borrow_mut() = (!stored).then(|| session.clone());
        self.tab.announce(Self::CHANGED);
    }

    /// Forgets the session. The portal's key is not ours and stays. `event` says why to the other elements.
    pub fn forget(&self, event: &str) {
        if !self.options.is_hosted() {
            self.tab.remove(&self.slot());
        }
        *self.memory.borrow_mut() = None;
        self.tab.announce(event);
    }

    /// Whether a session outlives a reload.
    pub fn is_lasting(&self) -> bool {
        self.tab.has_storage() && self.memory.borrow().is_none()
    }

    /// Saves an authorization request and the place to come back to while the user is away. `false` when storage is blocked: then
    /// nobody could answer for what comes back.
    pub fn save_authorization(&self, request: &AuthorizationRequest, return_point: &str) -> bool {
        self.tab.write(&self.key(AUTHORIZATION), &self.audience.sign(&request.to_json()))
            && self.tab.write(&self.key(RETURN_POINT), &self.audience.sign(return_point))
    }

    /// Whether the authorization request with this state is that of another element with the same storage key.
    pub fn is_authorization_elsewhere(&self, state: &str) -> bool {
        let key = self.key(AUTHORIZATION);
        let request = self.tab.read(&key).and_then(|text| AuthorizationRequest::from_text(&text));
        request.is_some_and(|request| request.state == state) && self.own(&key).is_none()
    }

    /// Takes the authorization request with this state. Another one stays for its own answer.
    pub fn take_authorization(&self, state: &str) -> Option<AuthorizationRequest> {
        let key = self.key(AUTHORIZATION);
        let request = AuthorizationRequest::from_text(&self.own(&key)?).filter(|request| request.state == state)?;
        self.tab.remove(&key);
        Some(request)
    }

    /// Forgets an authorization request that nobody will finish, and the place that belongs to it.
    pub fn forget_authorization(&self) {
        if !self.options.is_hosted() {
            for key in [self.key(AUTHORIZATION), self.key(RETURN_POINT)] {
                if self.own(&key).is_some() {
                    self.tab.remove(&key);
                }
            }
        }
    }

    /// Whether there is a place to come back to.
    pub fn has_return_point(&self) -> bool {
        self.own(&self.key(RETURN_POINT)).is_some()
    }

    /// Takes the place to come back to.
    pub fn take_return_point(&self) -> Option<String> {
        let key = self.key(RETURN_POINT);
        let return_point = self.own(&key)?;
        self.tab.remove(&key);
        Some(return_point)
    }

    /// Saves the place for another page of this tab.
    pub fn save_return_point(&self, return_point: &str) {
        self.tab.write(&self.key(RETURN_POINT), &self.audience.sign(return_point));
    }

    /// What is under a key, unless it is for another audience.
    fn own(&self, key: &str) -> Option<String> {
        let text = self.tab.read(key)?;
        let named = Audience::of_stored(&text);
        named.is_none_or(|named| named == *self.audience).then_some(text)
    }

    fn key(&self, what: &str) -> String {
        [&self.options.storage_key, what].concat()
    }
}

const AUTHORIZATION: &str = ".attempt";
const RETURN_POINT: &str = ".place";
