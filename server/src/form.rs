//! The form body of the OAuth endpoints (RFC 6749 appendix B), read strictly.
//!
//! A repeated parameter, or text that is not UTF-8, is refused (RFC 6749 section 3.2). Values are wiped on drop.

use std::collections::BTreeMap;

use percent_encoding::percent_decode;
use zeroize::Zeroizing;

use crate::oauth_error::OAuthError;

/// The parameters of a form.
pub struct Form(BTreeMap<String, Zeroizing<String>>);

impl Form {
    /// The media type of a form.
    pub const MEDIA_TYPE: &'static str = "application/x-www-form-urlencoded";

    /// Reads a form body.
    ///
    /// # Errors
    /// [`OAuthError::InvalidRequest`] for a repeated parameter or text that is not UTF-8.
    pub fn parse(body: &[u8]) -> Result<Self, OAuthError> {
        let mut parameters = BTreeMap::new();
        for pair in body.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()) {
            let mut halves = pair.splitn(2, |byte| *byte == b'=');
            let name = decode(halves.next().unwrap_or_default());
            let value = decode(halves.next().unwrap_or_default());
            let (Some(name), Some(value)) = (name, value) else {
                return Err(OAuthError::InvalidRequest("The form is not UTF-8"));
            };
            if parameters.insert(name.to_string(), value).is_some() {
                return Err(OAuthError::InvalidRequest("A parameter stands more than once in the form"));
            }
        }
        Ok(Self(parameters))
    }

    /// Looks up a parameter. One without a value counts as omitted (RFC 6749 section 3.2).
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(|value| value.as_str()).filter(|value| !value.is_empty())
    }

    /// Looks up a parameter that must be there.
    ///
    /// # Errors
    /// [`OAuthError::InvalidRequest`] with `message` when it is missing.
    pub fn require(&self, name: &str, message: &'static str) -> Result<&str, OAuthError> {
        self.get(name).ok_or(OAuthError::InvalidRequest(message))
    }
}

/// Decodes one name or value; none if it is not UTF-8.
#[must_use]
pub fn decode(text: &[u8]) -> Option<Zeroizing<String>> {
    let spaced: Zeroizing<Vec<u8>> =
        Zeroizing::new(text.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect());
    let decoded = percent_decode(&spaced).decode_utf8().ok()?;
    Some(Zeroizing::new(decoded.into_owned()))
}
