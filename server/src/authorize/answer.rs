//! The authorization response (RFC 6749 sections 4.1.2 and 4.1.2.1, RFC 9207): a redirect to the client.
//!
//! Goes to a redirect URI that was registered, and nowhere else. What the client sent comes back encoded.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::{pages, request::Refused};
use crate::secrets::Secret;

/// Everything but the unreserved characters of RFC 3986.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Where the answer goes, and what goes with each.
pub struct Answer<'a> {
    /// A registered redirect URI.
    pub redirect_uri: &'a str,
    /// The client's state.
    pub state: Option<&'a str>,
    /// Who answers.
    pub issuer: &'a str,
}

impl Answer<'_> {
    /// Access was allowed.
    pub fn code(&self, code: &Secret) -> Response {
        self.redirect(&[("code", code.expose())])
    }

    /// It was not, for a reason of RFC 6749 section 4.1.2.1.
    pub fn error(&self, error: &str, description: &str) -> Response {
        self.redirect(&[("error", error), ("error_description", description)])
    }

    fn redirect(&self, parameters: &[(&str, &str)]) -> Response {
        let state = self.state.map(|state| ("state", state));
        let all = parameters.iter().copied().chain(state).chain([("iss", self.issuer)]);
        let all: Vec<_> = all.map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, ENCODED))).collect();
        // A query that was registered is kept (section 3.1.2).
        let mark = if self.redirect_uri.contains('?') { '&' } else { '?' };
        match HeaderValue::from_str(&format!("{}{mark}{}", self.redirect_uri, all.join("&"))) {
            // 303: the browser must not send the form on (RFC 9700 section 4.12).
            Ok(place) => (StatusCode::SEE_OTHER, [(header::LOCATION, place)]).into_response(),
            // A registered URI is ASCII, so this does not happen.
            Err(_) => pages::refusal(Refused::UNREACHABLE),
        }
    }
}
