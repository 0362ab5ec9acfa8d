//! The delete dialog's state machine: how far the deletion is, and what was typed. An answer counts only while the state is
//! the one that asked for it: one that comes late changes nothing.
//!
//! A context. No views, no DOM and no words.

use std::sync::Arc;

use leptos::prelude::*;

use super::delete::{DeleteError, Environment, Outcome, Target, delete};
use super::recovery::{DeletionProof, find_deleted};
use crate::api::{Deleted, Error, RowKey};

/// How far the deletion is. Each request has a number, so that an answer is known to be the one that is waited for.
#[derive(Clone, Debug, PartialEq)]
pub enum Delete {
    /// There is no dialog.
    Closed,
    /// The phrase is being typed; the last try may have failed.
    Asking(Arc<Target>, Option<DeleteError>),
    /// The request is under way.
    Sending(Arc<Target>, u32),
    /// Its answer was lost, and the list is asked whether the application is gone.
    Checking(Arc<Target>, u32),
}

impl Delete {
    /// Whether something is under way.
    pub fn is_busy(&self) -> bool {
        matches!(self, Self::Sending(..) | Self::Checking(..))
    }

    /// Why the last try failed.
    pub fn error(&self) -> Option<&DeleteError> {
        match self {
            Self::Asking(_, error) => error.as_ref(),
            _ => None,
        }
    }

    fn target(&self) -> Option<&Arc<Target>> {
        match self {
            Self::Closed => None,
            Self::Asking(target, _) | Self::Sending(target, _) | Self::Checking(target, _) => Some(target),
        }
    }

    /// The number of what is under way.
    fn attempt(&self) -> Option<u32> {
        match self {
            Self::Sending(_, attempt) | Self::Checking(_, attempt) => Some(*attempt),
            _ => None,
        }
    }
}

/// A dialog of a user who went away to sign in. It comes back once the list is there.
#[derive(Clone, Debug, PartialEq)]
pub struct Awaited {
    /// The id of its application.
    pub id: String,
    /// What was typed.
    pub typed: String,
}

/// The state of the delete dialog. Copies are the same.
#[derive(Clone, Copy)]
pub struct Deletion {
    /// How far it is.
    pub state: RwSignal<Delete>,
    /// What is typed.
    pub typed: RwSignal<String>,
    /// Whether the user was told that they are signed in with this application, and is asked once more.
    pub own_warned: RwSignal<bool>,
    /// Whether the dialog is hidden while the user signs in again.
    suspended: RwSignal<bool>,
    awaited: StoredValue<Option<Awaited>>,
    /// How many times something was asked, so that each has a number.
    attempts: RwSignal<u32>,
}

/// What the user does.
impl Deletion {
    /// Asks whether to delete an application.
    pub fn open(self, target: Target) {
        self.typed.set(String::new());
        self.own_warned.set(false);
        self.state.set(Delete::Asking(Arc::new(target), None));
    }

    /// Deletes the application, once its phrase was typed. Whoever is signed in with it is asked once more.
    pub async fn send(self, env: &impl Environment) {
        let Delete::Asking(target, _) = self.state.get_untracked() else {
            return;
        };
        if !self.typed.with_untracked(|typed| target.is_confirmed_by(typed)) {
            return;
        }
        if env.is_offline() {
            return self.fail(target, DeleteError::Offline);
        }
        if !env.is_signed_in() {
            return;
        }
        let own = env.is_own(&target);
        if own && !self.own_warned.get_untracked() {
            return self.own_warned.set(true);
        }
        let place = env.place(target.key);
        let attempt = self.next_attempt();
        self.state.set(Delete::Sending(target.clone(), attempt));
        let outcome = delete(env, &target).await;
        if !self.is_waiting_for(attempt) {
            return;
        }
        match outcome {
            Outcome::Deleted(_) if own => {
                env.emit_deleted(&target);
                self.reset();
                env.end_own_session();
            }
            Outcome::Deleted(deleted) => self.done(env, &target, deleted, place),
            Outcome::Lost(lost) => self.check(env, target, lost, place).await,
            Outcome::Refused(error) => self.refused(env, target, error),
            Outcome::SignedOut => self.state.set(Delete::Asking(target, None)),
        }
    }

    /// Stops waiting. The server may have got the request: the list is asked next, and waiting for that can be stopped too.
    pub fn cancel(self, env: &impl Environment) {
        match self.state.get_untracked() {
            Delete::Sending(..) => env.cancel_delete(),
            Delete::Checking(..) => env.cancel_refresh(),
            Delete::Closed | Delete::Asking(..) => {}
        }
    }

    /// The network is back: the deletion that was not sent for lack of it can be sent.
    pub fn back_online(self) {
        if let Delete::Asking(target, Some(DeleteError::Offline)) = self.state.get_untracked() {
            self.state.set(Delete::Asking(target, None));
        }
    }

    /// Closes the dialog, unless something is under way.
    pub fn dismiss(self) {
        if !self.is_busy() {
            self.reset();
        }
    }
}

/// What comes of it.
impl Deletion {
    /// Asks the list whether a deletion went through whose answer was lost.
    async fn check(self, env: &impl Environment, target: Arc<Target>, lost: Error, place: Option<usize>) {
        let attempt = self.next_attempt();
        self.state.set(Delete::Checking(target.clone(), attempt));
        let list = env.refresh().await.ok().and_then(|()| env.list());
        if !self.is_waiting_for(attempt) {
            return;
        }
        match find_deleted(list.as_ref(), target.id, &target.client_id) {
            DeletionProof::Deleted if lost.may_be_absent() => self.done(env, &target, Deleted::Already, place),
            DeletionProof::Deleted => self.done(env, &target, Deleted::Now, place),
            DeletionProof::NotDeleted => self.fail(target, DeleteError::StillThere(lost)),
            DeletionProof::Unknown => self.fail(target, DeleteError::Unknown(lost)),
        }
    }

    fn done(self, env: &impl Environment, target: &Target, deleted: Deleted, place: Option<usize>) {
        env.emit_deleted(target);
        self.reset();
        env.remove_from_list(target, deleted, place);
    }

    /// The server refused it; where it refused the token, the session has ended, and [`Self::interrupt`] was called.
    fn refused(self, env: &impl Environment, target: Arc<Target>, error: Error) {
        if !env.end_if_refused(&error) {
            let retry_at = error.retry_after().map(|seconds| env.now() + f64::from(seconds) * 1000.0);
            self.fail(target, DeleteError::Refused { error, retry_at });
        }
    }

    fn fail(self, target: Arc<Target>, error: DeleteError) {
        self.state.set(Delete::Asking(target, Some(error)));
    }

    fn next_attempt(self) -> u32 {
        self.attempts.update_untracked(|attempts| *attempts += 1);
        self.attempts.get_untracked()
    }

    /// Whether the state is still the one that asked.
    fn is_waiting_for(self, attempt: u32) -> bool {
        self.state.try_with_untracked(Delete::attempt).flatten() == Some(attempt)
    }
}

/// What others ask and tell.
impl Deletion {
    /// No dialog.
    #[expect(clippy::new_without_default, reason = "a context is made on purpose, in one place")]
    pub fn new() -> Self {
        Self {
            state: RwSignal::new(Delete::Closed),
            typed: RwSignal::new(String::new()),
            own_warned: RwSignal::new(false),
            suspended: RwSignal::new(false),
            awaited: StoredValue::new(None),
            attempts: RwSignal::new(0),
        }
    }

    /// Whether the dialog shows. Follows it.
    pub fn is_shown(self) -> bool {
        !self.suspended.get() && self.state.with(|state| *state != Delete::Closed)
    }

    /// Whether there is a dialog as it is now, shown or waiting.
    pub fn is_open(self) -> bool {
        self.state.with_untracked(|state| *state != Delete::Closed)
    }

    fn is_busy(self) -> bool {
        self.state.with_untracked(Delete::is_busy)
    }

    /// The row that the dialog is about. Follows it.
    pub fn about(self) -> Option<RowKey> {
        self.state.with(|state| state.target().map(|target| target.key))
    }

    /// The application that the dialog is about, as it is now.
    pub fn target_untracked(self) -> Option<Arc<Target>> {
        self.state.with_untracked(|state| state.target().cloned())
    }

    /// A dialog is to come back once the list is there.
    pub fn await_list(self, awaited: Awaited) {
        self.awaited.set_value(Some(awaited));
    }

    /// Whether a dialog is to come back once the list is there.
    pub fn awaits_list(self) -> bool {
        self.awaited.with_value(Option::is_some)
    }

    /// Brings the dialog back that waits for the list. `find` looks for the application of an id in it.
    pub fn reopen(self, find: impl FnOnce(&str) -> Option<Target>) {
        let Some(Awaited { id, typed }) = self.awaited.try_update_value(Option::take).flatten() else {
            return;
        };
        if let Some(target) = find(&id) {
            self.open(target);
            self.typed.set(typed);
        }
    }

    /// Puts everything away.
    pub fn reset(self) {
        self.state.set(Delete::Closed);
        self.typed.set(String::new());
        self.own_warned.set(false);
        self.awaited.set_value(None);
        self.suspended.set(false);
    }

    /// The session ended: the dialog waits, and what is under way is forgotten.
    pub fn interrupt(self) {
        if let (true, Some(target)) = (self.is_busy(), self.target_untracked()) {
            self.state.set(Delete::Asking(target, None));
        }
        self.own_warned.set(false);
        self.suspended.set(true);
    }

    /// Puts the dialog out of sight, unless something is under way.
    pub fn cover(self) {
        if !self.is_busy() {
            self.suspended.set(true);
        }
    }

    /// Signed in again: the dialog is back as it was.
    pub fn resume(self) {
        self.suspended.set(false);
    }
}

#[cfg(test)]
#[path = "deletion_tests.rs"]
mod tests;
