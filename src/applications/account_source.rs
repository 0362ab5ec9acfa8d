//! Loads the list in the name of who is signed in.

use super::list::ListSource;
use crate::api::{Act, Cancel, Error, Listing, Progress};
use crate::session::{Account, Session};

impl ListSource for Account {
    fn begin_request(self) -> Option<Cancel> {
        self.is_signed_in_untracked().then(|| Self::begin_request(self))
    }

    async fn list(self, cancel: &Cancel, progress: &dyn Fn(Progress)) -> Option<(Result<Listing, Error>, Session)> {
        let requested = self.request(Act::Read, cancel, async |client| client.list(cancel, progress).await).await?;
        Some((requested.answer, requested.session))
    }

    fn end_request(self, cancel: &Cancel) {
        Self::end_request(self, cancel);
    }

    fn is_current(self, session: &Session) -> bool {
        Self::is_current(self, session)
    }

    fn accepted(self) {
        self.token_was_taken();
    }

    fn end_if_refused(self, error: &Error) -> bool {
        Self::end_if_refused(self, error)
    }

    fn is_disposed(self) -> bool {
        Self::is_disposed(self)
    }
}
