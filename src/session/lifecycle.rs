//! How a session begins, follows what others do, and ends. When it ends, everything that it brought ends with it: the
//! listener of the account is told in time.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::event::{Credentials, EndReason, Notice, Revoked, SessionEvent};
use super::{Account, Origin, Permit, Session, SessionStore};
use crate::api::{Client, Error};

impl Account {
    /// A client with the token as it is now, and the session that it acts for. The portal's own key is read each time.
    pub fn client(self) -> Option<(Client, Session)> {
        let mut session = self.session.try_with_untracked(Option::clone)??;
        if session.origin == Origin::Portal {
            match self.stored() {
                Some(now) => {
                    if now.token != session.token {
                        self.replace(now.clone());
                    }
                    session = now;
                }
                None => {
                    // The portal signed its user out.
                    self.end_refused();
                    return None;
                }
            }
        }
        let fetch = self.inner().fetch.clone();
        let client = Client::new(self.endpoints.get_untracked(), session.token.clone(), self.timeouts, fetch);
        Some((client, session))
    }

    /// Whether an answer that was asked for with this session still belongs to who is signed in.
    pub fn is_current(self, session: &Session) -> bool {
        let now = match self.session.try_with_untracked(Option::clone).flatten() {
            Some(now) if now.origin == Origin::Portal => self.stored(),
            now => now,
        };
        now.is_some_and(|now| now.is_same(session))
    }

    /// Follows what others did with the store: another element of this tab, or whoever had the page while it was in the
    /// browser's cache. A session that is gone there is over here.
    pub fn follow_store(self) {
        let stored = self.stored();
        let here = self.session.get_untracked();
        match (&stored, &here) {
            (None, None) => return,
            (Some(stored), Some(here)) if stored.token == here.token => return,
            // Renewed.
            (Some(stored), Some(here)) if stored.is_same(here) => {
                self.session.set(Some(stored.clone()));
                return;
            }
            (Some(stored), Some(_)) if stored.origin == Origin::Portal => {
                self.replace(stored.clone());
                return self.emit(SessionEvent::Replaced);
            }
            // Ended without the user's will: what they typed waits here, too.
            (None, Some(_)) => return self.end_refused(),
            (Some(_), Some(_)) => self.end_elsewhere(),
            // The portal's token stays when it was refused: the user asks for it again.
            (Some(stored), None) if stored.origin == Origin::Portal => return,
            (Some(_), None) => {}
        }
        self.notice.set(None);
        if let Some(session) = stored {
            self.inner().unproven.replace(Some(Credentials::Other));
            self.enter(session);
            self.emit(SessionEvent::Replaced);
        }
    }

    /// Follows the store where the user may have signed out: in another element that has the same session, or while this
    /// page was away. Nothing stays then, neither typed nor made.
    pub fn follow_sign_out(self) {
        if self.is_signed_in_untracked() && self.stored().is_none() {
            self.end_elsewhere();
        } else {
            self.follow_store();
        }
    }

    /// Signs in with a session: saves it, and begins with nothing of what was there before.
    pub fn sign_in(self, session: Session) {
        self.inner().unproven.replace(match &session.origin {
            Origin::Pasted => Some(Credentials::Token(session.token.clone())),
            Origin::Client(id) => Some(Credentials::Client(id.clone())),
            Origin::Person(_) => Some(Credentials::Other),
            Origin::Host | Origin::Portal => None,
        });
        self.notice.set(None);
        self.code.error.set(None);
        self.store().forget_authorization();
        self.enter(session.clone());
        self.store().save(&session);
    }

    pub(super) fn enter(self, session: Session) {
        // Whom the host has now need not be who was here before.
        let before = self.inner().suspended.take();
        if before.is_some_and(|before| before != session.token) {
            self.emit(SessionEvent::OtherUser);
        }
        self.host_failed.set(false);
        self.withheld.set(false);
        self.session.set(Some(session));
        self.join_channel();
        self.emit(SessionEvent::Began);
    }

    /// Goes on with another token of the portal, whose user may be another one.
    pub(super) fn replace(self, session: Session) {
        self.emit(SessionEvent::Covered);
        self.session.set(Some(session));
        self.emit(SessionEvent::Uncovered);
    }

    /// Puts another token of the same session in the place of the one that is there.
    pub(super) fn adopt(self, session: Session) {
        self.session.set(Some(session.clone()));
        self.store().save(&session);
    }

    /// Signs out because the user wants it: nothing stays, neither typed nor made. The token is revoked where that can be.
    pub fn sign_out(self) {
        let Some(session) = self.session.get_untracked() else {
            return;
        };
        let asks = matches!(session.origin, Origin::Person(_));
        let revocation = if asks { Revoked::Asking } else { Revoked::NotAsked };
        let notice = Notice::SignedOut { until: session.expires_at, revocation };
        self.leave(EndReason::SignedOut, notice, SessionStore::SIGNED_OUT);
        if asks {
            self.revoke(session);
        }
    }

    /// Signs out because the application whose token this is was deleted.
    pub fn end_own_deleted(self) {
        self.leave(EndReason::Deleted, Notice::OwnDeleted, SessionStore::SIGNED_OUT);
    }

    /// Signs out because the server no longer takes the token (401). What was typed stays, and so does a secret that was
    /// made and not yet saved.
    pub fn end_refused(self) {
        let session = self.session.get_untracked();
        let now = self.now();
        let expired_at =
            session.as_ref().and_then(|session| session.expires_at).filter(|expires_at| *expires_at <= now);
        let renewable = session.is_some_and(|session| session.renewal.is_some());
        let given = self.inner().unproven.take().filter(|_| expired_at.is_none());
        let notice = match given {
            Some(given) => Notice::NotAccepted(given),
            None => Notice::Refused { expired_at, renewable },
        };
        self.leave(EndReason::Refused, notice, SessionStore::CHANGED);
        self.need_token(true);
    }

    /// Notes what a refusal says of this token: a 401 ends the session, and what means one; a 403 that names `write` makes
    /// it read-only.
    ///
    /// `true` when the session has ended.
    pub fn end_if_refused(self, error: &Error) -> bool {
        match error.problem() {
            Some(_) if error.wants_token() => {
                self.end_refused();
                true
            }
            Some(problem) if problem.status == 403 => {
                self.token_was_taken();
                if let Some(scope) = problem.scope.as_ref().filter(|scope| Permit::of(scope) == Some(Permit::Write)) {
                    self.refused_write.set(Some(scope.clone()));
                }
                false
            }
            _ => false,
        }
    }

    /// Tells in a moment that a token is needed, where nobody has signed in by then.
    pub(super) fn need_token(self, refused: bool) {
        spawn_local(async move {
            if !self.is_disposed() && !self.is_signed_in_untracked() {
                self.emit(SessionEvent::TokenNeeded { refused });
            }
        });
    }

    /// The session went with another element, or with the host's user.
    fn end_elsewhere(self) {
        self.clear();
        self.emit(SessionEvent::Ended(EndReason::SignedOutElsewhere));
    }

    /// Ends the session: it leaves memory, document and storage, in this order, before anybody else hears of it.
    fn leave(self, reason: EndReason, notice: Notice, event: &str) {
        self.clear();
        self.emit(SessionEvent::Ended(reason));
        self.store().forget(event);
        self.store().forget_authorization();
        self.notice.set(Some(notice));
    }

    /// Takes everything out of memory that belongs to the session.
    pub(super) fn clear(self) {
        self.stop_requests();
        let inner = self.inner();
        inner.unproven.take();
        inner.channel.take();
        self.session.set(None);
        self.refused_write.set(None);
        self.notice.set(None);
    }
}
