//! The error envelope of every answer outside RFC 6749's own errors, and what of an error the caller may see.
//!
//! Never puts a cause, a query or what the caller sent into an answer: the cause of a 5xx goes to the log alone.

use std::collections::BTreeMap;

use axum::{
    Json,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::{
    secrets, store,
    wire::{ErrorBody, ErrorEnvelope},
};

/// Everything that ends a request early.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// 400: the request cannot be read.
    #[error("{0}")]
    BadRequest(&'static str),
    /// 400: a token or a secret in the query string (RFC 9700 section 4.3.2).
    #[error("Send credentials in the Authorization header, never in the URL")]
    SecretInUrl,
    /// 401: no token was sent (RFC 6750 section 3).
    #[error("Send an access token: Authorization: Bearer <access token>")]
    MissingToken,
    /// 401: the token is unknown, expired, revoked or malformed (RFC 6750 section 3.1).
    #[error("The access token is unknown, expired or revoked")]
    InvalidToken,
    /// 403: the token is good and lacks a scope (RFC 6750 section 3.1).
    #[error("The access token lacks the scope {missing}")]
    InsufficientScope {
        /// The scopes that are missing, separated by spaces.
        missing: &'static str,
        /// The scopes that the operation needs, separated by spaces.
        needed: &'static str,
    },
    /// 404 for an application that is not there, or is another user's.
    #[error("Application not found")]
    ApplicationNotFound,
    /// 404 for a path.
    #[error("Not found")]
    NotFound,
    /// 405; axum adds `Allow`.
    #[error("Method not allowed")]
    MethodNotAllowed,
    /// 408: the body did not arrive, or the answer was not ready, in time.
    #[error("The request took too long")]
    Timeout,
    /// 413.
    #[error("The body is too large: at most 65536 bytes")]
    TooLarge,
    /// 415: the media type to send.
    #[error("Send the body as {0}")]
    UnsupportedMediaType(&'static str),
    /// 415: the body is compressed, say.
    #[error("Send the body as it is, without a coding such as gzip")]
    UnsupportedCoding,
    /// 422: messages by field.
    #[error("The request is not valid")]
    Validation(BTreeMap<String, Vec<String>>),
    /// 429: seconds to wait.
    #[error("Too many requests: try again later")]
    TooManyRequests {
        /// For `Retry-After`.
        seconds: u64,
    },
    /// 500: the cause is for the log.
    #[error("Internal server error")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// A validation error of one field.
    #[must_use]
    pub fn field(name: &str, message: &str) -> Self {
        Self::Validation(BTreeMap::from([(name.to_owned(), vec![message.to_owned()])]))
    }

    /// The status and the stable word for the envelope.
    #[must_use]
    pub fn status_and_code(&self) -> (StatusCode, &'static str) {
        match self {
            Self::BadRequest(_) | Self::SecretInUrl => (StatusCode::BAD_REQUEST, "invalid_request"),
            Self::MissingToken => (StatusCode::UNAUTHORIZED, "missing_token"),
            Self::InvalidToken => (StatusCode::UNAUTHORIZED, "invalid_token"),
            Self::InsufficientScope { .. } => (StatusCode::FORBIDDEN, "insufficient_scope"),
            Self::ApplicationNotFound | Self::NotFound => (StatusCode::NOT_FOUND, "not_found"),
            Self::MethodNotAllowed => (StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed"),
            Self::Timeout => (StatusCode::REQUEST_TIMEOUT, "timeout"),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "payload_too_large"),
            Self::UnsupportedMediaType(_) | Self::UnsupportedCoding => {
                (StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type")
            }
            Self::Validation(_) => (StatusCode::UNPROCESSABLE_ENTITY, "validation_error"),
            Self::TooManyRequests { .. } => (StatusCode::TOO_MANY_REQUESTS, "rate_limited"),
            Self::Internal(_) => (StatusCode::INTERNAL_SERVER_ERROR, "internal_error"),
        }
    }

    /// The header that goes with the error: a challenge (RFC 6750 section 3), `Retry-After`, or what codings a body may have
    /// (RFC 9110 section 12.5.3).
    fn header(&self) -> Option<(HeaderName, HeaderValue)> {
        let challenge = match self {
            Self::MissingToken => r#"Bearer realm="oauth-apps""#,
            Self::InvalidToken => {
                r#"Bearer error="invalid_token", error_description="The access token is unknown, expired or revoked""#
            }
            Self::SecretInUrl => r#"Bearer error="invalid_request", error_description="No credentials in the URL""#,
            Self::InsufficientScope { needed: "read", .. } => r#"Bearer error="insufficient_scope", scope="read""#,
            Self::InsufficientScope { .. } => r#"Bearer error="insufficient_scope", scope="read write""#,
            Self::TooManyRequests { seconds } => return Some((header::RETRY_AFTER, HeaderValue::from(*seconds))),
            Self::UnsupportedCoding => {
                return Some((header::ACCEPT_ENCODING, HeaderValue::from_static("identity")));
            }
            _ => return None,
        };
        Some((header::WWW_AUTHENTICATE, HeaderValue::from_static(challenge)))
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        Self::Internal(Box::new(error))
    }
}

impl From<secrets::Error> for Error {
    fn from(error: secrets::Error) -> Self {
        Self::Internal(Box::new(error))
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        if let Self::Internal(cause) = &self {
            tracing::error!(cause = ?cause.to_string(), "internal error");
        }
        let (status, code) = self.status_and_code();
        let message = self.to_string();
        let header = self.header();
        let details = if let Self::Validation(details) = self { details } else { BTreeMap::new() };
        let body = ErrorEnvelope { error: ErrorBody { code: code.to_owned(), message, details } };
        let mut response = (status, Json(body)).into_response();
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some((name, value)) = header {
            response.headers_mut().insert(name, value);
        }
        response
    }
}
