//! Does something as who is signed in, for whoever still has a desk: see [`Account::request_as`].
//!
//! [`Account::request_as`]: crate::session::Account::request_as

use super::desk::Desk;
use crate::api::{Act, Cancel, Client, Error};
pub use crate::session::Requested as Asked;
use crate::session::Session;

/// As [`Account::request_as`](crate::session::Account::request_as).
pub async fn ask<T>(
    desk: Desk,
    act: Act,
    caller: (Client, Session),
    cancel: &Cancel,
    run: impl AsyncFn(&Client) -> Result<T, Error>,
) -> Asked<T> {
    desk.account.request_as(act, caller, cancel, run).await
}
