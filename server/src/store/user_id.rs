//! The id of a user.

/// A user's id. Every query for applications needs one, so that nobody sees another's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UserId(pub(super) i64);
