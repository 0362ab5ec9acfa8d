//! The authorization response (RFC 6749 sections 4.1.2 and 4.1.2.1, RFC 9207): a redirect to the client.
//!
//! Redirects to a registered redirect URI alone. The client's own `state` is percent-encoded before it is sent back.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::{pages, request::ReplyTo};
use crate::secrets::Secret;

/// Everything but the unreserved characters of RFC 3986.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What the page says if the redirect cannot be written.
const UNREACHABLE: &str = "The address of the application that sent you here cannot be reached.";

/// The user allowed access.
pub fn success(to: &ReplyTo, code: &Secret) -> Response {
    redirect(to, &[("code", code.expose())])
}

/// An error code of RFC 6749 section 4.1.2.1, and its description.
pub fn error(to: &ReplyTo, error: &str, description: &str) -> Response {
    redirect(to, &[("error", error), ("error_description", description)])
}

fn redirect(to: &ReplyTo, parameters: &[(&str, &str)]) -> Response {
    let state = to.state.as_deref().map(|state| ("state", state));
    let all = parameters.iter().copied().chain(state).chain([("iss", to.issuer.as_str())]);
    let all: Vec<_> = all.map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, ENCODED))).collect();
    // A query of the registered URI is kept (section 3.1.2).
    let separator = if to.redirect_uri.contains('?') { '&' } else { '?' };
    match HeaderValue::from_str(&format!("{}{separator}{}", to.redirect_uri, all.join("&"))) {
        // 303: the browser must not send the form on (RFC 9700 section 4.12).
        Ok(location) => (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response(),
        // A registered URI is ASCII, so this does not happen.
        Err(_) => pages::error(UNREACHABLE),
    }
}
