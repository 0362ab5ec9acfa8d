//! What happens to the session of an element, for the page that shows it. The session knows no list, no dialog and no
//! host: whoever listens clears, covers and resumes what there is, and tells the host.

use super::HostFailure;
use crate::api::{Act, Error};

/// Something that happened. It is told at once, in the middle of what the session does: a listener must not sign in or
/// out by itself.
#[derive(Debug)]
pub enum SessionEvent {
    /// A session has begun.
    Began,
    /// Another session, or another user's token, took the place of the one that was there. What was loaded is not its own.
    Replaced,
    /// What shows was the answer to another token than the one that is asked for now: it must be out of sight.
    Covered,
    /// What was covered may show again: it has a token.
    Uncovered,
    /// The host is asked who its user is by now. What is open waits, and nothing else stays.
    Suspended,
    /// The host's user is not the one that was there before the host was asked: what was typed and made must go.
    OtherUser,
    /// The session has ended. What it brought must go.
    Ended(EndReason),
    /// A request for the API has ended.
    RequestEnded {
        /// What was asked for.
        act: Act,
        /// Why nothing came of it.
        error: Option<Error>,
    },
    /// Nobody is signed in. A host that signs its users in itself sets [`Account::withheld`](super::Account::withheld).
    TokenNeeded {
        /// Whether the server refused the token that was there.
        refused: bool,
    },
    /// The answer of an authorization server has found its element.
    ResponseTaken,
    /// The host's own function gave no token.
    HostFailed(HostFailure),
}

/// Why a session has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndReason {
    /// The user signed out here: nothing that was typed, searched or made stays.
    SignedOut,
    /// The user signed out in another element, or at the host: nothing that was typed or made stays.
    SignedOutElsewhere,
    /// The user deleted the application that they were signed in with.
    Deleted,
    /// The server no longer takes the token. What was typed waits for the next session.
    Refused,
}

/// Why the sign-in page shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// The server answered 401. Milliseconds since 1970 when the token's own time had run out.
    Refused {
        /// When it expired, if it had.
        expired_at: Option<f64>,
        /// Whether its refresh token was refused too.
        renewable: bool,
    },
    /// The API did not take the token that the user has just signed in with.
    NotAccepted(Credentials),
    /// The user signed out; the token stays valid until then, where that is known.
    SignedOut {
        /// Milliseconds since 1970.
        until: Option<f64>,
        /// Whether the server has revoked it.
        revocation: Revoked,
    },
    /// The user deleted the application that they were signed in with.
    OwnDeleted,
}

/// Whether the server has revoked the token of a user who signed out (RFC 7009).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Revoked {
    /// It is not asked to: a page that only has the token has no way to say whose it is.
    NotAsked,
    /// It is being asked.
    Asking,
    /// It has.
    Yes,
    /// It was not reached, or did not agree.
    No,
}

/// What somebody signed in with, as far as it may show again.
#[derive(Clone, Debug, PartialEq)]
pub enum Credentials {
    /// The token as it was pasted.
    Token(crate::api::SecretText),
    /// The ID of a client. Its secret is kept nowhere.
    Client(String),
    /// Anything else: nothing of it can show again.
    Other,
}
