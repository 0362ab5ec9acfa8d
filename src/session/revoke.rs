//! Ends what a session has at the server (RFC 7009).

use futures::future::join;
use leptos::prelude::*;

use super::metadata::ensure_metadata;
use super::web::AuthorizationServer;
use super::{Account, Session};
use crate::api::{Endpoints, Error, Revocation, SecretText};

/// Revokes the tokens of a session, which need not be there any more. Where the element has left the document it must be
/// known already where the server is.
///
/// # Errors
/// When the server did not hear of it, or did not agree: a token may then still work.
pub async fn revoke(account: Account, server: &impl AuthorizationServer, session: &Session) -> Result<(), Error> {
    let Some(mut endpoints) = account.endpoints.try_get_untracked() else {
        return Err(Error::Cancelled);
    };
    if !endpoints.settled {
        ensure_metadata(account, server).await?;
        endpoints = account.endpoints.get_untracked();
    }
    revoke_all(server, &endpoints, session, session.client_id().unwrap_or_default()).await
}

/// Revokes the refresh token, and with it what else the server connects with it, and the access token: both at once,
/// since whoever signs out may leave.
pub(super) async fn revoke_all(
    server: &impl AuthorizationServer,
    endpoints: &Endpoints,
    session: &Session,
    client: &str,
) -> Result<(), Error> {
    let access = revoke_one(server, endpoints, &session.token, "access_token", client);
    let refresh = async {
        match &session.renewal {
            Some(renewal) => revoke_one(server, endpoints, &renewal.token, "refresh_token", client).await,
            None => Ok(()),
        }
    };
    let (refresh, access) = join(refresh, access).await;
    refresh?;
    access.map_err(|_| Error::Incomplete)
}

async fn revoke_one(
    server: &impl AuthorizationServer,
    endpoints: &Endpoints,
    token: &SecretText,
    hint: &str,
    client_id: &str,
) -> Result<(), Error> {
    server.revoke_token(endpoints, Revocation { token: token.expose(), hint, client_id, secret: None }).await
}
