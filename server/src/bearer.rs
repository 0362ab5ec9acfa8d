//! Authenticates a request by its bearer token (RFC 6750) and checks the scopes of the token.
//!
//! Takes a token from the `Authorization` header alone, never from a URL or a body.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};

use crate::{
    body,
    error::Error,
    secrets::{Secret, TokenHash},
    state::AppState,
    store::UserId,
};

/// A caller whose token has the scopes `read` and `write`, which operations on applications need.
#[derive(Clone, Copy)]
pub struct Caller {
    /// The user whom the token acts for.
    pub user: UserId,
    /// The access token, which each write checks again in its own transaction.
    pub token: TokenHash,
}

impl FromRequestParts<AppState> for Caller {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, Error> {
        authenticate(parts, app, "read write").await
    }
}

/// A caller who may list applications: as [`Caller`], or with the scope `read` alone if the configuration allows that.
#[derive(Clone, Copy)]
pub struct Reader(
    /// The caller.
    pub Caller,
);

impl FromRequestParts<AppState> for Reader {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, Error> {
        let needed = if app.settings.list_with_read { "read" } else { "read write" };
        authenticate(parts, app, needed).await.map(Self)
    }
}

async fn authenticate(parts: &Parts, app: &AppState, needed: &'static str) -> Result<Caller, Error> {
    body::reject_credentials_in_url(&parts.uri)?;
    let token = bearer_token(&parts.headers)?;
    let token_info = app.store.active_access_token(token.hash()).await?.ok_or(Error::InvalidToken)?;
    let lacks =
        |scope| needed.split(' ').any(|word| word == scope) && !token_info.scope.split(' ').any(|word| word == scope);
    match (lacks("read"), lacks("write")) {
        (false, false) => Ok(Caller { user: token_info.user, token: token.hash() }),
        (false, true) => Err(Error::InsufficientScope { missing: "write", needed }),
        (true, false) => Err(Error::InsufficientScope { missing: "read", needed }),
        (true, true) => Err(Error::InsufficientScope { missing: "read write", needed }),
    }
}

/// Takes the token out of `Authorization: Bearer <token>` (RFC 6750 section 2.1).
fn bearer_token(headers: &HeaderMap) -> Result<Secret, Error> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let value = values.next().ok_or(Error::MissingToken)?;
    if values.next().is_some() {
        return Err(Error::InvalidToken);
    }
    let text = value.to_str().map_err(|_| Error::InvalidToken)?;
    let (scheme, token) = text.split_once(' ').unwrap_or((text, ""));
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(Error::MissingToken);
    }
    match token.trim() {
        "" => Err(Error::InvalidToken),
        token => Ok(Secret::new(token.to_owned())),
    }
}
