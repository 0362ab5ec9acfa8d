//! The create dialog: how far the creation is, what was typed, and what was made and is not saved yet. What takes time is in
//! [`super::create_flow`].
//!
//! A context. No views, no DOM and no words.

use leptos::prelude::*;
use std::sync::Arc;

use super::clock::Deadline;
use super::create::{Made, Twice};
use super::create_state::{Create, Saved};
use crate::api::RowKey;

/// The state of the create dialog. Copies are the same.
#[derive(Clone, Copy)]
pub struct Creation {
    /// How far it is.
    pub state: RwSignal<Create>,
    /// The name as typed. It outlives the dialog until it was used.
    pub draft: RwSignal<String>,
    /// Several that are created one after the other, as `creation_set.rs` reads them; empty where it is one. As a text,
    /// since that is what it is kept as while the user is away, and since a signal of anything else is 0.3 kB of the first load.
    pub(super) set: RwSignal<String>,
    /// Whether one for each environment is wanted, and which, as `creation_set.rs` reads it; empty where it is one.
    pub(super) wanted: RwSignal<String>,
    /// Whether the secret was saved.
    pub saved: RwSignal<Option<Saved>>,
    /// Whether "Close without saving?" is asked.
    pub closing: RwSignal<bool>,
    /// Several applications were made.
    pub twice: RwSignal<Option<Twice>>,
    /// Until when the secret shows; none while it is hidden.
    pub shown: RwSignal<Option<Deadline>>,
    /// The new row is to be shown: scrolled to, or offered where a search hides it.
    pub unseen: RwSignal<bool>,
    /// Whether the dialog is hidden while the user signs in again.
    pub suspended: RwSignal<bool>,
    /// The row that was just made.
    pub(super) fresh: RwSignal<Option<RowKey>>,
    /// How many times something was asked, so that each has a number.
    pub(super) attempts: RwSignal<u32>,
}

/// What the user does.
impl Creation {
    /// Opens the dialog, with what was typed before if it was never used.
    pub fn open(self) {
        self.state.set(Create::Editing(None));
    }

    /// Opens the dialog of a user who is not signed in yet, or went away to sign in: it waits for the session.
    pub fn open_suspended(self) {
        self.suspended.set(true);
        self.open();
    }

    /// The name was changed.
    pub fn edit(self) {
        if let Some(edited) = self.state.with_untracked(Create::edited) {
            self.state.set(edited);
        }
    }

    /// Shows what was made now, or before in another element of this document. Its secret shows until `until`.
    pub fn show(self, made: Arc<Made>, until: Option<Deadline>) {
        self.saved.set(None);
        self.closing.set(false);
        self.suspended.set(false);
        self.fresh.set(Some(made.key));
        self.shown.set(until);
        self.state.set(Create::Made(made));
    }

    /// The user says that none of the new applications is theirs.
    pub fn choose_none(self) {
        self.state.set(Create::Editing(None));
    }

    /// Shows the secret until then; where there is no time for it, it hides.
    pub fn show_secret(self, until: Option<Deadline>) {
        self.shown.set(until);
    }

    /// Hides the secret.
    pub fn hide_secret(self) {
        if self.shown.with_untracked(Option::is_some) {
            self.shown.set(None);
        }
    }

    /// The secret was saved.
    pub fn save(self, how: Saved) {
        self.saved.set(Some(how));
        self.closing.set(false);
    }

    /// Closes the dialog where nothing would be lost by it; else asks. Does nothing while something is under way.
    pub fn dismiss(self) {
        match self.state.get_untracked() {
            Create::Made(_) if self.would_lose() => self.closing.set(true),
            Create::Closed | Create::Sending { .. } | Create::Checking { .. } => {}
            _ => self.close(),
        }
    }

    /// Closes the dialog.
    pub fn close(self) {
        if self.state.with_untracked(|state| matches!(state, Create::Made(_))) {
            self.unseen.set(true);
            self.wanted.set(String::new());
        }
        self.shown.set(None);
        self.state.set(Create::Closed);
        self.set.set(String::new());
        self.saved.set(None);
        self.closing.set(false);
    }
}

impl Default for Creation {
    fn default() -> Self {
        Self::new()
    }
}

/// What others ask and tell.
impl Creation {
    /// No dialog, and nothing typed.
    pub fn new() -> Self {
        Self {
            state: RwSignal::new(Create::Closed),
            draft: RwSignal::new(String::new()),
            set: RwSignal::new(String::new()),
            wanted: RwSignal::new(String::new()),
            saved: RwSignal::new(None),
            closing: RwSignal::new(false),
            twice: RwSignal::new(None),
            shown: RwSignal::new(None),
            unseen: RwSignal::new(false),
            suspended: RwSignal::new(false),
            fresh: RwSignal::new(None),
            attempts: RwSignal::new(0),
        }
    }

    /// The row that was just made. Follows it.
    pub fn fresh(self) -> Option<RowKey> {
        self.fresh.get()
    }

    /// A row is gone: it is no longer one of several that were made.
    pub fn forget(self, key: RowKey) {
        self.twice.update(|twice| {
            if twice.as_ref().is_some_and(|twice| twice.others.contains(&key)) {
                *twice = None;
            }
        });
    }

    /// What was just made, where the dialog shows it.
    pub fn made_untracked(self) -> Option<Arc<Made>> {
        match self.state.try_get_untracked() {
            Some(Create::Made(made)) => Some(made),
            _ => None,
        }
    }

    /// Whether something typed or made would be missed.
    pub fn has_draft(self) -> bool {
        self.state.with_untracked(|state| match state {
            Create::Closed => false,
            Create::Editing(_) | Create::Sending { .. } => self.draft.with_untracked(|draft| !draft.trim().is_empty()),
            Create::Checking { .. } | Create::Unknown { .. } | Create::Made(_) => true,
        })
    }

    /// Whether the dialog holds something typed, and nothing made.
    pub fn is_typed(self) -> bool {
        self.state.with_untracked(|state| !matches!(state, Create::Closed | Create::Made(_)))
    }

    /// Whether there is a dialog, shown or waiting.
    pub fn is_open(self) -> bool {
        self.state.with_untracked(Create::is_open)
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

    /// Puts everything away: the user signed out.
    pub fn reset(self) {
        self.state.set(Create::Closed);
        self.set.set(String::new());
        self.wanted.set(String::new());
        self.draft.set(String::new());
        self.saved.set(None);
        self.closing.set(false);
        self.twice.set(None);
        self.fresh.set(None);
        self.suspended.set(false);
        self.shown.set(None);
        self.unseen.set(false);
    }

    /// The session ended: what was typed waits, and a secret that was just made stays on the screen.
    pub fn interrupt(self) {
        self.twice.set(None);
        self.fresh.set(None);
        let next = self.state.with_untracked(Create::interrupted);
        self.suspended.set(!matches!(next, Create::Made(_)));
        self.state.set(next);
    }

    /// Puts the dialog out of sight, unless something is under way.
    pub fn cover(self) {
        if !self.state.with_untracked(Create::is_busy) {
            self.suspended.set(true);
        }
    }

    /// Signed in again: the dialog is back as it was.
    pub fn resume(self) {
        self.suspended.set(false);
    }
}
