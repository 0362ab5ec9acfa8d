//! Who is signed in to an element, how they came in, and what asks the API for them: the signals of it.

use leptos::prelude::*;

use super::arrive::AuthorizeDesk;
use super::entry::EntryDesk;
use super::renew::RenewalDesk;
use super::session::Notice;
use crate::api::{Cancel, Endpoints, Timeouts};
use crate::session::{Keeper, Session, Settings};

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
    /// How the session was entered.
    pub entry: EntryDesk,
    /// The sign-in at the server.
    pub authorize: AuthorizeDesk,
    /// The renewal of the session.
    pub renewal: RenewalDesk,
    /// Why this token may not write, where a 403 said so.
    pub refused_write: RwSignal<Option<String>>,
    /// Counts the sessions that ended here: what belongs to an earlier one comes too late.
    pub epoch: RwSignal<u32>,
    /// What is stored of the session.
    pub store: RwSignal<Keeper, LocalStorage>,
    /// The requests under way, which end with the session.
    requests: RwSignal<Vec<Cancel>>,
}

impl Account {
    /// Picks up the session that storage holds, if any.
    pub fn new(endpoints: Endpoints, timeouts: Timeouts, store: Keeper) -> Self {
        Self {
            endpoints: RwSignal::new(endpoints),
            timeouts,
            session: RwSignal::new(store.read()),
            notice: RwSignal::new(None),
            withheld: RwSignal::new(false),
            entry: EntryDesk::new(),
            authorize: AuthorizeDesk::new(),
            renewal: RenewalDesk::new(),
            refused_write: RwSignal::new(None),
            epoch: RwSignal::new(0),
            store: RwSignal::new_local(store),
            requests: RwSignal::new(Vec::new()),
        }
    }

    /// The options of sign-in and storage.
    pub fn options(self) -> Settings {
        self.store.with_untracked(|store| store.settings().clone())
    }

    /// Whether the session outlives a reload.
    pub fn session_lasts(self) -> bool {
        self.store.with_untracked(Keeper::lasts)
    }

    /// Registers a request, so that sign-out and unmounting can stop it.
    pub fn begin(self) -> Cancel {
        let cancel = Cancel::new();
        self.requests.update(|requests| {
            requests.retain(|cancel| !cancel.is_cancelled());
            requests.push(cancel.clone());
        });
        cancel
    }

    /// Takes a request that has ended off the register.
    pub fn end(self, cancel: &Cancel) {
        self.requests.try_update(|requests| requests.retain(|other| other.signal() != cancel.signal()));
    }

    /// Stops every request that is registered.
    pub fn stop_requests(self) {
        if let Some(requests) = self.requests.try_update(std::mem::take) {
            requests.iter().for_each(Cancel::cancel);
        }
    }
}
