//! Takes the steps of a creation one after the other, and puts what comes of each into the state. An answer counts only
//! while the state is the one that asked for it: one that comes late changes nothing.

use std::sync::Arc;

use leptos::prelude::*;

use super::create::{CreateError, Environment, How, Lost, Made, Outcome, Sent, Twice, check_name, create, look_before};
use super::create_state::{Create, Doubt};
use super::creation::Creation;
use super::recovery::{CreationProof, find_created};
use crate::api::{Application, Error};

/// What the user does.
impl Creation {
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
}

/// What comes of it.
impl Creation {
    /// The answer says what was made. The list says the rest: its id where the answer had none, and whether there are two.
    async fn created(self, env: &impl Environment, made: Made, sent: &Sent) {
        env.add_to_list(made.row());
        let made = self.made(env, made);
        // In a set the user may have gone on to the next one meanwhile.
        let is_there = || self.is_made(&made) || self.has_made(&made.name);
        if env.refresh().await.is_err() || !is_there() {
            return;
        }
        let Some(list) = env.list() else {
            return;
        };
        let found = if made.key.id().is_none() {
            let found = Arc::new(made.found_in(&list));
            env.emit_created(&found);
            if self.is_made(&made) {
                self.fresh.set(Some(found.key));
                self.state.set(Create::Made(found.clone()));
            }
            found
        } else {
            made.clone()
        };
        self.look_for_others(sent.others_of_name(&found, &list));
    }

    /// Shows what was made. The host is told once the id is known, where there is one.
    fn made(self, env: &impl Environment, made: Made) -> Arc<Made> {
        if made.key.id().is_some() || made.how != How::Answered {
            env.emit_created(&made);
        }
        let made = Arc::new(made);
        self.made_of_set(&made.name);
        self.show(made.clone(), env.secret_shows_until());
        self.draft.set(String::new());
        made
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

#[cfg(test)]
#[path = "create_flow_tests.rs"]
mod tests;
