//! Signs in with what the user has: a pasted access token, or the credentials of a client, of which only the token stays.

use leptos::prelude::*;

use super::event::Credentials;
use super::metadata::ensure_metadata;
use super::web::AuthorizationServer;
use super::{Account, Origin, PasteFault, Session, clean};
use crate::api::{Cancel, Error, Proof, SecretText};

/// Why credentials of a client gave no session.
#[derive(Clone, Debug, PartialEq)]
pub enum CredentialsError {
    /// The server did not say where its token endpoint is.
    NoMetadata(Error),
    /// The token endpoint gave no token; [`Error::Cancelled`] when the user stopped it.
    NoToken(Error),
    /// The code that does it did not come.
    NotLoaded,
    /// The element has left the document: there is nobody to say it to.
    Disposed,
}

impl Account {
    /// Signs in with a pasted access token. Whether the API takes it shows with the first request.
    ///
    /// # Errors
    /// [`PasteFault`] for what is no access token.
    pub fn sign_in_with_token(self, pasted: &str) -> Result<(), PasteFault> {
        let token = clean(pasted)?;
        self.sign_in(Session::pasted(token));
        // Where it is not taken, it comes back as it was pasted.
        self.inner().unproven.replace(Some(Credentials::Token(SecretText::new(pasted.to_owned()))));
        Ok(())
    }
}

/// Signs in with the credentials of a client (RFC 6749 section 4.4).
///
/// # Errors
/// See [`CredentialsError`].
pub async fn sign_in_with_credentials(
    account: Account,
    server: &impl AuthorizationServer,
    client_id: &str,
    secret: &SecretText,
    cancel: &Cancel,
) -> Result<(), CredentialsError> {
    // An issuer that was configured says where its token endpoint is.
    if account.endpoints.with_untracked(|endpoints| endpoints.issuer_known) {
        let known = ensure_metadata(account, server).await;
        if account.is_disposed() {
            return Err(CredentialsError::Disposed);
        }
        known.map_err(CredentialsError::NoMetadata)?;
    }
    let endpoints = account.endpoints.get_untracked();
    let proof = Proof::Secret { secret: secret.expose(), scope: "read write" };
    let answer = server.request_token(&endpoints, client_id, proof, account.timeouts.write, cancel).await;
    if account.is_disposed() {
        return Err(CredentialsError::Disposed);
    }
    account.end_request(cancel);
    let grant = answer.map_err(CredentialsError::NoToken)?;
    account.sign_in(Session::granted(grant, Origin::Client(client_id.to_owned()), account.now(), None));
    Ok(())
}
