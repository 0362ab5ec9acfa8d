//! Loading as a machine: every way that a try can end, and the races between two. The server is a script, the clocks stand
//! still until a test moves them, and futures are polled by hand.

use std::cell::{Cell, RefCell};
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use leptos::prelude::*;

use super::{Applications, ListSource, ListState, LoadAttempt};
use crate::api::{
    AppId, Application, Cancel, Error, Listing, NextPage, Problem, Progress, RowKey, SecretText, decode_list,
};
use crate::applications::runtime::{Runtime, Task};
use crate::session::Session;

const NOW: f64 = 1_714_564_800_000.0;

thread_local! {
    static CLOCK: Cell<f64> = const { Cell::new(NOW) };
    static TASKS: RefCell<Vec<Task>> = const { RefCell::new(Vec::new()) };
}

fn runtime() -> Runtime {
    Runtime {
        now: || CLOCK.get(),
        monotonic: || CLOCK.get() - NOW,
        spawn: |task| TASKS.with_borrow_mut(|tasks| tasks.push(task)),
    }
}

/// Polls what was spawned, until none of it gets any further.
fn run_tasks() {
    loop {
        let tasks = TASKS.take();
        let before = tasks.len();
        let waiting: Vec<Task> =
            tasks.into_iter().filter_map(|mut task| poll(task.as_mut()).is_pending().then_some(task)).collect();
        let is_done = waiting.len() == before;
        TASKS.with_borrow_mut(|tasks| tasks.splice(0..0, waiting).for_each(drop));
        if is_done && TASKS.with_borrow(Vec::len) == before {
            return;
        }
    }
}

fn poll<T>(future: Pin<&mut (impl Future<Output = T> + ?Sized)>) -> Poll<T> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

/// Requests that the server was sent, in their order, and what it answers them.
#[derive(Default)]
struct Server {
    answers: RefCell<Vec<Option<Result<Listing, Error>>>>,
    cancels: RefCell<Vec<Cancel>>,
    /// The token of who is signed in.
    token: RefCell<Option<String>>,
    accepted: Cell<u32>,
    refused: Cell<u32>,
    ended: Cell<u32>,
    disposed: Cell<bool>,
}

/// A server that lives as long as the test, and an element of somebody who is signed in there.
#[derive(Clone, Copy)]
struct Account(&'static Server);

impl Account {
    fn new() -> (Self, Applications, Owner) {
        let owner = Owner::new();
        owner.set();
        let account = Self(Box::leak(Box::default()));
        account.sign_in("token");
        CLOCK.set(NOW);
        TASKS.take();
        (account, Applications::new(runtime()), owner)
    }

    fn sign_in(self, token: &str) {
        *self.0.token.borrow_mut() = Some(token.to_owned());
    }

    fn answer(self, number: usize, answer: Result<Listing, Error>) {
        self.0.answers.borrow_mut()[number] = Some(answer);
        run_tasks();
    }

    fn requests(self) -> usize {
        self.0.answers.borrow().len()
    }

    fn session(self) -> Option<Session> {
        self.0.token.borrow().as_deref().map(|token| Session::pasted(SecretText::new(token.to_owned())))
    }
}

impl ListSource for Account {
    fn begin_request(self) -> Option<Cancel> {
        self.session().map(|_| Cancel::new())
    }

    async fn list(self, cancel: &Cancel, progress: &dyn Fn(Progress)) -> Option<(Result<Listing, Error>, Session)> {
        let session = self.session()?;
        let number = self.requests();
        self.0.answers.borrow_mut().push(None);
        self.0.cancels.borrow_mut().push(cancel.clone());
        progress(Progress::Waiting { seconds: 3 });
        let answer = std::future::poll_fn(|_| {
            if cancel.is_cancelled() {
                return Poll::Ready(Err(Error::Cancelled));
            }
            self.0.answers.borrow_mut()[number].take().map_or(Poll::Pending, Poll::Ready)
        });
        Some((answer.await, session))
    }

    fn end_request(self, _: &Cancel) {
        self.0.ended.set(self.0.ended.get() + 1);
    }

    fn is_current(self, session: &Session) -> bool {
        self.session().is_some_and(|now| now.is_same(session))
    }

    fn accepted(self) {
        self.0.accepted.set(self.0.accepted.get() + 1);
    }

    fn end_if_refused(self, error: &Error) -> bool {
        if error.wants_token() {
            self.0.refused.set(self.0.refused.get() + 1);
        }
        error.wants_token()
    }

    fn is_disposed(self) -> bool {
        self.0.disposed.get()
    }
}

fn listing(names: &[&str]) -> Listing {
    let row = |(id, name): (usize, &&str)| format!(r#"{{"id":{},"name":"{name}","client_id":"c-{name}"}}"#, id + 1);
    let rows: Vec<String> = names.iter().enumerate().map(row).collect();
    decode_list(format!("[{}]", rows.join(",")).as_bytes()).unwrap()
}

fn names(applications: Applications) -> Vec<String> {
    let loaded = applications.loaded_untracked();
    loaded.map(|loaded| loaded.table.rows().map(|row| row.name.clone()).collect()).unwrap_or_default()
}

fn state(applications: Applications) -> ListState {
    applications.state.get_untracked()
}

fn refused(status: u16) -> Error {
    Error::Refused(Box::new(Problem { status, ..Problem::default() }))
}

#[test]
fn the_first_load_shows_what_came() {
    let (account, applications, _owner) = Account::new();
    assert!(state(applications).is_first_running());
    applications.load(account);
    run_tasks();
    assert_eq!(applications.progress.get_untracked(), Some(Progress::Waiting { seconds: 3 }));
    CLOCK.set(NOW + 250.0);
    account.answer(0, Ok(listing(&["a", "b"])));
    assert!(matches!(state(applications), ListState::Shown(_, None)));
    assert_eq!(names(applications), ["a", "b"]);
    let loaded = applications.loaded_untracked().unwrap();
    assert_eq!((loaded.at, loaded.tick), (NOW + 250.0, 250.0));
    assert_eq!(applications.progress.get_untracked(), None);
    assert_eq!((account.0.accepted.get(), account.0.ended.get()), (1, 1));
}

#[test]
fn a_first_load_that_fails_says_why_and_the_next_one_starts_again() {
    let (account, applications, _owner) = Account::new();
    applications.load(account);
    run_tasks();
    account.answer(0, Err(Error::TimedOut));
    assert_eq!(state(applications).first_failure().map(|error| (**error).clone()), Some(Error::TimedOut));
    applications.load(account);
    run_tasks();
    assert!(state(applications).is_first_running());
    account.answer(1, Ok(listing(&["a"])));
    assert_eq!(names(applications), ["a"]);
    assert!(state(applications).failure().is_none());
}

#[test]
fn a_refresh_that_fails_keeps_the_list_and_says_why() {
    let (account, applications, _owner) = Account::new();
    applications.load(account);
    run_tasks();
    account.answer(0, Ok(listing(&["a"])));
    let mut refresh = pin!(applications.refresh(account));
    assert!(poll(refresh.as_mut()).is_pending());
    assert!(state(applications).is_running());
    assert_eq!(names(applications), ["a"], "it shows meanwhile");
    account.answer(1, Err(Error::Unreachable));
    assert_eq!(poll(refresh.as_mut()), Poll::Ready(Err(Error::Unreachable)));
    assert_eq!(names(applications), ["a"]);
    assert_eq!(state(applications).failure().map(|error| (**error).clone()), Some(Error::Unreachable));
}

#[test]
fn a_refresh_keeps_the_rows_that_did_not_change() {
    let (account, applications, _owner) = Account::new();
    applications.load(account);
    run_tasks();
    account.answer(0, Ok(listing(&["a", "b", "c"])));
    let before = applications.loaded_untracked().unwrap();
    applications.load(account);
    run_tasks();
    account.answer(1, Ok(listing(&["a", "x", "c", "d"])));
    let after = applications.loaded_untracked().unwrap();
    let same = |index: u32| before.table.identity(index) == after.table.identity(index);
    assert_eq!((0..3).map(same).collect::<Vec<_>>(), [true, false, true]);
}

#[test]
fn what_is_cancelled_shows_on_and_a_first_load_says_that_it_was() {
    let (account, applications, _owner) = Account::new();
    applications.load(account);
    run_tasks();
    applications.cancel_loading();
    run_tasks();
    assert!(matches!(&state(applications), ListState::First(LoadAttempt::Failed(why)) if **why == Error::Cancelled));
    applications.load(account);
    run_tasks();
    account.answer(1, Ok(listing(&["a"])));
    applications.load(account);
    run_tasks();
    applications.cancel_loading();
    run_tasks();
    assert!(matches!(state(applications), ListState::Shown(_, None)));
    assert_eq!(names(applications), ["a"]);
    assert_eq!(account.0.accepted.get(), 1);
}

#[test]
fn a_load_does_not_start_beside_another_one() {
    let (account, applications, _owner) = Account::new();
    applications.load(account);
    applications.load(account);
    run_tasks();
    applications.load(account);
    assert_eq!(account.requests(), 1);
}

#[test]
fn of_two_refreshes_the_newest_wins_whichever_is_answered_first() {
    let (account, applications, _owner) = Account::new();
    let mut first = pin!(applications.refresh(account));
    assert!(poll(first.as_mut()).is_pending());
    let mut second = pin!(applications.refresh(account));
    assert!(poll(second.as_mut()).is_pending());
    assert!(account.0.cancels.borrow()[0].is_cancelled(), "the first is stopped");
    account.answer(1, Ok(listing(&["new"])));
    assert_eq!(poll(second.as_mut()), Poll::Ready(Ok(())));
    account.answer(0, Ok(listing(&["old"])));
    assert_eq!(poll(first.as_mut()), Poll::Ready(Err(Error::Cancelled)));
    assert_eq!(names(applications), ["new"]);
    let mut third = pin!(applications.refresh(account));
    assert!(poll(third.as_mut()).is_pending());
    let mut fourth = pin!(applications.refresh(account));
    assert!(poll(fourth.as_mut()).is_pending());
    assert_eq!(poll(third.as_mut()), Poll::Ready(Err(Error::Cancelled)));
    assert!(state(applications).is_running(), "the end of an older try says nothing of the newer one");
    assert!(applications.progress.get_untracked().is_some());
    account.answer(3, Ok(listing(&["newest"])));
    assert_eq!(poll(fourth.as_mut()), Poll::Ready(Ok(())));
    assert_eq!(names(applications), ["newest"]);
}

#[test]
fn an_answer_to_another_session_is_not_shown_and_the_list_is_asked_for_again() {
    let (account, applications, _owner) = Account::new();
    let mut refresh = pin!(applications.refresh(account));
    assert!(poll(refresh.as_mut()).is_pending());
    account.sign_in("another");
    account.answer(0, Ok(listing(&["theirs"])));
    assert_eq!(poll(refresh.as_mut()), Poll::Ready(Err(Error::Cancelled)));
    assert_eq!(names(applications), [""; 0]);
    run_tasks();
    assert_eq!((account.requests(), account.0.accepted.get()), (2, 0));
    account.answer(1, Ok(listing(&["ours"])));
    assert_eq!(names(applications), ["ours"]);
}

#[test]
fn an_answer_that_comes_after_the_session_ended_is_dropped() {
    let (account, applications, _owner) = Account::new();
    applications.load(account);
    run_tasks();
    *account.0.token.borrow_mut() = None;
    applications.clear();
    account.answer(0, Ok(listing(&["late"])));
    assert!(state(applications).is_first_running());
    assert_eq!((account.requests(), account.0.accepted.get()), (1, 0));
    assert_eq!(applications.progress.get_untracked(), None);
}

#[test]
fn an_answer_that_comes_after_another_session_began_does_not_end_its_loading() {
    let (account, applications, _owner) = Account::new();
    applications.load(account);
    run_tasks();
    applications.clear();
    account.sign_in("another");
    applications.load(account);
    run_tasks();
    account.answer(0, Err(refused(401)));
    assert!(state(applications).is_first_running());
    assert_eq!(account.0.refused.get(), 0, "it says nothing of the new session");
    account.answer(1, Ok(listing(&["ours"])));
    assert_eq!(names(applications), ["ours"]);
}

#[test]
fn a_list_out_of_sight_shows_again_with_what_is_under_way() {
    let (account, applications, _owner) = Account::new();
    applications.load(account);
    run_tasks();
    account.answer(0, Ok(listing(&["a"])));
    applications.load(account);
    run_tasks();
    applications.cover();
    assert!(state(applications).is_first_running());
    account.answer(1, Ok(listing(&["b"])));
    assert_eq!(names(applications), ["b"]);
}

#[test]
fn a_refused_token_ends_the_session_and_is_no_failure_of_the_list() {
    let (account, applications, _owner) = Account::new();
    let mut refresh = pin!(applications.refresh(account));
    assert!(poll(refresh.as_mut()).is_pending());
    account.answer(0, Err(refused(401)));
    assert_eq!(poll(refresh.as_mut()), Poll::Ready(Err(refused(401))));
    assert_eq!(account.0.refused.get(), 1);
    assert!(state(applications).failure().is_none());
}

#[test]
fn nobody_is_asked_where_nobody_is_signed_in() {
    let (account, applications, _owner) = Account::new();
    *account.0.token.borrow_mut() = None;
    let mut refresh = pin!(applications.refresh(account));
    assert_eq!(poll(refresh.as_mut()), Poll::Ready(Err(Error::Cancelled)));
    assert_eq!(account.requests(), 0);
    assert!(state(applications).is_first_running());
}

#[test]
fn nothing_is_touched_once_the_element_is_gone() {
    let (account, applications, owner) = Account::new();
    let mut refresh = pin!(applications.refresh(account));
    assert!(poll(refresh.as_mut()).is_pending());
    account.0.disposed.set(true);
    owner.cleanup();
    account.answer(0, Ok(listing(&["late"])));
    assert_eq!(poll(refresh.as_mut()), Poll::Ready(Err(Error::Cancelled)));
    assert_eq!((account.0.accepted.get(), account.0.ended.get()), (0, 0));
}

#[test]
fn a_list_without_its_later_pages_is_shown_and_is_not_whole() {
    let (account, applications, _owner) = Account::new();
    applications.load(account);
    run_tasks();
    let why = Error::NextPage(NextPage::Missing);
    account.answer(0, Ok(Listing { rest: Some(why.clone()), total: Some(5), ..listing(&["a"]) }));
    let loaded = applications.loaded_untracked().unwrap();
    assert!(!loaded.is_whole());
    assert_eq!((loaded.rest.as_deref(), loaded.total), (Some(&why), Some(5)));
    assert!(state(applications).failure().is_none());
}

#[test]
fn a_change_of_the_list_keeps_what_is_known_of_it_and_counts() {
    let (account, applications, _owner) = Account::new();
    applications.load(account);
    run_tasks();
    account.answer(0, Ok(Listing { total: Some(5), date: Some(7.0), ..listing(&["a", "b"]) }));
    CLOCK.set(NOW + 1000.0);
    let row = Application { name: "new".to_owned(), ..listing(&["x"]).applications.get(0).unwrap() };
    let key = RowKey::new("9".parse::<AppId>().ok(), 0);
    applications.insert(Application { id: key.id(), key, ..row });
    assert_eq!(names(applications), ["new", "a", "b"]);
    let loaded = applications.loaded_untracked().unwrap();
    assert_eq!((loaded.total, loaded.date, loaded.at), (Some(6), Some(7.0), NOW));
    assert_eq!(applications.application(key).map(|row| row.name.clone()), Some("new".to_owned()));
    applications.remove(key);
    assert_eq!(names(applications), ["a", "b"]);
    let total = applications.loaded_untracked().unwrap().total;
    assert!((total, applications.application(key)) == (Some(5), None));
}
