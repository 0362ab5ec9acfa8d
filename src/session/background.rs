//! What goes on beside a session that began or ended, and whose code may come later: talking with other tabs, and telling
//! the server that the user signed out.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::event::{Notice, Revoked};
use super::{Account, Origin, Session};

impl Account {
    /// Joins the tabs with copies of this session, where it is one that is renewed.
    pub fn join_channel(self) {
        let person = |session: &Session| matches!(session.origin, Origin::Person(_));
        if self.session.with_untracked(|session| session.as_ref().is_some_and(person))
            && let Some(operations) = self.operations()
        {
            spawn_local(async move {
                if operations.ensure_loaded().await && !self.is_disposed() {
                    operations.join_channel(self);
                }
            });
        }
    }

    /// Revokes the token of a user who signed out, and tells them whether the server did.
    pub(super) fn revoke(self, session: Session) {
        let Some(operations) = self.operations() else {
            return;
        };
        spawn_local(async move {
            let revoked = operations.ensure_loaded().await && operations.revoke(self, session).await.is_ok();
            self.notice.try_update(|notice| {
                if let Some(Notice::SignedOut { revocation: revocation @ Revoked::Asking, .. }) = notice {
                    *revocation = if revoked { Revoked::Yes } else { Revoked::No };
                }
            });
        });
    }
}
