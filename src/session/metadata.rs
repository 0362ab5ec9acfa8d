//! Learns from the authorization server where it is, before anybody is sent there or a token goes there.

use leptos::prelude::*;

use super::Account;
use super::web::AuthorizationServer;
use crate::api::Error;

/// Reads what the authorization server says of itself, unless that is known.
///
/// # Errors
/// Why it is not known. An issuer that is not the one that was asked is [`Error::NotData`]; where the element has left the
/// document it is [`Error::Cancelled`].
pub async fn ensure_metadata(account: Account, server: &impl AuthorizationServer) -> Result<(), Error> {
    let Some(endpoints) = account.endpoints.try_with_untracked(Clone::clone) else {
        return Err(Error::Cancelled);
    };
    if endpoints.settled {
        return Ok(());
    }
    let cancel = account.begin_request();
    let found = server.discover(&endpoints.issuer, &cancel).await;
    if account.is_disposed() {
        return Err(Error::Cancelled);
    }
    account.end_request(&cancel);
    let found = found?;
    if let Some(metadata) = &found {
        // Where the name follows from the base, the server decides about a slash at its end.
        let derived = !endpoints.issuer_known && metadata.issuer.trim_end_matches('/') == endpoints.issuer;
        if !derived && metadata.issuer != endpoints.issuer {
            return Err(Error::NotData { status: 200 });
        }
    }
    account.endpoints.update(|endpoints| endpoints.learn(found));
    Ok(())
}
