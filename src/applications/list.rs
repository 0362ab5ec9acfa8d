//! Loads the list, and keeps the last good one when that fails. Knows neither how a request is made nor who shows it.

use leptos::prelude::*;
use std::sync::Arc;

use super::clock::Moment;
use super::recovery::Snapshot;
use super::runtime::Runtime;
use super::table::ApplicationTable;
use crate::api::{Application, Cancel, Error, Listing, Progress, RowKey};
use crate::session::Session;

/// The state of the list: what shows, and whether something newer is on its way or failed to come.
#[derive(Clone)]
pub enum ListState {
    /// Nothing shows yet.
    First(LoadAttempt),
    /// A list shows.
    Shown(Arc<Loaded>, Option<LoadAttempt>),
}

/// A try to load the list.
#[derive(Clone)]
pub enum LoadAttempt {
    /// It is under way.
    Running,
    /// It failed.
    Failed(Arc<Error>),
}

/// A list as it came.
pub struct Loaded {
    /// The applications.
    pub table: ApplicationTable,
    /// How many the server says there are.
    pub total: Option<u64>,
    /// Why a later page is missing.
    pub rest: Option<Arc<Error>>,
    /// When it came, in milliseconds since 1970.
    pub at: f64,
    /// When it came, by the clock that never goes back.
    pub tick: f64,
    /// When the server wrote it by its own clock, where the browser shows that.
    pub date: Option<f64>,
}

impl Loaded {
    /// Whether it is all that the server has.
    pub fn is_whole(&self) -> bool {
        self.rest.is_none()
    }

    /// What it proves about a change whose answer was lost.
    pub fn snapshot(&self) -> Snapshot {
        let at = Moment { tick: self.tick, wall: self.at };
        Snapshot { applications: self.table.clone(), whole: self.is_whole(), date: self.date, at }
    }

    /// The same list with another table in it.
    fn with_table(&self, table: ApplicationTable) -> Self {
        let (before, now) = (self.table.len() as u64, table.len() as u64);
        let total = self.total.map(|total| (total + now).saturating_sub(before));
        Self { table, total, rest: self.rest.clone(), at: self.at, tick: self.tick, date: self.date }
    }
}

impl ListState {
    /// The list that shows.
    pub fn loaded(&self) -> Option<&Arc<Loaded>> {
        match self {
            Self::First(_) => None,
            Self::Shown(loaded, _) => Some(loaded),
        }
    }

    /// Whether a try is under way.
    pub fn is_running(&self) -> bool {
        matches!(self, Self::First(LoadAttempt::Running) | Self::Shown(_, Some(LoadAttempt::Running)))
    }

    /// Whether nothing shows yet, and a try is under way.
    pub fn is_first_running(&self) -> bool {
        matches!(self, Self::First(LoadAttempt::Running))
    }

    /// Why nothing shows: the first try failed.
    pub fn first_failure(&self) -> Option<&Arc<Error>> {
        match self {
            Self::First(LoadAttempt::Failed(error)) => Some(error),
            _ => None,
        }
    }

    /// Why the last try failed.
    pub fn failure(&self) -> Option<&Arc<Error>> {
        match self {
            Self::First(LoadAttempt::Failed(error)) | Self::Shown(_, Some(LoadAttempt::Failed(error))) => Some(error),
            _ => None,
        }
    }

    fn attempt(&mut self, attempt: LoadAttempt) {
        match self {
            Self::First(last) => *last = attempt,
            Self::Shown(_, last) => *last = Some(attempt),
        }
    }

    /// The try was cancelled: what shows shows on, and where nothing does, that is said.
    fn cancelled(&mut self) {
        match self {
            Self::First(last) => *last = LoadAttempt::Failed(Arc::new(Error::Cancelled)),
            Self::Shown(_, last) => *last = None,
        }
    }
}

/// Who asks for the list: the account, as far as loading needs to know it. Tests bring another one.
pub trait ListSource: Copy + 'static {
    /// Registers a request that ends with the session. None where nobody is signed in.
    fn begin_request(self) -> Option<Cancel>;

    /// Asks for all pages, as who is signed in. Gives the answer and the session that it belongs to; none where nobody
    /// is signed in any more.
    fn list(
        self,
        cancel: &Cancel,
        progress: &dyn Fn(Progress),
    ) -> impl Future<Output = Option<(Result<Listing, Error>, Session)>>;

    /// Takes a request that has ended off the register.
    fn end_request(self, cancel: &Cancel);

    /// Whether an answer to this session still belongs to who is signed in.
    fn is_current(self, session: &Session) -> bool;

    /// The server took the token.
    fn accepted(self);

    /// Ends the session where the error says that the server does not take its token any more. `true` when it has ended.
    fn end_if_refused(self, error: &Error) -> bool;

    /// Whether the element has left the document: what arrives now is for nobody.
    fn is_disposed(self) -> bool;
}

/// A loading that is under way.
#[derive(Clone)]
struct Loading {
    /// Its number: the newest has the highest.
    number: u32,
    cancel: Cancel,
}

/// A context: the applications of an element. Copies are the same.
#[derive(Clone, Copy)]
pub struct Applications {
    /// What shows, and whether something newer is on its way or failed to come.
    pub state: RwSignal<ListState>,
    /// How far the loading is.
    pub progress: RwSignal<Option<Progress>>,
    /// How many tries there were.
    pub attempts: RwSignal<u32>,
    loading: StoredValue<Option<Loading>>,
    runtime: Runtime,
}

impl Applications {
    /// Nothing has come yet.
    pub fn new(runtime: Runtime) -> Self {
        Self {
            state: RwSignal::new(ListState::First(LoadAttempt::Running)),
            progress: RwSignal::new(None),
            attempts: RwSignal::new(0),
            loading: StoredValue::new(None),
            runtime,
        }
    }

    /// The list that shows, where there is one.
    pub fn loaded(self) -> Option<Arc<Loaded>> {
        self.state.with(|state| state.loaded().cloned())
    }

    /// The list that shows, without following it.
    pub fn loaded_untracked(self) -> Option<Arc<Loaded>> {
        self.state.try_with_untracked(|state| state.loaded().cloned()).flatten()
    }

    /// The application with a key, if it is still in the list.
    pub fn application(self, key: RowKey) -> Option<Arc<Application>> {
        self.loaded_untracked()?.table.find(key)
    }

    /// Puts a new application before all others, until the list is loaded again.
    pub fn insert(self, application: Application) {
        self.change(|table| table.with_first(application));
    }

    /// Takes an application out of the list.
    pub fn remove(self, key: RowKey) {
        self.change(|table| table.without(key));
    }

    fn change(self, change: impl FnOnce(&ApplicationTable) -> ApplicationTable) {
        self.state.update(|state| {
            if let ListState::Shown(loaded, _) = state {
                *loaded = Arc::new(loaded.with_table(change(&loaded.table)));
            }
        });
    }

    /// Puts the list out of sight: it was the answer to another token. What is under way goes on.
    pub fn cover(self) {
        self.state.set(ListState::First(LoadAttempt::Running));
    }

    /// The session ended: nothing shows, and what is under way comes too late.
    pub fn clear(self) {
        self.loading.set_value(None);
        self.progress.set(None);
        self.cover();
    }

    /// Loads the list for who is signed in. A try that is under way goes on instead of a second one.
    pub fn load(self, source: impl ListSource) {
        if self.loading.with_value(Option::is_none)
            && let Some(attempt) = self.begin(source)
        {
            // Not bound to a view: the list belongs to the session, and its outcome is in `state`.
            (self.runtime.spawn)(Box::pin(async move {
                let _ = self.attempt(source, attempt).await;
            }));
        }
    }

    /// Stops the loading that is under way.
    pub fn cancel_loading(self) {
        if let Some(loading) = self.loading.get_value() {
            loading.cancel.cancel();
        }
    }

    /// Loads the list, and takes the place of a try that is under way. `Ok` when a new list shows.
    ///
    /// # Errors
    /// Why none came; [`Error::Cancelled`] also when the answer belongs to nobody any more.
    pub async fn refresh(self, source: impl ListSource) -> Result<(), Error> {
        match self.begin(source) {
            Some(attempt) => self.attempt(source, attempt).await,
            None => Err(Error::Cancelled),
        }
    }

    async fn attempt(self, source: impl ListSource, Loading { number, cancel }: Loading) -> Result<(), Error> {
        let progress = move |progress| {
            self.progress.try_set(Some(progress));
        };
        let requested = source.list(&cancel, &progress).await;
        if source.is_disposed() {
            return Err(Error::Cancelled);
        }
        source.end_request(&cancel);
        if !self.finish(number) {
            return Err(Error::Cancelled);
        }
        let Some((answer, session)) = requested else {
            self.state.update(ListState::cancelled);
            return Err(Error::Cancelled);
        };
        if !source.is_current(&session) {
            // The portal changed its token meanwhile: this answer is for the old one.
            self.load(source);
            return Err(Error::Cancelled);
        }
        self.settle(source, answer)
    }

    /// A try begins, at once, and stops the one before. None where nobody is signed in.
    fn begin(self, source: impl ListSource) -> Option<Loading> {
        let number = self.attempts.get_untracked() + 1;
        let loading = Loading { number, cancel: source.begin_request()? };
        let here = loading.clone();
        if let Some(other) = self.loading.try_update_value(|current| current.replace(here)).flatten() {
            other.cancel.cancel();
        }
        self.attempts.set(number);
        self.state.update(|state| state.attempt(LoadAttempt::Running));
        Some(loading)
    }

    /// A try has ended. `false` when it was not the newest, or its session is over.
    fn finish(self, number: u32) -> bool {
        let is_newest = self.loading.with_value(|loading| loading.as_ref().is_some_and(|it| it.number == number));
        if is_newest {
            self.loading.set_value(None);
            self.progress.set(None);
        }
        is_newest
    }

    /// Puts the outcome of the newest try into the state.
    fn settle(self, source: impl ListSource, answer: Result<Listing, Error>) -> Result<(), Error> {
        match answer {
            Ok(listing) => {
                let loaded = self.take_over(listing);
                source.accepted();
                self.state.set(ListState::Shown(Arc::new(loaded), None));
                Ok(())
            }
            Err(Error::Cancelled) => {
                self.state.update(ListState::cancelled);
                Err(Error::Cancelled)
            }
            Err(error) => {
                if !source.end_if_refused(&error) {
                    self.state.update(|state| state.attempt(LoadAttempt::Failed(Arc::new(error.clone()))));
                }
                Err(error)
            }
        }
    }

    fn take_over(self, listing: Listing) -> Loaded {
        let table = ApplicationTable::new(listing.applications);
        Loaded {
            table,
            total: listing.total,
            rest: listing.rest.map(Arc::new),
            at: (self.runtime.now)(),
            tick: (self.runtime.monotonic)(),
            date: listing.date,
        }
    }
}

#[cfg(test)]
#[path = "list_tests.rs"]
mod tests;
