//! Loads the list in the name of a desk: [`crate::applications`] does it, this says who asks. It goes away with the desk.

use super::desk::Desk;
use super::renew::{Asked, ask};
use crate::api::{Act, Cancel, Error, Listing, Progress};
use crate::applications::ListSource;
use crate::session::Session;

impl ListSource for Desk {
    fn begin(self) -> Option<Cancel> {
        self.account.is_signed_in_untracked().then(|| self.account.begin())
    }

    async fn list(self, cancel: &Cancel, progress: &dyn Fn(Progress)) -> Option<(Result<Listing, Error>, Session)> {
        let signed_in = self.client()?;
        let Asked { answer, session, .. } =
            ask(self, Act::Read, signed_in, cancel, async |client| client.list(cancel, progress).await).await;
        Some((answer, session))
    }

    fn end(self, cancel: &Cancel) {
        self.account.end(cancel);
    }

    fn is_current(self, session: &Session) -> bool {
        Self::is_current(self, session)
    }

    fn accepted(self) {
        self.account.token_was_taken();
    }

    fn end_if_refused(self, error: &Error) -> bool {
        self.heed(error)
    }

    fn is_disposed(self) -> bool {
        self.is_gone()
    }
}

/// Loads the list for who is signed in.
pub fn load(desk: Desk) {
    desk.applications.load(desk);
}

/// Stops the loading that is under way.
pub fn cancel_loading(desk: Desk) {
    desk.applications.cancel_loading();
}

/// Loads the list.
///
/// # Errors
/// Why none came.
pub async fn fetch(desk: Desk) -> Result<(), Error> {
    desk.applications.refresh(desk).await
}
