//! A fake of what a deletion needs, for tests: every request waits until the test answers it.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use leptos::prelude::*;

use super::super::{Delete, Deletion};
use crate::api::{AppId, Deleted, Error, Problem, RowKey, decode_list};
use crate::applications::ApplicationTable;
use crate::applications::clock::Moment;
use crate::applications::delete::{Answer, DeleteError, Environment, Target};
use crate::applications::recovery::Snapshot;

pub const NOW: f64 = 1_714_564_800_000.0;
pub const ROW: &str = r#"{"id":7,"name":"Ledger","client_id":"c7","client_secret":"s7"}"#;
pub const OTHER: &str = r#"{"id":8,"name":"Other","client_id":"c8","client_secret":"s8"}"#;

pub type Slot<T> = Rc<RefCell<Option<T>>>;

/// A fake of what a deletion needs, and the dialog that uses it.
pub struct World {
    pub deletion: Deletion,
    pub list: RefCell<Option<Snapshot>>,
    pub offline: Cell<bool>,
    pub signed_in: Cell<bool>,
    pub own: Cell<bool>,
    pub deletes: RefCell<Vec<Slot<Answer>>>,
    pub lists: RefCell<Vec<Slot<Result<Snapshot, Error>>>>,
    /// What the host was told, what became of the list, and of the session.
    pub log: RefCell<Vec<String>>,
    pub owner: Owner,
}

/// Something that the dialog does, polled by hand.
pub struct Task(Option<Pin<Box<dyn Future<Output = ()>>>>);

impl Task {
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

pub fn listed(rows: &[&str]) -> Snapshot {
    let body = ["[", &rows.join(","), "]"].concat();
    let applications = ApplicationTable::new(decode_list(body.as_bytes()).unwrap().applications);
    Snapshot { applications, whole: true, date: Some(NOW), at: Moment { tick: 0.0, wall: NOW } }
}

pub fn target(row: &str) -> Target {
    Target::new(&listed(&[row]).applications.row(0).unwrap(), None).unwrap()
}

impl World {
    /// The dialog is open for an application of which the name is typed; somebody is signed in.
    pub fn new() -> Rc<Self> {
        let owner = Owner::new();
        let deletion = owner.with(Deletion::new);
        deletion.open(target(ROW));
        deletion.typed.set(" Ledger ".to_owned());
        Rc::new(Self {
            deletion,
            list: RefCell::new(Some(listed(&[ROW, OTHER]))),
            offline: Cell::new(false),
            signed_in: Cell::new(true),
            own: Cell::new(false),
            deletes: RefCell::default(),
            lists: RefCell::default(),
            log: RefCell::default(),
            owner,
        })
    }

    pub fn send(self: &Rc<Self>) -> Task {
        let world = self.clone();
        let mut task = Task(Some(Box::pin(async move { world.deletion.send(&*world).await })));
        task.run();
        task
    }

    pub fn answer(&self, answer: Result<Deleted, Error>) {
        self.answer_with(answer, true);
    }

    pub fn answer_with(&self, answer: Result<Deleted, Error>, may_be_done: bool) {
        self.deletes.borrow().last().expect("something was sent").replace(Some(Answer { answer, may_be_done }));
    }

    pub fn answer_list(&self, list: Result<Snapshot, Error>) {
        self.lists.borrow().last().expect("the list was asked for").replace(Some(list));
    }

    /// How many requests were sent, and how many lists were asked for.
    pub fn asked(&self) -> (usize, usize) {
        (self.deletes.borrow().len(), self.lists.borrow().len())
    }

    /// The server took the token no longer: what is under way is stopped.
    pub fn end_session(&self) {
        self.signed_in.set(false);
        self.deletion.interrupt();
        self.cancel_delete();
        self.cancel_refresh();
        self.list.replace(None);
    }

    pub fn log(&self, what: &str) {
        self.log.borrow_mut().push(what.to_owned());
    }

    /// The state in a few words.
    pub fn state(&self) -> String {
        self.deletion.state.with_untracked(|state| match state {
            Delete::Closed => "closed".to_owned(),
            Delete::Asking(_, None) => "asking".to_owned(),
            Delete::Asking(_, Some(DeleteError::Offline)) => "asking: offline".to_owned(),
            Delete::Asking(_, Some(DeleteError::Refused { error, .. })) => {
                format!("asking: refused {}", error.status().unwrap_or_default())
            }
            Delete::Asking(_, Some(DeleteError::StillThere(lost))) => format!("asking: still there, {}", word(lost)),
            Delete::Asking(_, Some(DeleteError::Unknown(lost))) => format!("asking: unknown, {}", word(lost)),
            Delete::Sending(..) => "sending".to_owned(),
            Delete::Checking(..) => "checking".to_owned(),
        })
    }
}

pub fn word(error: &Error) -> String {
    error.status().map_or_else(|| format!("{error:?}"), |status| status.to_string())
}

impl Drop for World {
    fn drop(&mut self) {
        self.owner.cleanup();
    }
}

impl Environment for World {
    fn now(&self) -> f64 {
        NOW
    }

    fn is_offline(&self) -> bool {
        self.offline.get()
    }

    fn is_signed_in(&self) -> bool {
        self.signed_in.get()
    }

    fn is_own(&self, _: &Target) -> bool {
        self.own.get()
    }

    fn place(&self, _: RowKey) -> Option<usize> {
        Some(3)
    }

    async fn delete(&self, id: AppId) -> Option<Answer> {
        assert_eq!(id.to_string(), "7");
        if !self.signed_in.get() {
            return None;
        }
        let slot = Slot::default();
        self.deletes.borrow_mut().push(slot.clone());
        Some(wait_for(&slot).await)
    }

    fn cancel_delete(&self) {
        if let Some(slot) = self.deletes.borrow().last() {
            slot.borrow_mut().get_or_insert(Answer { answer: Err(Error::Cancelled), may_be_done: true });
        }
    }

    async fn refresh(&self) -> Result<(), Error> {
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

    fn list(&self) -> Option<Snapshot> {
        self.list.borrow().clone()
    }

    fn end_if_refused(&self, error: &Error) -> bool {
        let ends = error.wants_token();
        if ends {
            self.end_session();
        }
        ends
    }

    fn end_own_session(&self) {
        self.log("signed out");
    }

    fn emit_deleted(&self, target: &Target) {
        self.log(&format!("host: {} {} {}", target.id, target.name, target.client_id));
    }

    fn remove_from_list(&self, target: &Target, deleted: Deleted, place: Option<usize>) {
        assert_eq!(self.state(), "closed", "the dialog is gone before its row is");
        self.log(&format!("list: without {}, {deleted:?}, at {place:?}", target.name));
    }
}

/// Waits until the test has put an answer into a slot.
pub async fn wait_for<T>(slot: &Slot<T>) -> T {
    poll_fn(|_| slot.borrow_mut().take().map_or(Poll::Pending, Poll::Ready)).await
}

pub fn refused(status: u16, retry_after: Option<u32>) -> Error {
    Error::Refused(Box::new(Problem { status, retry_after, ..Problem::default() }))
}
