//! The session of a desk: how it begins, follows what others do, and ends. When it ends, everything that it brought
//! ends with it, but for what the user typed and a secret that was just made.

use super::desk::Desk;
use super::entry::Entry;
use super::load::load;
use super::renew::{self, Told};
use crate::api::{Client, Error};
use crate::applications::TypeFilter;
use crate::page::create::forget_unsaved;
use crate::session::{Keeper, Origin, Permit, Session};
use crate::ui::now;
use leptos::prelude::*;

/// Why the sign-in page shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// The server answered 401. Milliseconds since 1970 when the token's own time had run out.
    Refused {
        /// When it expired, if it had.
        expired_at: Option<f64>,
        /// Whether its refresh token was refused too.
        renewable: bool,
        /// Whether something that the user typed waits.
        draft: bool,
    },
    /// The API did not take the token that the user has just signed in with.
    NotAccepted(Entry),
    /// The user signed out; the token stays valid until then, where that is known.
    SignedOut {
        /// Milliseconds since 1970.
        until: Option<f64>,
        /// Whether the server knows.
        told: Told,
    },
    /// The user deleted the application that they were signed in with.
    OwnDeleted,
}

impl Desk {
    /// A client with the token as it is now, and the session that it acts for. The portal's own key is read each time.
    pub fn client(self) -> Option<(Client, Session)> {
        let mut session = self.account.session.try_with_untracked(Option::clone)??;
        if session.origin == Origin::Portal {
            match self.account.store.with_untracked(Keeper::read) {
                Some(now) => {
                    if now.token != session.token {
                        self.replace(now.clone());
                    }
                    session = now;
                }
                None => {
                    // The portal signed its user out.
                    self.refused();
                    return None;
                }
            }
        }
        let client =
            Client::new(self.account.endpoints.get_untracked(), session.token.clone(), self.account.timeouts, None);
        Some((client, session))
    }

    /// Whether an answer that was asked for with this session still belongs to who is signed in.
    pub fn is_current(self, session: &Session) -> bool {
        let now = match self.account.session.try_with_untracked(Option::clone).flatten() {
            Some(now) if now.origin == Origin::Portal => self.account.store.with_untracked(Keeper::read),
            now => now,
        };
        now.is_some_and(|now| now.is_same(session))
    }

    /// Follows what others did with the storage: another element of this tab, or whoever had the page while it was in
    /// the browser's cache. A session that is gone there is over here.
    pub fn follow(self) {
        let kept = self.account.store.with_untracked(Keeper::read);
        let here = self.account.session.get_untracked();
        match (&kept, &here) {
            (None, None) => return,
            (Some(kept), Some(here)) if kept.token == here.token => return,
            // Renewed.
            (Some(kept), Some(here)) if kept.is_same(here) => {
                self.account.session.set(Some(kept.clone()));
                return;
            }
            (Some(kept), Some(_)) if kept.origin == Origin::Portal => {
                self.replace(kept.clone());
                return load(self);
            }
            // Ended without the user's will: what they typed waits here, too.
            (None, Some(_)) => return self.refused(),
            (Some(_), Some(_)) => {
                self.put_away();
                self.clear();
                self.tell_signed_out("user");
            }
            // The portal's token stays when it was refused: the user asks for it again.
            (Some(kept), None) if kept.origin == Origin::Portal => return,
            (Some(_), None) => {}
        }
        self.account.notice.set(None);
        if let Some(session) = kept {
            self.account.entry.tried.set(Some(Entry::Other));
            self.enter(session);
            load(self);
        }
    }

    /// The user signed out in another element that has the same session, or while this page was away: nothing stays,
    /// neither typed nor made. Else as [`Self::follow`].
    pub fn follow_out(self) {
        let kept = self.account.store.with_untracked(Keeper::read);
        if kept.is_none() && self.account.session.with_untracked(Option::is_some) {
            self.put_away();
            self.clear();
            self.tell_signed_out("user");
        } else {
            self.follow();
        }
    }

    /// Signs in: keeps the token and starts with an empty list.
    pub fn sign_in(self, session: Session) {
        self.account.entry.tried.set(match &session.origin {
            Origin::Pasted => Some(Entry::Token(session.token.clone())),
            Origin::Client(id) => Some(Entry::Credentials(id.clone())),
            Origin::Person(_) => Some(Entry::Other),
            Origin::Host | Origin::Portal => None,
        });
        self.account.notice.set(None);
        self.account.authorize.fault.set(None);
        self.account.store.with_untracked(Keeper::forget_attempt);
        self.enter(session.clone());
        self.account.store.with_untracked(|keeper| keeper.keep(&session));
    }

    pub(super) fn enter(self, session: Session) {
        // Whom the host has now need not be who was here before.
        let before = self.account.entry.before.try_update(Option::take).flatten();
        if before.is_some_and(|before| before != session.token) {
            self.put_away();
        }
        self.account.entry.host_failed.set(false);
        self.account.withheld.set(false);
        self.account.session.set(Some(session));
        renew::join(self);
        self.tell_signed_in();
    }

    /// Puts another token of the same session in the place of the one that is there.
    pub fn adopt(self, session: Session) {
        self.account.session.set(Some(session.clone()));
        self.account.store.with_untracked(|keeper| keeper.keep(&session));
    }

    /// Signs out because the user wants it: nothing stays, neither typed nor made. The server is told where it can be.
    pub fn sign_out(self) {
        let Some(session) = self.account.session.get_untracked() else {
            return;
        };
        let told = if matches!(session.origin, Origin::Person(_)) { Told::Telling } else { Told::Cannot };
        self.put_away();
        self.view.query.set(String::new());
        self.view.types.set(TypeFilter::All);
        self.leave(Notice::SignedOut { until: session.expires_at, told }, Keeper::SIGNED_OUT);
        if told == Told::Telling {
            renew::revoke(self, session);
        }
    }

    /// Signs out because the application whose token this is was deleted.
    pub fn own_deleted(self) {
        self.put_away();
        self.leave(Notice::OwnDeleted, Keeper::SIGNED_OUT);
    }

    /// Signs out because the server no longer takes the token (401). What was typed stays, and so does a secret that
    /// was made and not yet saved.
    pub fn refused(self) {
        let session = self.account.session.get_untracked();
        let expired_at =
            session.as_ref().and_then(|session| session.expires_at).filter(|expires_at| *expires_at <= now());
        let renewable = session.is_some_and(|session| session.renewal.is_some());
        let draft = self.creation.has_draft() || self.deletion.is_open();
        let tried = self.account.entry.tried.try_update(Option::take).flatten().filter(|_| expired_at.is_none());
        self.interrupt();
        let notice = match tried {
            Some(entry) => Notice::NotAccepted(entry),
            None => Notice::Refused { expired_at, renewable, draft },
        };
        self.leave(notice, Keeper::CHANGED);
        self.need(true);
    }

    pub(super) fn put_away(self) {
        forget_unsaved(self);
        self.creation.reset();
        self.deletion.reset();
    }

    fn leave(self, notice: Notice, event: &str) {
        self.clear();
        self.account.store.with_untracked(|keeper| {
            keeper.forget(event);
            keeper.forget_attempt();
        });
        let reason = match notice {
            Notice::SignedOut { .. } => "user",
            Notice::OwnDeleted => "deleted",
            Notice::Refused { .. } | Notice::NotAccepted(_) => "refused",
        };
        self.account.notice.set(Some(notice));
        self.tell_signed_out(reason);
    }

    /// Takes everything that the session brought off the desk.
    pub(super) fn clear(self) {
        self.account.stop_requests();
        self.account.entry.tried.set(None);
        self.account.renewal.companions.set(None);
        self.account.epoch.update(|turn| *turn += 1);
        self.account.session.set(None);
        self.view.revealed.set(None);
        self.applications.clear();
        self.account.refused_write.set(None);
        self.notifications.toasts.set(Vec::new());
        self.view.copy_failed.set(false);
        self.account.notice.set(None);
    }

    /// Whether this token may create and delete, as far as is known.
    pub fn may_write(self) -> bool {
        self.account.refused_write.with(Option::is_none)
            && self
                .account
                .session
                .with(|session| session.as_ref().is_none_or(|session| session.permit() == Permit::Write))
    }

    /// Notes what a refusal says of this token: a 401 ends the session, and what means one; a 403 that names `write` makes
    /// it read-only.
    ///
    /// `true` when the session has ended.
    pub fn heed(self, error: &Error) -> bool {
        match error.problem() {
            Some(_) if error.wants_token() => {
                self.refused();
                true
            }
            Some(problem) if problem.status == 403 => {
                self.account.entry.taken();
                if let Some(scope) = problem.scope.as_ref().filter(|scope| Permit::of(scope) == Some(Permit::Write)) {
                    self.account.refused_write.set(Some(scope.clone()));
                }
                false
            }
            _ => false,
        }
    }
}
