//! What begins, renews and ends a session. Its code is in the part `session`: neither the sign-in page nor the list needs
//! it before somebody does something.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use part::part;

use crate::api::{Cancel, Error, SecretText};
use crate::page::parts::{Part, ensure_loaded, is_loaded};
use crate::page::return_point::PageReturnPoint;
use crate::session::{
    Account, CodeError, CredentialsError, Operations, Session, SignInWindow, Task, Web, begin_code_sign_in,
    ensure_metadata, finish_code_sign_in, join_channel, renew, revoke, sign_in_with_credentials, start_code_sign_in,
};

/// The operations of the session, in their part.
pub struct InSessionPart(pub PageReturnPoint);

impl Operations<Account> for InSessionPart {
    fn ensure_loaded(&self) -> Task<bool> {
        Box::pin(ensure_loaded(Part::Session))
    }

    fn renew(&self, account: Account, refused: Session) -> Task<Result<bool, Error>> {
        renew_part(account, refused)
    }

    fn join_channel(&self, account: Account) {
        join_part(account);
    }

    fn revoke(&self, account: Account, session: Session) -> Task<Result<(), Error>> {
        revoke_part(account, session)
    }

    fn finish_sign_in(&self, account: Account) {
        finish_part(account, self.0);
    }
}

/// Sends the user to the server: in the window that `open` opens, else in this one. Must be called within the click that
/// wants it: else no window opens.
pub fn sign_in_by_code(
    account: Account,
    return_point: PageReturnPoint,
    open: impl FnOnce() -> Option<Rc<dyn SignInWindow>>,
) {
    if !begin_code_sign_in(account) {
        return;
    }
    let opened = open();
    if is_loaded(Part::Session) {
        return start_part(account, return_point, opened);
    }
    // Not bound to the sign-in page: the user is on their way.
    spawn_local(async move {
        let is_loaded = ensure_loaded(Part::Session).await;
        if account.is_disposed() {
            return;
        }
        match is_loaded {
            true => start_part(account, return_point, opened),
            false => account.code.fail(CodeError::NotLoaded),
        }
    });
}

/// Signs in with the credentials of a client.
///
/// # Errors
/// See [`CredentialsError`].
pub async fn sign_in_by_credentials(
    account: Account,
    client_id: String,
    secret: SecretText,
    cancel: Cancel,
) -> Result<(), CredentialsError> {
    if !ensure_loaded(Part::Session).await {
        account.end_request(&cancel);
        return Err(CredentialsError::NotLoaded);
    }
    credentials_part(account, client_id, secret, cancel).await
}

/// Goes on with a sign-in whose code did not come when the page started.
pub async fn finish_sign_in(account: Account, return_point: PageReturnPoint) {
    if ensure_loaded(Part::Session).await && account.code.pending.try_get_untracked() == Some(true) {
        finish_part(account, return_point);
    }
}

/// Asks the server how it signs people in. What goes wrong is said when somebody does.
pub async fn look_ahead(account: Account) {
    if ensure_loaded(Part::Session).await {
        metadata_part(account).await;
    }
}

#[part(session)]
fn renew_part(account: Account, refused: Session) -> Task<Result<bool, Error>> {
    Box::pin(async move { renew(account, &Web, &refused).await })
}

#[part(session)]
fn join_part(account: Account) {
    join_channel(account, Web);
}

#[part(session)]
fn revoke_part(account: Account, session: Session) -> Task<Result<(), Error>> {
    Box::pin(async move { revoke(account, &Web, &session).await })
}

#[part(session)]
fn finish_part(account: Account, return_point: PageReturnPoint) {
    finish_code_sign_in(account, Web, return_point);
}

#[part(session)]
fn start_part(account: Account, return_point: PageReturnPoint, opened: Option<Rc<dyn SignInWindow>>) {
    start_code_sign_in(account, Web, return_point, opened);
}

#[part(session)]
fn credentials_part(
    account: Account,
    client_id: String,
    secret: SecretText,
    cancel: Cancel,
) -> Task<Result<(), CredentialsError>> {
    Box::pin(async move { sign_in_with_credentials(account, &Web, &client_id, &secret, &cancel).await })
}

#[part(session)]
fn metadata_part(account: Account) -> Task<()> {
    Box::pin(async move {
        let _ = ensure_metadata(account, &Web).await;
    })
}
