//! The errors of the OAuth endpoints (RFC 6749 section 5.2).
//!
//! Only what OAuth defines has this shape. What HTTP itself refuses (413, 415, 500, …) keeps the envelope, at these
//! endpoints too. Never repeats what the caller sent.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::{error::Error, secrets, store, wire};

/// Why an OAuth endpoint refuses.
#[derive(Debug)]
pub enum OAuthError {
    /// 400 `invalid_request`: a parameter is missing, repeated or malformed.
    InvalidRequest(&'static str),
    /// 401 `invalid_client`: the client is unknown, or did not authenticate.
    InvalidClient,
    /// 400 `unauthorized_client`: the client may not do this.
    UnauthorizedClient(&'static str),
    /// 400 `invalid_grant`: code, verifier, redirect URI or refresh token are not what was issued to this client.
    InvalidGrant,
    /// 400 `unsupported_grant_type`.
    UnsupportedGrantType,
    /// 400 `invalid_scope`.
    InvalidScope,
    /// What HTTP itself refuses, in the envelope.
    Http(Error),
}

impl From<Error> for OAuthError {
    fn from(error: Error) -> Self {
        match error {
            Error::SecretInUrl => Self::InvalidRequest("Send credentials in the body or by Basic, never in the URL"),
            other => Self::Http(other),
        }
    }
}

impl From<store::Error> for OAuthError {
    fn from(error: store::Error) -> Self {
        Self::Http(error.into())
    }
}

impl From<secrets::Error> for OAuthError {
    fn from(error: secrets::Error) -> Self {
        Self::Http(error.into())
    }
}

impl IntoResponse for OAuthError {
    fn into_response(self) -> Response {
        let (error, description) = match self {
            Self::InvalidRequest(description) => ("invalid_request", description),
            Self::InvalidClient => ("invalid_client", "The client is unknown or did not authenticate"),
            Self::UnauthorizedClient(description) => ("unauthorized_client", description),
            Self::UnsupportedGrantType => {
                ("unsupported_grant_type", "The grants are authorization_code, refresh_token and client_credentials")
            }
            Self::InvalidGrant => {
                ("invalid_grant", "The code or refresh token is unknown, used, expired or not for this")
            }
            Self::InvalidScope => ("invalid_scope", "The scope is unknown, or more than this grant gives"),
            Self::Http(error) => return error.into_response(),
        };
        let body = wire::OAuthError { error: error.to_owned(), error_description: description.to_owned() };
        let mut response = (StatusCode::BAD_REQUEST, Json(body)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(header::PRAGMA, HeaderValue::from_static("no-cache"));
        if error == "invalid_client" {
            let challenge = HeaderValue::from_static(r#"Basic realm="oauth-apps", charset="UTF-8""#);
            headers.insert(header::WWW_AUTHENTICATE, challenge);
            *response.status_mut() = StatusCode::UNAUTHORIZED;
        }
        response
    }
}
