//! When a session is renewed, so that nobody thinks about tokens: before its token ends, and once after a 401. How that is
//! done is in `renew.rs`, whose code may come later.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Account, Origin, Session};
use crate::api::Error;

/// The least time between two renewals that nobody asked for, in milliseconds, however short a token lives.
const PAUSE: f64 = 1_000.0;
/// How long to wait after a renewal that did not reach the server, in milliseconds.
const LONG_PAUSE: f64 = 20_000.0;

impl Account {
    /// Renews when it is time to: called each second while somebody looks at the page. `at` is the time by the wall clock,
    /// in milliseconds since 1970.
    pub fn renew_in_time(self, at: f64) {
        let due = self.session.get_untracked().filter(|session| {
            let due = session.renewal.as_ref().and_then(|renewal| renewal.at);
            due.is_some_and(|due| due <= at)
        });
        let inner = self.inner();
        let waits = inner.renewing.get() || inner.renew_not_before.get() > at;
        if let Some(session) = due.filter(|_| !waits) {
            spawn_local(async move {
                let refused = self.renew_session(&session).await == Ok(false);
                if refused && !self.is_disposed() && self.is_current(&session) {
                    self.end_refused();
                }
            });
        }
    }

    /// Gets another token in the place of one that was refused, or soon would be. `false` when there is none to be had.
    ///
    /// # Errors
    /// Why it could not be tried; [`Error::Cancelled`] when the session is another one meanwhile.
    pub(super) async fn renew_session(self, refused: &Session) -> Result<bool, Error> {
        match &refused.origin {
            Origin::Pasted | Origin::Client(_) => return Ok(false),
            // The portal may have renewed it meanwhile.
            Origin::Portal => return Ok(self.stored().is_some_and(|stored| stored.token != refused.token)),
            Origin::Host | Origin::Person(_) => {}
        }
        let Some(operations) = self.operations() else {
            return Err(Error::Cancelled);
        };
        let outcome = if operations.ensure_loaded().await {
            operations.renew(self, refused.clone()).await
        } else {
            Err(Error::Unreachable)
        };
        // A session that is another one by now need not wait.
        if outcome != Err(Error::Cancelled) {
            let pause = if outcome.is_ok() { PAUSE } else { LONG_PAUSE };
            if let Some(inner) = self.try_inner() {
                inner.renew_not_before.set(self.now() + pause);
            }
        }
        match outcome {
            // What the token endpoint has against this is no answer to what was asked of the API.
            Err(Error::Refused(problem)) if problem.status < 500 => Err(Error::NotData { status: problem.status }),
            outcome => outcome,
        }
    }
}
