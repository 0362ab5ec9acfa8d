//! The session of an element whose token the host gives: asked for, asked for again, and what shows meanwhile. Nothing
//! that came with one token shows on with another: it may be another user's.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::event::{EndReason, SessionEvent};
use super::{Account, HostFailure, Origin, Session};

impl Account {
    /// The page comes out of the browser's cache: others may have signed out meanwhile. A host may have another user by
    /// now: nothing of before shows until it has answered, and then only for the same token.
    pub fn wake(self) {
        self.store().forget_authorization();
        self.code.allow_start();
        if !self.is_hosted() {
            return self.follow_sign_out();
        }
        let before = self.session.get_untracked();
        if let Some(before) = &before {
            self.clear();
            self.inner().suspended.replace(Some(before.token.clone()));
            self.emit(SessionEvent::Suspended);
        }
        self.pick_up();
        // A portal's key is read at once: nobody noticed that there was no session in between.
        if before.is_some() && self.is_signed_in_untracked() {
            self.emit(SessionEvent::Replaced);
            self.emit(SessionEvent::Uncovered);
        }
    }

    /// Looks once more for a session that somebody else keeps: the portal's, or the host's.
    pub fn pick_up(self) {
        let Some(host) = self.options().host else {
            match self.stored() {
                Some(session) => {
                    self.notice.set(None);
                    self.enter(session);
                }
                None => self.found_nobody(),
            }
            return;
        };
        if !self.code.begin_redeeming() {
            return;
        }
        self.host_failed.set(false);
        spawn_local(async move {
            let answer = host.ask(false).await;
            if self.is_disposed() {
                return;
            }
            match answer {
                Ok(Some(token)) => self.sign_in(Session::bare(token, Origin::Host)),
                Ok(None) => self.found_nobody(),
                Err(failure) => self.fail_at_host(failure),
            }
            self.code.allow_start();
        });
    }

    /// The host's function failed: tells the user and the host.
    pub(super) fn fail_at_host(self, failure: HostFailure) {
        self.host_failed.set(true);
        self.withheld.set(false);
        self.emit(SessionEvent::HostFailed(failure));
    }

    /// The host has nobody signed in: what is left of who was here before goes, too.
    fn found_nobody(self) {
        if self.inner().suspended.take().is_some() {
            self.emit(SessionEvent::Ended(EndReason::SignedOutElsewhere));
        }
        self.need_token(false);
    }
}
