//! A fake of what a creation needs, for tests: every request waits until the test answers it, and time stands still until
//! the test moves it.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use leptos::prelude::*;

use super::clock::{Deadline, Moment};
use super::create::{Environment, Made};
use super::creation::Creation;
use super::recovery::Snapshot;
use super::table::ApplicationTable;
use crate::api::{Application, Created, Error, Problem, SecretText, decode_list};
use crate::session::{Requested, Session};

/// Noon of some day, in milliseconds since 1970.
pub const NOON: f64 = 1_714_564_800_000.0;

/// An answer that a request waits for.
pub type Slot<T> = Rc<RefCell<Option<T>>>;

/// The fake, and the dialog that uses it.
pub struct World {
    pub creation: Creation,
    pub list: RefCell<Option<Snapshot>>,
    pub clock: Cell<Moment>,
    pub offline: Cell<bool>,
    pub signed_in: Cell<bool>,
    pub watched: Cell<bool>,
    /// The names that were sent, with what each answer goes into.
    pub posts: RefCell<Vec<(String, Slot<Requested<Created>>)>>,
    /// The lists that were asked for.
    pub lists: RefCell<Vec<Slot<Result<Snapshot, Error>>>>,
    /// What the host was told, and what was put into the list.
    pub log: RefCell<Vec<String>>,
    owner: Owner,
}

/// Something that the dialog does, polled by hand.
pub struct Task(Option<Pin<Box<dyn Future<Output = ()>>>>);

impl Task {
    pub fn new(task: impl Future<Output = ()> + 'static) -> Self {
        Self(Some(Box::pin(task)))
    }

    /// Goes on as far as it can. Whether it has ended.
    pub fn run(&mut self) -> bool {
        if let Some(task) = &mut self.0
            && task.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_ready()
        {
            self.0 = None;
        }
        self.0.is_none()
    }
}

impl World {
    /// The dialog is open, somebody is signed in, and a list of one application has just come.
    pub fn new() -> Rc<Self> {
        let owner = Owner::new();
        let creation = owner.with(Creation::new);
        creation.open();
        let world = Self {
            creation,
            list: RefCell::new(None),
            clock: Cell::new(Moment { tick: 100_000.0, wall: NOON }),
            offline: Cell::new(false),
            signed_in: Cell::new(true),
            watched: Cell::new(true),
            posts: RefCell::default(),
            lists: RefCell::default(),
            log: RefCell::default(),
            owner,
        };
        world.list.replace(Some(world.snapshot(&[OLD])));
        Rc::new(world)
    }

    /// A whole list of these rows that comes now. The server's clock shows what this computer's does.
    pub fn snapshot(&self, rows: &[&str]) -> Snapshot {
        let body = ["[", &rows.join(","), "]"].concat();
        let applications = ApplicationTable::new(decode_list(body.as_bytes()).unwrap().applications);
        Snapshot { applications, whole: true, date: Some(self.clock.get().wall), at: self.clock.get() }
    }

    /// Lets time go by, by both clocks.
    pub fn pass(&self, millis: f64) {
        let Moment { tick, wall } = self.clock.get();
        self.clock.set(Moment { tick: tick + millis, wall: wall + millis });
    }

    /// Sends the form with this name in it, as far as that goes at once.
    pub fn send(self: &Rc<Self>, name: &str) -> Task {
        self.creation.draft.set(name.to_owned());
        let world = self.clone();
        let mut task = Task::new(async move { world.creation.send(&*world).await });
        task.run();
        task
    }

    /// Asks the list once more.
    pub fn check_again(self: &Rc<Self>) -> Task {
        let world = self.clone();
        let mut task = Task::new(async move { world.creation.check_again(&*world).await });
        task.run();
        task
    }

    /// Answers the request that was sent last.
    pub fn answer(&self, answer: Result<Created, Error>) {
        self.answer_with(answer, true);
    }

    /// Answers it, and says whether the server may have done something.
    pub fn answer_with(&self, answer: Result<Created, Error>, may_be_done: bool) {
        let posts = self.posts.borrow();
        let (_, slot) = posts.last().expect("something was sent");
        slot.replace(Some(Requested { answer, session: session("t1"), may_be_done }));
    }

    /// Answers the list that was asked for last.
    pub fn answer_list(&self, list: Result<Snapshot, Error>) {
        self.lists.borrow().last().expect("the list was asked for").replace(Some(list));
    }

    /// How many requests were sent, and how many lists were asked for.
    pub fn asked(&self) -> (usize, usize) {
        (self.posts.borrow().len(), self.lists.borrow().len())
    }

    /// The session ends: what is under way is stopped, and nothing shows any more.
    pub fn end_session(&self) {
        self.signed_in.set(false);
        self.creation.interrupt();
        self.cancel_create();
        self.cancel_refresh();
        self.list.replace(None);
    }

    /// What the host was told and what was put into the list since the last time.
    pub fn take_log(&self) -> Vec<String> {
        self.log.take()
    }
}

impl Drop for World {
    fn drop(&mut self) {
        self.owner.cleanup();
    }
}

impl Environment for World {
    fn now(&self) -> Moment {
        self.clock.get()
    }

    fn is_offline(&self) -> bool {
        self.offline.get()
    }

    fn is_signed_in(&self) -> bool {
        self.signed_in.get()
    }

    fn list(&self) -> Option<Snapshot> {
        self.list.borrow().clone()
    }

    async fn refresh(&self) -> Result<(), Error> {
        self.cancel_refresh();
        let slot = Slot::default();
        self.lists.borrow_mut().push(slot.clone());
        let list = wait_for(&slot).await?;
        self.list.replace(Some(list));
        Ok(())
    }

    fn cancel_refresh(&self) {
        if let Some(slot) = self.lists.borrow().last() {
            slot.borrow_mut().get_or_insert(Err(Error::Cancelled));
        }
    }

    async fn create(&self, name: &str) -> Option<Requested<Created>> {
        if !self.signed_in.get() {
            return None;
        }
        let slot = Slot::default();
        self.posts.borrow_mut().push((name.to_owned(), slot.clone()));
        Some(wait_for(&slot).await)
    }

    fn cancel_create(&self) {
        if let Some((_, slot)) = self.posts.borrow().last() {
            let cancelled = Requested { answer: Err(Error::Cancelled), session: session("t1"), may_be_done: true };
            slot.borrow_mut().get_or_insert(cancelled);
        }
    }

    fn end_if_refused(&self, error: &Error) -> bool {
        let ends = error.wants_token();
        if ends {
            self.end_session();
        }
        ends
    }

    fn add_to_list(&self, application: Application) {
        self.log.borrow_mut().push(format!("list: {} {}", application.name, application.client_id));
    }

    fn emit_created(&self, made: &Made) {
        let id = made.key.id().map(|id| id.to_string()).unwrap_or_default();
        self.log.borrow_mut().push(format!("host: {id} {} {}", made.name, made.client_id));
    }

    fn secret_shows_until(&self) -> Option<Deadline> {
        self.watched.get().then(|| Deadline::after(30_000.0, self.now()))
    }
}

/// Waits until the test has put an answer into a slot. What comes afterwards is for nobody.
async fn wait_for<T>(slot: &Slot<T>) -> T {
    poll_fn(|_| slot.borrow_mut().take().map_or(Poll::Pending, Poll::Ready)).await
}

/// The application that was there before.
pub const OLD: &str = r#"{"id":1,"name":"Old","client_id":"c1","client_secret":"s1"}"#;

/// A row of a list, created so many seconds after noon.
pub fn row(id: u32, name: &str, second: u32) -> String {
    format!(
        r#"{{"id":{id},"name":"{name}","client_id":"c{id}","client_secret":"s{id}","created":"2024-05-01T12:00:{second:02}Z"}}"#
    )
}

pub fn session(token: &str) -> Session {
    Session::pasted(SecretText::new(token.to_owned()))
}

/// The server refuses a request.
pub fn refused(status: u16, fields: &[(&str, &str)], retry_after: Option<u32>) -> Error {
    let fields = fields.iter().map(|(field, text)| ((*field).to_owned(), vec![(*text).to_owned()])).collect();
    Error::Refused(Box::new(Problem { status, fields, retry_after, ..Problem::default() }))
}
