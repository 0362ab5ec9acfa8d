//! Who is asking: the bearer token of a request (RFC 6750) and what it may do.
//!
//! Takes a token from the `Authorization` header alone, never from a URL or a body.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};

use crate::{App, body, error::Error, secrets::Secret, store::UserId};

/// A caller whose token has the scopes `read` and `write`, which every operation on applications needs.
#[derive(Clone, Copy, Debug)]
pub struct Caller {
    /// The user whom the token acts for.
    pub user: UserId,
}

impl FromRequestParts<App> for Caller {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        body::refuse_credentials_in(&parts.uri)?;
        let token = bearer_token(&parts.headers)?;
        let live = app.store.live_token(token.hash()).await?.ok_or(Error::InvalidToken)?;
        let has = |scope| live.scope.split(' ').any(|granted| granted == scope);
        match (has("read"), has("write")) {
            (true, true) => Ok(Self { user: live.user }),
            (true, false) => Err(Error::InsufficientScope { missing: "write" }),
            (false, true) => Err(Error::InsufficientScope { missing: "read" }),
            (false, false) => Err(Error::InsufficientScope { missing: "read write" }),
        }
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
