//! Loads the list, and keeps the last good one when that fails.

use leptos::prelude::*;
use std::sync::Arc;

use super::desk::Desk;
use super::renew::{Asked, ask};
use super::search::Index;
use crate::api::{Act, Application, Cancel, Error, Listing, Progress};
use crate::ui::{monotonic, now, spawn};

/// The state of the list: what shows, and whether something newer is on its way or failed to come.
#[derive(Clone)]
pub enum ListState {
    /// Nothing shows yet.
    First(Attempt),
    /// A list shows.
    Shown(Arc<Loaded>, Option<Attempt>),
}

/// A try to load the list.
#[derive(Clone)]
pub enum Attempt {
    /// It is under way.
    Running,
    /// It failed.
    Failed(Arc<Error>),
}

/// A list as it came.
pub struct Loaded {
    /// The applications, in the server's order.
    pub applications: Vec<Arc<Application>>,
    /// What is searched, in the same order.
    pub index: Index,
    /// How many the server says there are.
    pub total: Option<u64>,
    /// Why a later page is missing.
    pub rest: Option<Arc<Error>>,
    /// When it came, in milliseconds since 1970.
    pub at: f64,
    /// Whether any application says when it was created.
    pub has_created: bool,
    /// When the server wrote it by its own clock, where the browser shows that.
    pub date: Option<f64>,
    /// When it came, by the clock that never goes back.
    pub tick: f64,
}

impl Loaded {
    /// Prepares a list to be shown and searched.
    pub fn new(applications: Vec<Arc<Application>>, total: Option<u64>, rest: Option<Arc<Error>>, at: f64) -> Self {
        let index = Index::new(applications.iter().map(AsRef::as_ref));
        let has_created = applications.iter().any(|application| application.created.is_some());
        Self { applications, index, total, rest, at, has_created, date: None, tick: monotonic() }
    }

    /// Takes an answer over. Applications that did not change stay the same objects, so that their rows stay.
    fn from_answer(answer: Listing, before: Option<&Self>) -> Self {
        // Between two loads little changes: what is still the same stands as far from the start or from the end.
        let before = before.map(|before| before.applications.as_slice()).unwrap_or_default();
        let count = answer.applications.len();
        let same = |index: usize, application: &Application| {
            let from_end = (before.len() + index).checked_sub(count);
            let places = [Some(index), from_end].into_iter().flatten();
            places.filter_map(|place| before.get(place)).find(|known| ***known == *application).cloned()
        };
        let applications = answer
            .applications
            .into_iter()
            .enumerate()
            .map(|(index, application)| same(index, &application).unwrap_or_else(|| Arc::new(application)))
            .collect();
        Self { date: answer.date, ..Self::new(applications, answer.total, answer.rest.map(Arc::new), now()) }
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
        matches!(self, Self::First(Attempt::Running) | Self::Shown(_, Some(Attempt::Running)))
    }

    /// Why the last try failed.
    pub fn failure(&self) -> Option<&Arc<Error>> {
        match self {
            Self::First(Attempt::Failed(error)) | Self::Shown(_, Some(Attempt::Failed(error))) => Some(error),
            _ => None,
        }
    }

    /// Puts another list in the place of the one that shows.
    pub fn replace(&mut self, loaded: Loaded) {
        if let Self::Shown(shown, _) = self {
            *shown = Arc::new(loaded);
        }
    }

    fn attempt(&mut self, attempt: Attempt) {
        match self {
            Self::First(last) => *last = attempt,
            Self::Shown(_, last) => *last = Some(attempt),
        }
    }
}

/// A context: the applications of an element. Copies are the same.
#[derive(Clone, Copy)]
pub struct Applications {
    /// What shows, and whether something newer is on its way or failed to come.
    pub state: RwSignal<ListState>,
    /// How far the loading is.
    pub progress: RwSignal<Option<Progress>>,
    /// The loading that is under way.
    pub loading: RwSignal<Option<Cancel>>,
}

impl Applications {
    /// Nothing has come yet.
    pub fn new() -> Self {
        Self {
            state: RwSignal::new(ListState::First(Attempt::Running)),
            progress: RwSignal::new(None),
            loading: RwSignal::new(None),
        }
    }
}

/// Loads the list for who is signed in. A try that is under way goes on instead of a second one.
pub fn load(desk: Desk) {
    if desk.applications.loading.with_untracked(Option::is_some) {
        return;
    }
    spawn(async move {
        // Its outcome is on the desk.
        let _ = fetch(desk).await;
    });
}

/// Stops the loading that is under way.
pub fn cancel_loading(desk: Desk) {
    if let Some(cancel) = desk.applications.loading.get_untracked() {
        cancel.cancel();
    }
}

/// Loads the list and puts the outcome on the desk. `Ok` when a new list shows.
///
/// # Errors
/// Why none came; [`Error::Cancelled`] also when the answer belongs to nobody any more.
pub async fn fetch(desk: Desk) -> Result<(), Error> {
    let Some(signed_in) = desk.client() else {
        return Err(Error::Cancelled);
    };
    let cancel = desk.account.begin();
    if let Some(other) = desk.applications.loading.try_update(|loading| loading.replace(cancel.clone())).flatten() {
        other.cancel();
    }
    desk.browser.csp_blocked.set(false);
    desk.applications.state.update(|list| list.attempt(Attempt::Running));
    let progress = move |progress| {
        desk.applications.progress.try_set(Some(progress));
    };
    let Asked { answer, session, .. } =
        ask(desk, Act::Read, signed_in, &cancel, async |client| client.list(&cancel, &progress).await).await;
    if desk.is_gone() {
        return Err(Error::Cancelled);
    }
    desk.account.end(&cancel);
    let newest = desk.applications.loading.try_update(|loading| {
        let newest = loading.as_ref().is_some_and(|loading| loading.is_same(&cancel));
        if newest {
            *loading = None;
        }
        newest
    });
    if newest != Some(true) {
        return Err(Error::Cancelled);
    }
    desk.applications.progress.set(None);
    if !desk.is_current(&session) {
        // The portal changed its token meanwhile: this answer is for the old one.
        load(desk);
        return Err(Error::Cancelled);
    }
    match answer {
        Ok(answer) => {
            let loaded = Loaded::from_answer(answer, desk.loaded_untracked().as_deref());
            desk.account.token_was_taken();
            desk.applications.state.set(ListState::Shown(Arc::new(loaded), None));
            Ok(())
        }
        Err(Error::Cancelled) => {
            desk.applications.state.update(|list| match list {
                ListState::First(last) => *last = Attempt::Failed(Arc::new(Error::Cancelled)),
                ListState::Shown(_, last) => *last = None,
            });
            Err(Error::Cancelled)
        }
        Err(error) => {
            if !desk.heed(&error) {
                desk.applications.state.update(|list| list.attempt(Attempt::Failed(Arc::new(error.clone()))));
            }
            Err(error)
        }
    }
}
