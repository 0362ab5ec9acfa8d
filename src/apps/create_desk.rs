//! How far a creation is, what was typed, and what was made and is not saved yet.

use leptos::prelude::*;
use std::sync::Arc;

use super::proof::{Before, Span};
use super::refusal::Refusal;
use super::reveal::Until;
use crate::api::{Application, Cancel, ClientSecret, RowKey};
use crate::session::Session;

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
    Unknown(Doubt),
    /// It was made.
    Made(Arc<Made>),
}

/// What is not known of a creation.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubt {
    /// What came in the place of its answer, in a few words.
    pub why: String,
    /// Why the list can't tell.
    pub cause: Cause,
}

/// Why the list can't tell whether an application was created.
#[derive(Clone, Debug, PartialEq)]
pub enum Cause {
    /// It did not come.
    NotLoaded,
    /// It came in part.
    Partly,
    /// There is none from before.
    NothingBefore,
    /// It has new applications, any of which may be the one.
    Choose(Vec<Arc<Application>>),
}

/// How an application came to be known as the one that was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// The answer said so.
    Answered,
    /// The answer was lost, and the list proves it.
    Found,
    /// The answer was lost, and the user says so.
    Chosen,
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
    /// How it is known.
    pub how: How,
}

/// How a secret was saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// It is on the clipboard.
    Copied,
    /// It was downloaded.
    Downloaded,
}

/// A creation that was sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Sent {
    /// The name in it.
    pub name: String,
    /// When it was under way.
    pub span: Span,
}

/// One wish, and several new applications of its name.
#[derive(Clone, Debug, PartialEq)]
pub struct Twice {
    /// Their name.
    pub name: String,
    /// Those whose secret the user has not seen.
    pub others: Vec<RowKey>,
    /// Whether they were made by the same request, which the browser repeated. Else somebody may have made them.
    pub repeated: bool,
}

/// The state of the create dialog.
#[derive(Clone, Copy)]
pub struct Creation {
    /// How far it is.
    pub state: RwSignal<Create>,
    /// The name as typed. It outlives the dialog until it was used.
    pub draft: RwSignal<String>,
    /// Whether the secret was saved.
    pub saved: RwSignal<Option<Saved>>,
    /// Whether "Close without saving?" is asked.
    pub closing: RwSignal<bool>,
    /// Several were made.
    pub twice: RwSignal<Option<Twice>>,
    /// Until when the secret shows; none while it is hidden.
    pub shown: RwSignal<Option<Until>>,
    /// The new row is to be shown: scrolled to, or offered where a search hides it.
    pub unseen: RwSignal<bool>,
    /// Hidden while the user signs in again.
    pub(super) suspended: RwSignal<bool>,
    pub(super) fresh: RwSignal<Option<RowKey>>,
    pub(super) before: RwSignal<Option<Arc<Before>>>,
    pub(super) sent: RwSignal<Option<Sent>>,
    pub(super) by: RwSignal<Option<Session>>,
    pub(super) lost: RwSignal<String>,
    /// The request that is under way.
    pub(super) request: RwSignal<Option<Cancel>>,
}

impl Creation {
    /// No dialog, nothing typed.
    pub fn new() -> Self {
        Self {
            state: RwSignal::new(Create::Closed),
            draft: RwSignal::new(String::new()),
            saved: RwSignal::new(None),
            closing: RwSignal::new(false),
            twice: RwSignal::new(None),
            shown: RwSignal::new(None),
            unseen: RwSignal::new(false),
            suspended: RwSignal::new(false),
            fresh: RwSignal::new(None),
            before: RwSignal::new(None),
            sent: RwSignal::new(None),
            by: RwSignal::new(None),
            lost: RwSignal::new(String::new()),
            request: RwSignal::new(None),
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
        self.sent.set(None);
        self.by.set(None);
        self.shown.set(None);
        self.unseen.set(false);
    }

    /// The session ended: what was typed waits, and a secret that was just made stays on the screen.
    pub fn interrupt(self) {
        self.twice.set(None);
        self.fresh.set(None);
        let next = match self.state.get_untracked() {
            Create::Sending => Create::Editing(Refusal::default()),
            Create::Checking => Create::Unknown(Doubt { why: self.lost.get_untracked(), cause: Cause::NotLoaded }),
            // What the list held belongs to the session that ended.
            Create::Unknown(doubt) => Create::Unknown(Doubt { cause: Cause::NotLoaded, ..doubt }),
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
