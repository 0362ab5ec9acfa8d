//! A world to test in: tabs with their storage, elements in them, a clock, and servers that answer when a test says so.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::collections::{HashMap, VecDeque};
use std::rc::Rc;

use any_spawner::Executor;
use futures::channel::oneshot;
use futures::future::{Either, select};
use futures::lock::{Mutex, OwnedMutexGuard};
use leptos::task::spawn_local;

use crate::api::{Cancel, Endpoints, Error, Grant, Metadata, Proof, Revocation};
use crate::session::session_channel::{Channel, OnMessage, SessionChannel};
use crate::session::tab::Tab;
use crate::session::web::{AuthorizationServer, SignInWindow, Tabs, Windows};
use crate::session::{self, Account, AuthorizationRequest, AuthorizationResponse, ReturnPoint, SessionStore};

/// When everything begins, in milliseconds since 1970.
pub const START: f64 = 1_000_000.0;

/// A request that somebody has sent: what it was, and how it is answered.
pub struct Call<T> {
    /// What was sent, in words.
    pub what: String,
    answer: oneshot::Sender<Result<T, Error>>,
}

impl<T> Call<T> {
    /// Answers it, and lets everybody go on.
    pub fn answer(self, answer: Result<T, Error>) {
        let _ = self.answer.send(answer);
        run();
    }
}

pub type Calls<T> = RefCell<VecDeque<Call<T>>>;
type Heard = (usize, String, OnMessage);
type OnResponse = Box<dyn FnOnce(AuthorizationResponse)>;

/// Everything that is outside of an element. Clones are the same.
#[derive(Clone, Default)]
pub struct World(Rc<Outside>);

#[derive(Default)]
pub struct Outside {
    pub passed: Cell<f64>,
    sleepers: RefCell<Vec<(f64, oneshot::Sender<()>)>>,
    locks: RefCell<HashMap<String, std::sync::Arc<Mutex<()>>>>,
    channels: RefCell<Vec<Heard>>,
    next_id: Cell<usize>,
    discoveries: Calls<Option<Metadata>>,
    tokens: Calls<Grant>,
    revocations: Calls<()>,
    pub requests: Calls<u32>,
    /// Where this window went.
    pub went: RefCell<Vec<String>>,
    /// What happened to windows, in their order.
    pub windows: RefCell<Vec<String>>,
    listening: RefCell<HashMap<String, OnResponse>>,
    /// The browser opens no windows, has no cryptography, and fetched no code.
    pub no_windows: Cell<bool>,
    pub no_crypto: Cell<bool>,
    pub no_code: Cell<bool>,
}

impl std::ops::Deref for World {
    type Target = Outside;

    fn deref(&self) -> &Outside {
        &self.0
    }
}

/// Lets everything go on until nothing can.
pub fn run() {
    Executor::poll_local();
}

impl World {
    pub fn new() -> Self {
        // Another test of this process may have done it.
        let _ = Executor::init_futures_executor();
        Self::default()
    }

    /// Lets time pass.
    pub fn pass(&self, millis: f64) {
        run();
        self.passed.set(self.passed.get() + millis);
        let now = self.passed.get();
        let (due, later): (Vec<_>, Vec<_>) = self.sleepers.take().into_iter().partition(|(at, _)| *at <= now);
        self.sleepers.replace(later);
        for (_, wake) in due {
            let _ = wake.send(());
        }
        run();
    }

    /// The only request for a token that is under way.
    pub fn token_call(&self) -> Call<Grant> {
        only(&self.tokens)
    }

    pub fn revocation_call(&self) -> Call<()> {
        run();
        self.revocations.borrow_mut().pop_front().expect("a revocation")
    }

    pub fn discovery_call(&self) -> Call<Option<Metadata>> {
        only(&self.discoveries)
    }

    /// The first of the requests for the API that are under way.
    pub fn request_call(&self) -> Call<u32> {
        run();
        self.requests.borrow_mut().pop_front().expect("a request")
    }

    /// How many requests for a token, and how many for the API, are under way.
    pub fn under_way(&self) -> (usize, usize) {
        run();
        (self.tokens.borrow().len(), self.requests.borrow().len())
    }

    pub fn is_quiet(&self) -> bool {
        self.under_way() == (0, 0) && self.discoveries.borrow().is_empty() && self.revocations.borrow().is_empty()
    }

    /// Another window sends the response to the request with this state. `false` when nobody waits for it.
    pub fn respond(&self, state: &str, response: AuthorizationResponse) -> bool {
        let waiting = self.listening.borrow_mut().remove(state);
        let is_heard = waiting.is_some();
        if let Some(on_response) = waiting {
            on_response(response);
        }
        run();
        is_heard
    }

    fn id(&self) -> usize {
        self.next_id.set(self.next_id.get() + 1);
        self.next_id.get()
    }

    fn window_event(&self, event: String) {
        self.windows.borrow_mut().push(event);
    }
}

fn only<T>(calls: &Calls<T>) -> Call<T> {
    run();
    let call = calls.borrow_mut().pop_front().expect("a request");
    assert!(calls.borrow().is_empty(), "one request alone");
    call
}

/// Sends something, and waits for what a test answers, or for its end.
pub async fn ask<T>(calls: &Calls<T>, what: String, cancel: &Cancel) -> Result<T, Error> {
    let (answer, answered) = oneshot::channel();
    calls.borrow_mut().push_back(Call { what, answer });
    match select(answered, std::pin::pin!(cancel.cancelled())).await {
        Either::Left((answer, _)) => answer.unwrap_or(Err(Error::Unreachable)),
        Either::Right(_) => Err(Error::Cancelled),
    }
}

impl AuthorizationServer for World {
    async fn discover(&self, issuer: &str, cancel: &Cancel) -> Result<Option<Metadata>, Error> {
        ask(&self.discoveries, issuer.to_owned(), cancel).await
    }

    async fn request_token(
        &self,
        _: &Endpoints,
        client_id: &str,
        proof: Proof<'_>,
        _: u32,
        cancel: &Cancel,
    ) -> Result<Grant, Error> {
        let what = match proof {
            Proof::Code { code, verifier, redirect_uri } => {
                [client_id, " code ", code, " ", verifier, " ", redirect_uri].concat()
            }
            Proof::Refresh(token) => [client_id, " refresh ", token].concat(),
            Proof::Secret { secret, scope } => [client_id, " secret ", secret, " ", scope].concat(),
        };
        ask(&self.tokens, what, cancel).await
    }

    async fn revoke_token(&self, _: &Endpoints, what: Revocation<'_>) -> Result<(), Error> {
        ask(&self.revocations, [what.client_id, " ", what.hint, " ", what.token].concat(), &Cancel::new()).await
    }
}

impl Tabs for World {
    type Lock = OwnedMutexGuard<()>;

    async fn sleep(&self, millis: i32) {
        let (wake, nap) = oneshot::channel();
        self.sleepers.borrow_mut().push((self.passed.get() + f64::from(millis), wake));
        let _ = nap.await;
    }

    async fn lock(&self, name: &str) -> OwnedMutexGuard<()> {
        let lock = self.locks.borrow_mut().entry(name.to_owned()).or_default().clone();
        lock.lock_owned().await
    }

    fn open_channel(&self, family: &str, on_message: OnMessage) -> Option<SessionChannel> {
        let id = self.id();
        self.channels.borrow_mut().push((id, family.to_owned(), on_message));
        Some(Box::new(Joined { world: self.clone(), id, family: family.to_owned() }))
    }
}

struct Joined {
    world: World,
    id: usize,
    family: String,
}

impl Channel for Joined {
    fn send(&self, text: &str) {
        let (world, id, family, text) = (self.world.clone(), self.id, self.family.clone(), text.to_owned());
        // Messages arrive later, as in a browser.
        spawn_local(async move {
            let mut channels = world.channels.take();
            for (other, joined, on_message) in &channels {
                if *other != id && *joined == family {
                    on_message(text.clone());
                }
            }
            channels.extend(world.channels.take());
            world.channels.replace(channels);
        });
    }
}

impl Drop for Joined {
    fn drop(&mut self) {
        self.world.channels.borrow_mut().retain(|(id, ..)| *id != self.id);
    }
}

impl Windows for World {
    fn random(&self) -> Option<String> {
        (!self.no_crypto.get()).then(|| format!("random{}", self.id()))
    }

    async fn challenge(&self, request: &AuthorizationRequest) -> Option<String> {
        Some(format!("challenge-of-{}", request.verifier.expose()))
    }

    fn open(&self) -> Option<Rc<dyn SignInWindow>> {
        if self.no_windows.get() {
            return None;
        }
        self.window_event("open".into());
        Some(Rc::new(Opened(self.clone())))
    }

    fn listen(&self, state: &str, on_response: OnResponse) -> Option<Box<dyn Any>> {
        self.listening.borrow_mut().insert(state.to_owned(), on_response);
        Some(Box::new(Listening(self.clone(), state.to_owned())))
    }

    fn go(&self, url: &str) {
        self.went.borrow_mut().push(url.to_owned());
    }
}

struct Opened(World);

impl SignInWindow for Opened {
    fn go(&self, url: &str) {
        self.0.window_event(format!("go {url}"));
    }
}

impl Drop for Opened {
    fn drop(&mut self) {
        self.0.window_event("close".into());
    }
}

struct Listening(World, String);

impl Drop for Listening {
    fn drop(&mut self) {
        self.0.listening.borrow_mut().remove(&self.1);
    }
}

/// A tab: its session storage, and the accounts of its elements.
#[derive(Default)]
pub struct FakeTab {
    world: World,
    pub storage: RefCell<HashMap<String, String>>,
    pub blocked: Cell<bool>,
    pub accounts: RefCell<Vec<Account>>,
}

impl FakeTab {
    pub fn new(world: &World) -> Rc<Self> {
        Rc::new(Self { world: world.clone(), ..Self::default() })
    }

    /// What a browser makes when a tab is duplicated: another one with a copy of its storage.
    pub fn duplicate(&self) -> Rc<Self> {
        Rc::new(Self { world: self.world.clone(), storage: self.storage.clone(), ..Self::default() })
    }

    pub fn holds(&self, text: &str) -> bool {
        self.storage.borrow().values().any(|value| value.contains(text))
    }
}

impl Tab for FakeTab {
    fn read(&self, key: &str) -> Option<String> {
        self.storage.borrow().get(key).filter(|_| !self.blocked.get()).cloned()
    }

    fn write(&self, key: &str, value: &str) -> bool {
        if !self.blocked.get() {
            self.storage.borrow_mut().insert(key.to_owned(), value.to_owned());
        }
        !self.blocked.get()
    }

    fn remove(&self, key: &str) {
        self.storage.borrow_mut().remove(key);
    }

    fn has_storage(&self) -> bool {
        !self.blocked.get()
    }

    fn announce(&self, event: &str) {
        let accounts = self.accounts.borrow().clone();
        for account in accounts.into_iter().filter(|account| !account.is_disposed()) {
            if event == SessionStore::SIGNED_OUT {
                account.follow_sign_out();
            } else {
                account.follow_store();
            }
        }
    }

    fn now(&self) -> f64 {
        START + self.world.passed.get()
    }
}

/// Something that ends later.
pub struct Later<T>(Rc<RefCell<Option<T>>>);

impl<T> Later<T> {
    /// What came of it, if anything has.
    pub fn take(&self) -> Option<T> {
        run();
        self.0.take()
    }
}

pub fn later<T: 'static>(future: impl Future<Output = T> + 'static) -> Later<T> {
    let outcome = Rc::<RefCell<Option<T>>>::default();
    let ended = outcome.clone();
    spawn_local(async move {
        let value = future.await;
        ended.replace(Some(value));
    });
    run();
    Later(outcome)
}

/// A click on the button that leads to the server.
pub fn start(account: Account, world: World, return_point: impl ReturnPoint, popup: bool) {
    if session::begin_code_sign_in(account) {
        let opened = if popup { world.open() } else { None };
        session::start_code_sign_in(account, world, return_point, opened);
    }
}
