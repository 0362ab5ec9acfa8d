//! Who is signed in to an element, how they came in, and what asks the API for them: the signals of it. What changes them
//! is in the files beside.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Function;
use leptos::prelude::*;

use super::code_sign_in::CodeSignIn;
use super::event::{Credentials, Notice, SessionEvent};
use super::operations::Operations;
use super::session_channel::SessionChannel;
use super::{Permit, Session, SessionStore, SignInOptions};
use crate::api::{Cancel, Endpoints, SecretText, Timeouts};

/// What the page that shows an account does for it.
#[derive(Clone)]
struct Page {
    on_event: Rc<dyn Fn(SessionEvent)>,
    operations: Rc<dyn Operations<Account>>,
}

/// A context: the account of an element. Copies are the same.
#[derive(Clone, Copy)]
pub struct Account {
    /// Where the API is, and what is known of its authorization server.
    pub endpoints: RwSignal<Endpoints>,
    /// How long requests may take.
    pub timeouts: Timeouts,
    /// Who is signed in.
    pub session: RwSignal<Option<Session>>,
    /// Why the sign-in page shows.
    pub notice: RwSignal<Option<Notice>>,
    /// The host signs its user in itself: no sign-in page shows meanwhile.
    pub withheld: RwSignal<bool>,
    /// The host's function failed when it was asked last.
    pub host_failed: RwSignal<bool>,
    /// Nothing shows: the page leaves for the browser's cache, or comes from there.
    pub veiled: RwSignal<bool>,
    /// The sign-in at the server.
    pub code: CodeSignIn,
    /// Why this token may not write, where a 403 said so.
    pub refused_write: RwSignal<Option<String>>,
    inner: StoredValue<Rc<Inner>, LocalStorage>,
}

/// What belongs to an account and no view follows.
pub(super) struct Inner {
    pub(super) store: SessionStore,
    /// Is called in place of the global `fetch` for what is asked of the API.
    pub(super) fetch: Option<Function>,
    page: RefCell<Option<Page>>,
    /// The requests under way, which end with the session.
    requests: RefCell<Vec<Cancel>>,
    /// What was given for a session that the API has not taken yet.
    pub(super) unproven: RefCell<Option<Credentials>>,
    /// The token of who was here before the host was asked anew. What they left is for the same token alone.
    pub(super) suspended: RefCell<Option<SecretText>>,
    /// The other tabs with copies of this session.
    pub(super) channel: RefCell<Option<SessionChannel>>,
    /// Whether a renewal is under way.
    pub(super) renewing: Cell<bool>,
    /// When the session may next be renewed by itself, in milliseconds since 1970.
    pub(super) renew_not_before: Cell<f64>,
}

impl Account {
    /// Picks up the session that storage holds, if any. `fetch` is called in place of the global one for what is asked of
    /// the API.
    pub fn new(endpoints: Endpoints, timeouts: Timeouts, fetch: Option<Function>, store: SessionStore) -> Self {
        Self {
            endpoints: RwSignal::new(endpoints),
            timeouts,
            session: RwSignal::new(store.read()),
            notice: RwSignal::new(None),
            withheld: RwSignal::new(false),
            host_failed: RwSignal::new(false),
            veiled: RwSignal::new(false),
            code: CodeSignIn::new(),
            refused_write: RwSignal::new(None),
            inner: StoredValue::new_local(Rc::new(Inner {
                store,
                fetch,
                page: RefCell::default(),
                requests: RefCell::default(),
                unproven: RefCell::default(),
                suspended: RefCell::default(),
                channel: RefCell::default(),
                renewing: Cell::default(),
                renew_not_before: Cell::default(),
            })),
        }
    }

    /// Names the one listener that is told what happens, and what fetches the code of the rarer operations. Before that,
    /// nothing is told.
    pub fn connect(self, on_event: impl Fn(SessionEvent) + 'static, operations: impl Operations<Self> + 'static) {
        let page = Page { on_event: Rc::new(on_event), operations: Rc::new(operations) };
        *self.inner().page.borrow_mut() = Some(page);
    }

    /// Tells the listener. Nothing where the element has left the document.
    pub(super) fn emit(self, event: SessionEvent) {
        if let Some(page) = self.page() {
            (page.on_event)(event);
        }
    }

    pub(super) fn operations(self) -> Option<Rc<dyn Operations<Self>>> {
        Some(self.page()?.operations)
    }

    fn page(self) -> Option<Page> {
        self.try_inner()?.page.borrow().clone()
    }

    /// Whether the element has left the document: what arrives now is for nobody.
    pub fn is_disposed(self) -> bool {
        self.session.is_disposed()
    }

    /// Whether somebody is signed in. Follows it.
    pub fn is_signed_in(self) -> bool {
        self.session.with(Option::is_some)
    }

    /// Whether somebody is signed in, as it is now.
    pub fn is_signed_in_untracked(self) -> bool {
        self.session.try_with_untracked(Option::is_some) == Some(true)
    }

    /// Whether this token may create and delete, as far as is known. Follows it.
    pub fn may_write(self) -> bool {
        let permitted = |session: &Session| session.permit() == Permit::Write;
        self.refused_write.with(Option::is_none) && self.session.with(|session| session.as_ref().is_none_or(permitted))
    }

    /// The options of sign-in and storage.
    pub fn options(self) -> SignInOptions {
        self.inner().store.options().clone()
    }

    /// Whether the host answers for the session: this page then has no sign-in of its own.
    pub fn is_hosted(self) -> bool {
        self.inner().store.options().is_hosted()
    }

    /// Whether the session outlives a reload.
    pub fn session_lasts(self) -> bool {
        self.inner().store.is_lasting()
    }

    /// What is stored of the session.
    pub(super) fn store(self) -> SessionStore {
        self.inner().store.clone()
    }

    /// The session that is stored, or that the portal has.
    pub(super) fn stored(self) -> Option<Session> {
        self.inner().store.read()
    }

    /// The wall clock, in milliseconds since 1970.
    pub(super) fn now(self) -> f64 {
        self.try_inner().map(|inner| inner.store.now()).unwrap_or_default()
    }

    /// Registers a request, so that sign-out and unmounting can stop it.
    pub fn begin_request(self) -> Cancel {
        let cancel = Cancel::new();
        if let Some(inner) = self.try_inner() {
            let mut requests = inner.requests.borrow_mut();
            requests.retain(|cancel| !cancel.is_cancelled());
            requests.push(cancel.clone());
        }
        cancel
    }

    /// Takes a request that has ended off the register.
    pub fn end_request(self, cancel: &Cancel) {
        if let Some(inner) = self.try_inner() {
            inner.requests.borrow_mut().retain(|other| !other.is_same(cancel));
        }
    }

    /// Stops every request that is registered.
    pub fn stop_requests(self) {
        if let Some(inner) = self.try_inner() {
            inner.requests.take().iter().for_each(Cancel::cancel);
        }
    }

    /// The API took the token: what was given for it need not show again.
    pub fn token_was_taken(self) {
        if let Some(inner) = self.try_inner() {
            inner.unproven.take();
        }
    }

    pub(super) fn inner(self) -> Rc<Inner> {
        self.inner.get_value()
    }

    /// None where the element has left the document.
    pub(super) fn try_inner(self) -> Option<Rc<Inner>> {
        self.inner.try_get_value()
    }
}
