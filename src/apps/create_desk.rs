//! How far a creation is, what was typed, and what was made and is not saved yet.

use std::sync::Arc;

use super::refusal::Refusal;
use crate::api::{AppId, ClientSecret, RowKey};
use crate::ui::State;

/// How far the creation is.
#[derive(Clone, Debug, PartialEq)]
pub enum Create {
    /// No dialog.
    Closed,
    /// The name is being typed; the last try may have been refused.
    Editing(Refusal),
    /// The request is under way.
    Sending,
    /// Its answer was lost: the list is being asked.
    Checking,
    /// Its answer was lost, and the list can't tell.
    Unknown(String),
    /// It was made.
    Made(Arc<Made>),
}

/// An application that was just made.
#[derive(Debug, PartialEq)]
pub struct Made {
    /// Its key in the list.
    pub key: RowKey,
    /// The name as it was sent.
    pub name: String,
    /// What the server made.
    pub client_id: String,
    /// What the server made.
    pub secret: ClientSecret,
    /// Whether its own answer was lost, and the list told.
    pub found: bool,
}

/// How a secret was saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// It is on the clipboard.
    Copied,
    /// It was downloaded.
    Downloaded,
}

/// One wish, several applications: the browser repeated the request.
#[derive(Clone, Debug, PartialEq)]
pub struct Twice {
    /// Their name.
    pub name: String,
    /// Those whose secret the user has not seen.
    pub others: Vec<RowKey>,
}

/// The state of the create dialog.
#[derive(Clone, Copy)]
pub struct CreateDesk {
    /// How far it is.
    pub state: State<Create>,
    /// The name as typed. It outlives the dialog until it was used.
    pub draft: State<String>,
    /// Whether the secret was saved.
    pub saved: State<Option<Saved>>,
    /// Whether "Close without saving?" is asked.
    pub closing: State<bool>,
    /// Several were made.
    pub twice: State<Option<Twice>>,
    /// Hidden while the user signs in again.
    pub(super) suspended: State<bool>,
    pub(super) fresh: State<Option<RowKey>>,
    pub(super) before: State<Option<Vec<AppId>>>,
    pub(super) lost: State<String>,
}

impl CreateDesk {
    /// No dialog, nothing typed.
    pub fn new() -> Self {
        Self {
            state: State::new(Create::Closed),
            draft: State::new(String::new()),
            saved: State::new(None),
            closing: State::new(false),
            twice: State::new(None),
            suspended: State::new(false),
            fresh: State::new(None),
            before: State::new(None),
            lost: State::new(String::new()),
        }
    }

    /// The row that was just made.
    pub fn fresh(self) -> Option<RowKey> {
        self.fresh.get()
    }

    /// A row is gone: it is neither the new one nor a twin any more.
    pub fn forget(self, key: RowKey) {
        self.twice.update(|twice| {
            if twice.as_ref().is_some_and(|twice| twice.others.contains(&key)) {
                *twice = None;
            }
        });
    }

    /// Whether something typed or made would be missed.
    pub fn has_draft(self) -> bool {
        self.state.with_untracked(|state| match state {
            Create::Closed => false,
            Create::Editing(_) | Create::Sending => self.draft.with_untracked(|draft| !draft.trim().is_empty()),
            Create::Checking | Create::Unknown(_) | Create::Made(_) => true,
        })
    }

    /// Whether the dialog holds something typed, and nothing made.
    pub fn is_typed(self) -> bool {
        self.state.with_untracked(|state| !matches!(state, Create::Closed | Create::Made(_)))
    }

    /// Whether there is a dialog, shown or waiting.
    pub fn is_open(self) -> bool {
        self.state.with_untracked(|state| *state != Create::Closed)
    }

    /// What leaving would lose, in the host's word for it. Follows what it reads.
    pub fn unsaved(self) -> Option<&'static str> {
        self.draft.track();
        self.saved.track();
        let word = self.state.with(|state| if matches!(state, Create::Made(_)) { "secret" } else { "draft" });
        self.would_lose().then_some(word)
    }

    /// Whether leaving the page would lose something.
    pub fn would_lose(self) -> bool {
        match self.state.get_untracked() {
            Create::Made(made) => made.secret.usable().is_some() && self.saved.get_untracked().is_none(),
            _ => self.has_draft(),
        }
    }

    /// Puts everything away.
    pub fn reset(self) {
        self.state.set(Create::Closed);
        self.draft.set(String::new());
        self.saved.set(None);
        self.closing.set(false);
        self.twice.set(None);
        self.fresh.set(None);
        self.suspended.set(false);
        self.before.set(None);
    }

    /// The session ended: what was typed waits, and a secret that was just made stays on the screen.
    pub fn interrupt(self) {
        self.twice.set(None);
        self.fresh.set(None);
        let next = match self.state.get_untracked() {
            Create::Sending => Create::Editing(Refusal::default()),
            Create::Checking => Create::Unknown(self.lost.get_untracked()),
            state => state,
        };
        self.suspended.set(!matches!(next, Create::Made(_)));
        self.state.set(next);
    }

    /// The dialog is out of sight, unless its request is under way.
    pub fn cover(self) {
        if !self.state.with_untracked(|state| matches!(state, Create::Sending | Create::Checking)) {
            self.suspended.set(true);
        }
    }

    /// Signed in again: the dialog is back as it was.
    pub fn resume(self) {
        self.suspended.set(false);
    }
}
