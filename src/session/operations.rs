//! What a session needs now and then alone: renewal, revocation, the end of a sign-in at the server. Their code may be a
//! file of its own that has to be fetched first; how, the page knows.

use super::Session;
use super::task::Task;
use crate::api::Error;

/// The operations of an account `A`, which is always [`Account`](super::Account), whose code may come later.
pub trait Operations<A> {
    /// Fetches the code of all others, where it is not there. `false` when it did not come; no other may be called then.
    fn ensure_loaded(&self) -> Task<bool>;

    /// Gets another token in the place of one that was refused, or soon would be: see [`renew`](super::renew).
    fn renew(&self, account: A, refused: Session) -> Task<Result<bool, Error>>;

    /// Joins the other tabs with copies of the session that is there: see [`join_channel`](super::join_channel).
    fn join_channel(&self, account: A);

    /// Revokes what a session has at the server: see [`revoke`](super::revoke).
    fn revoke(&self, account: A, session: Session) -> Task<Result<(), Error>>;

    /// Goes on with a sign-in that a former page of this tab began: see [`finish`](super::finish).
    fn finish_sign_in(&self, account: A);
}
