//! Elements to test with: each has an account in a tab of the world, and remembers what its listener heard.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::{GetUntracked, Owner, WithUntracked};

use super::world::{FakeTab, Later, START, World, ask, later, run};
use crate::api::{Act, Cancel, Endpoints, Error, Grant, Problem, SecretText, Timeouts};
use crate::session::{
    Account, Audience, Operations, Origin, Requested, ReturnPoint, Session, SessionEvent, SessionStore, SignInOptions,
    Task, finish_code_sign_in, join_channel, renew, revoke,
};

/// An element: its account, and what its listener heard.
pub struct Embedded {
    pub account: Account,
    pub heard: Rc<RefCell<Vec<String>>>,
    owner: Owner,
}

/// How the elements of tests are configured: for a client `page` of a server whose addresses are known.
pub fn settings() -> SignInOptions {
    SignInOptions {
        storage_key: "key".into(),
        client_id: "page".into(),
        redirect_uri: "https://portal.example/apps".into(),
        scope: "read".into(),
        ..SignInOptions::default()
    }
}

pub fn endpoints() -> Endpoints {
    Endpoints::below("https://api.example/", Some("https://api.example/authorize".into()), None, None)
}

impl Embedded {
    pub fn new(world: &World, tab: &Rc<FakeTab>) -> Self {
        Self::with(world, tab, settings(), endpoints(), "here")
    }

    pub fn with(
        world: &World,
        tab: &Rc<FakeTab>,
        settings: SignInOptions,
        endpoints: Endpoints,
        page: &'static str,
    ) -> Self {
        let owner = Owner::new();
        let store = SessionStore::in_tab(tab.clone(), settings, Audience::of(&endpoints));
        let account = owner.with(|| Account::new(endpoints, Timeouts::default(), None, store));
        let heard = Rc::<RefCell<Vec<String>>>::default();
        let listener = heard.clone();
        let on_event = move |event: SessionEvent| {
            let session = account.session.with_untracked(Option::is_some);
            let event = match event {
                SessionEvent::HostFailed(failure) => failure.message,
                event => format!("{event:?}"),
            };
            listener.borrow_mut().push(if session { event } else { format!("{event} without a session") });
        };
        account.connect(on_event, Direct(world.clone(), page));
        tab.accounts.borrow_mut().push(account);
        Self { account, heard, owner }
    }

    /// An element that a person has signed in to, with the tokens `access-1` and `refresh-1`.
    pub fn signed_in(world: &World, tab: &Rc<FakeTab>) -> Self {
        let element = Self::new(world, tab);
        element.account.sign_in(person());
        run();
        element.heard.take();
        element
    }

    pub fn token(&self) -> Option<String> {
        self.account.session.get_untracked().map(|session| session.token.expose().to_owned())
    }

    /// The element leaves the document.
    pub fn remove(self) {
        self.owner.cleanup();
        run();
    }

    /// Asks the API for something.
    pub fn request(&self, world: &World, cancel: &Cancel) -> Later<Requested<u32>> {
        let (account, world, cancel) = (self.account, world.clone(), cancel.clone());
        later(async move {
            let run = async |client: &crate::api::Client| {
                ask(&world.requests, client.token().expose().to_owned(), &cancel).await
            };
            account.request(Act::Create, &cancel, run).await.expect("somebody is signed in")
        })
    }
}

/// The operations without a part that would have to be fetched. With the page that the user is on.
struct Direct(World, &'static str);

impl Operations<Account> for Direct {
    fn ensure_loaded(&self) -> Task<bool> {
        let loaded = !self.0.no_code.get();
        Box::pin(async move { loaded })
    }

    fn renew(&self, account: Account, refused: Session) -> Task<Result<bool, Error>> {
        let world = self.0.clone();
        Box::pin(async move { renew(account, &world, &refused).await })
    }

    fn join_channel(&self, account: Account) {
        join_channel(account, self.0.clone());
    }

    fn revoke(&self, account: Account, session: Session) -> Task<Result<(), Error>> {
        let world = self.0.clone();
        Box::pin(async move { revoke(account, &world, &session).await })
    }

    fn finish_sign_in(&self, account: Account) {
        finish_code_sign_in(account, self.0.clone(), Page(self.0.clone(), self.1));
    }
}

/// A place to come back to: a page by its name.
pub struct Page(pub World, pub &'static str);

impl ReturnPoint for Page {
    fn here(&self) -> String {
        format!("{{\"page\":\"{}\"}}", self.1)
    }

    fn restore(&self, return_point: &str) -> bool {
        return_point.contains(self.1)
    }

    fn go(&self, return_point: &str) {
        let (page, _) = return_point.split_once(",\"for_api").unwrap_or((return_point, ""));
        self.0.went.borrow_mut().push(page.to_owned());
    }
}

/// What a token endpoint grants: tokens with this number, for an hour.
pub fn grant(number: u32) -> Grant {
    Grant {
        token: secret(&format!("access-{number}")),
        expires_in: Some(3600),
        scope: None,
        refresh: Some(secret(&format!("refresh-{number}"))),
        user: None,
    }
}

pub fn person() -> Session {
    Session::granted(grant(1), Origin::Person("page".into()), START, Some("family".into()))
}

pub fn secret(text: &str) -> SecretText {
    SecretText::new(text.into())
}

/// A refusal of a server.
pub fn refusal(status: u16, code: Option<&str>) -> Error {
    Error::Refused(Box::new(Problem { status, code: code.map(Into::into), ..Problem::default() }))
}
