//! The create dialog's state machine: how far the creation is, what was typed, and what was made and is not saved yet. An
//! answer counts only while the state is the one that asked for it: one that comes late changes nothing.
//!
//! A context. No views, no DOM and no words.

use leptos::prelude::*;
use std::sync::Arc;

use super::clock::Deadline;
use super::create::{CreateError, Environment, How, Lost, Made, Outcome, Sent, Twice, check_name, create, look_before};
use super::create_state::{Create, Doubt, Saved};
use super::recovery::{CreationProof, find_created};
use crate::api::{Application, Error, RowKey};

/// The state of the create dialog. Copies are the same.
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
    /// Several applications were made.
    pub twice: RwSignal<Option<Twice>>,
    /// Until when the secret shows; none while it is hidden.
    pub shown: RwSignal<Option<Deadline>>,
    /// The new row is to be shown: scrolled to, or offered where a search hides it.
    pub unseen: RwSignal<bool>,
    /// Whether the dialog is hidden while the user signs in again.
    pub suspended: RwSignal<bool>,
    /// The row that was just made.
    fresh: RwSignal<Option<RowKey>>,
    /// How many times something was asked, so that each has a number.
    attempts: RwSignal<u32>,
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

    /// Creates an application with the typed name.
    pub async fn send(self, env: &impl Environment) {
        if !self.state.with_untracked(|state| matches!(state, Create::Editing(_))) {
            return;
        }
        self.unseen.set(false);
        let name = match self.draft.with_untracked(|draft| check_name(draft)) {
            Ok(name) => name,
            Err(fault) => return self.fail(CreateError::Name(fault)),
        };
        if env.is_offline() {
            return self.fail(CreateError::Offline);
        }
        if !env.is_signed_in() {
            return;
        }
        let attempt = self.next_attempt();
        self.state.set(Create::Sending { attempt, posted: false });
        let before = look_before(env).await;
        // The user may have signed out or gone back to the form meanwhile.
        if !self.is_sending(attempt) {
            return;
        }
        self.state.set(Create::Sending { attempt, posted: true });
        let outcome = create(env, name, before).await;
        if !self.is_sending(attempt) {
            return;
        }
        match outcome {
            Outcome::Created(created, sent) => self.created(env, Made::answered(created, &sent), &sent).await,
            Outcome::Lost(lost) => self.check(env, Arc::new(lost)).await,
            Outcome::Refused(error) => self.refused(env, error),
            Outcome::SignedOut => self.state.set(Create::Editing(None)),
        }
    }

    /// Stops waiting. The server may have got the request: the list is asked next, and waiting for that can be stopped too.
    pub fn cancel(self, env: &impl Environment) {
        match self.state.get_untracked() {
            Create::Sending { posted: true, .. } => env.cancel_create(),
            Create::Sending { posted: false, .. } => {
                self.state.set(Create::Editing(None));
                env.cancel_refresh();
            }
            Create::Checking { .. } => env.cancel_refresh(),
            _ => {}
        }
    }

    /// Asks the list once more.
    pub async fn check_again(self, env: &impl Environment) {
        if let Create::Unknown { lost, .. } = self.state.get_untracked() {
            self.check(env, lost).await;
        }
    }

    /// The network is back: asks the list that could not be asked, where the dialog shows.
    pub async fn back_online(self, env: &impl Environment) {
        let waits = |state: &Create| matches!(state, Create::Unknown { doubt: Doubt::NotLoaded, .. });
        if self.state.with_untracked(waits) && !self.suspended.get_untracked() {
            self.check_again(env).await;
        }
    }

    /// The user says which of the new applications is theirs.
    pub fn choose(self, env: &impl Environment, application: &Application) {
        if let Create::Unknown { lost, .. } = self.state.get_untracked() {
            let name = if application.name.is_empty() { self.draft.get_untracked() } else { application.name.clone() };
            self.made(env, Made::listed(application, name, How::Chosen, lost.sent.session.clone()));
        }
    }

    /// The user says that none of the new applications is theirs.
    pub fn choose_none(self) {
        self.state.set(Create::Editing(None));
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
        }
        self.shown.set(None);
        self.state.set(Create::Closed);
        self.saved.set(None);
        self.closing.set(false);
    }
}

/// What comes of it.
impl Creation {
    /// The answer says what was made. The list says the rest: its id where the answer had none, and whether there are two.
    async fn created(self, env: &impl Environment, made: Made, sent: &Sent) {
        env.add_to_list(made.row());
        let made = self.made(env, made);
        if env.refresh().await.is_err() || !self.is_made(&made) {
            return;
        }
        let Some(list) = env.list() else {
            return;
        };
        let made = if made.key.id().is_none() {
            let found = Arc::new(made.found_in(&list));
            env.emit_created(&found);
            self.fresh.set(Some(found.key));
            self.state.set(Create::Made(found.clone()));
            found
        } else {
            made
        };
        self.look_for_others(sent.others_of_name(&made, &list));
    }

    /// Shows what was made. The host is told once the id is known, where there is one.
    fn made(self, env: &impl Environment, made: Made) -> Arc<Made> {
        if made.key.id().is_some() || made.how != How::Answered {
            env.emit_created(&made);
        }
        let made = Arc::new(made);
        self.show(made.clone(), env.secret_shows_until());
        self.draft.set(String::new());
        made
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

    fn look_for_others(self, twice: Option<Twice>) {
        if twice.is_some() {
            self.twice.set(twice);
        }
    }

    /// Asks the list whether a creation went through whose answer was lost.
    async fn check(self, env: &impl Environment, lost: Arc<Lost>) {
        let attempt = self.next_attempt();
        self.state.set(Create::Checking { attempt, lost: lost.clone() });
        let list = env.refresh().await.ok().and_then(|()| env.list());
        let is_checking = |state: &Create| matches!(state, Create::Checking { attempt: now, .. } if *now == attempt);
        if !self.state.with_untracked(is_checking) {
            return;
        }
        let unknown = |doubt| self.state.set(Create::Unknown { lost: lost.clone(), doubt });
        let Some(list) = list else {
            return unknown(Doubt::NotLoaded);
        };
        let sent = &lost.sent;
        match find_created(sent.before.as_deref(), sent.span, &list, &sent.name) {
            CreationProof::ListIncomplete => unknown(Doubt::Incomplete),
            CreationProof::NothingBefore => unknown(Doubt::NothingBefore),
            CreationProof::OneOf(new) => unknown(Doubt::Choose(new)),
            CreationProof::NotCreated => self.fail(CreateError::NotCreated(lost.why.clone())),
            CreationProof::Found(app) => {
                let made = Made::listed(&app, sent.name.clone(), How::Found, sent.session.clone());
                let made = self.made(env, made);
                self.look_for_others(sent.others_of_name(&made, &list));
            }
        }
    }

    /// The server refused it; where it refused the token, the session has ended, and [`Self::interrupt`] was called.
    fn refused(self, env: &impl Environment, error: Error) {
        if !env.end_if_refused(&error) {
            let retry_at = error.retry_after().map(|seconds| env.now().wall + f64::from(seconds) * 1000.0);
            self.fail(CreateError::Refused { error, retry_at, edited: false });
        }
    }

    fn fail(self, error: CreateError) {
        self.state.set(Create::Editing(Some(error)));
    }

    fn next_attempt(self) -> u32 {
        self.attempts.update_untracked(|attempts| *attempts += 1);
        self.attempts.get_untracked()
    }

    fn is_sending(self, attempt: u32) -> bool {
        self.state.with_untracked(|state| matches!(state, Create::Sending { attempt: now, .. } if *now == attempt))
    }

    fn is_made(self, made: &Arc<Made>) -> bool {
        self.state.with_untracked(|state| matches!(state, Create::Made(now) if Arc::ptr_eq(now, made)))
    }
}

/// What others ask and tell.
impl Creation {
    /// No dialog, and nothing typed.
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

#[cfg(test)]
#[path = "creation_tests.rs"]
mod tests;
