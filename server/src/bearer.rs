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
    store::{ActiveToken, UserId},
};

/// A caller whose token has the scopes `read` and `write`, which operations on applications need.
#[derive(Clone, Copy)]
pub struct Caller {
    /// The user whom the token acts for.
    pub user: UserId,
    /// The access token, which each write checks again in its own transaction.
    pub token: TokenHash,
}

/// The access token of a request, of which nothing is known yet: for what finds it and all else with one question.
#[derive(Clone, Copy)]
pub struct Presented(
    /// What the store knows it by.
    pub TokenHash,
);

impl<S: Sync> FromRequestParts<S> for Presented {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        body::reject_credentials_in_url(&parts.uri)?;
        bearer_token(&parts.headers).map(|token| Self(token.hash()))
    }
}

impl FromRequestParts<AppState> for Caller {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, Error> {
        let Presented(token) = Presented::from_request_parts(parts, app).await?;
        let active = app.store.active_access_token(token).await?.ok_or(Error::InvalidToken)?;
        check_scope(&active, "read write")?;
        Ok(Self { user: active.user, token })
    }
}

/// Refuses a token that lacks one of the scopes `needed`: `read write`, or `read`.
///
/// # Errors
/// [`Error::InsufficientScope`].
pub fn check_scope(token: &ActiveToken, needed: &'static str) -> Result<(), Error> {
    let lacks =
        |scope| needed.split(' ').any(|word| word == scope) && !token.scope.split(' ').any(|word| word == scope);
    match (lacks("read"), lacks("write")) {
        (false, false) => Ok(()),
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
