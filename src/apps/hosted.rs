//! The session of a desk whose token the host gives: asked for, asked for again, and what shows meanwhile. Nothing that
//! came with one token shows on with another: it may be another user's.

use super::desk::Desk;
use super::load::load;
use super::reveal::hide;
use crate::session::{HostFailure, Keeper, Origin, Session, ask_host};
use crate::ui::spawn;
use leptos::prelude::*;

impl Desk {
    /// The page comes out of the browser's cache: others may have signed out meanwhile. A host may have another user by
    /// now: nothing of before shows until it has answered, and then only for the same token.
    pub fn wake(self) {
        self.account.store.with_untracked(Keeper::forget_attempt);
        self.account.authorize.ready();
        if !self.account.options().is_hosted() {
            return self.follow_out();
        }
        let before = self.account.session.get_untracked();
        if let Some(before) = &before {
            self.interrupt();
            self.clear();
            self.account.entry.before.set(Some(before.token.clone()));
        }
        self.pick_up();
        // A portal's key is read at once: nobody noticed that there was no session in between.
        if before.is_some() && self.account.session.with_untracked(Option::is_some) {
            load(self);
            self.uncover();
        }
    }

    /// Puts what shows out of sight: it was the answer to another token. Dialogs whose request is under way stay.
    pub fn cover(self) {
        hide(self);
        self.applications.cover();
        self.creation.cover();
        self.deletion.cover();
    }

    /// Shows dialogs again.
    pub fn uncover(self) {
        self.creation.resume();
        self.deletion.resume();
    }

    /// Goes on with another token of the host, whose user may be another one.
    pub(super) fn replace(self, session: Session) {
        self.cover();
        self.account.session.set(Some(session));
        self.uncover();
    }

    /// Looks once more for a session that somebody else keeps: the portal's, or the host's.
    pub fn pick_up(self) {
        let Some(host) = self.account.options().host else {
            match self.account.store.with_untracked(Keeper::read) {
                Some(session) => {
                    self.account.notice.set(None);
                    self.enter(session);
                }
                None => self.nobody(),
            }
            return;
        };
        if !self.account.authorize.arrive() {
            return;
        }
        self.account.entry.host_failed.set(false);
        spawn(async move {
            let answer = ask_host(&host, false).await;
            if self.is_gone() {
                return;
            }
            match answer {
                Ok(Some(token)) => self.sign_in(Session::bare(token, Origin::Host)),
                Ok(None) => self.nobody(),
                Err(failure) => self.host_failed(&failure),
            }
            self.account.authorize.ready();
        });
    }

    /// The host has nobody signed in: what is left of who was here before goes, too.
    fn nobody(self) {
        if self.account.entry.before.try_update(Option::take).flatten().is_some() {
            self.put_away();
            self.tell_signed_out("user");
        }
        self.need(false);
    }

    /// The host's function failed: says so to the user and to the host.
    pub fn host_failed(self, failure: &HostFailure) {
        self.account.entry.host_failed.set(true);
        self.account.withheld.set(false);
        self.tell_host_failure(failure);
    }

    /// What is open waits for the next session. What shows because it can't be had again shows on, unless the host says
    /// who may see it.
    pub(super) fn interrupt(self) {
        self.creation.interrupt();
        self.deletion.interrupt();
        if self.account.options().is_hosted() {
            self.creation.cover();
        }
    }
}
