//! Writes client credentials for the token endpoint: HTTP Basic and form bodies.
//!
//! Pure text; who sends it is in `token`.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use form_urlencoded::{Serializer, byte_serialize};
use zeroize::Zeroizing;

/// The `Authorization` value of RFC 6749 section 2.3.1: both halves are form-encoded before they are joined.
#[must_use]
pub fn basic(client_id: &str, client_secret: &str) -> Zeroizing<String> {
    let mut pair = Zeroizing::new(String::new());
    pair.extend(byte_serialize(client_id.as_bytes()));
    pair.push(':');
    pair.extend(byte_serialize(client_secret.as_bytes()));
    // The space by itself: in the module the word and what lies behind it would else look like a header with a secret.
    let mut header = Zeroizing::new("Basic".to_owned());
    header.push(' ');
    STANDARD.encode_string(pair.as_bytes(), &mut header);
    header
}

/// An `application/x-www-form-urlencoded` body.
#[must_use]
pub fn form(fields: &[(&str, &str)]) -> Zeroizing<String> {
    Zeroizing::new(Serializer::new(String::new()).extend_pairs(fields).finish())
}

/// The form of base64 that URLs and tokens use, without padding (RFC 4648 section 5).
#[must_use]
pub fn base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Reads what [`base64url`] writes; none for anything else.
pub(super) fn from_base64url(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

#[cfg(test)]
mod tests {
    use super::{base64url, basic, form, from_base64url};

    #[test]
    fn base64url_has_no_letter_that_a_url_would_change() {
        assert_eq!(base64url(&[0xfb, 0xff, 0xbf, 0xff]), "-_-__w");
        assert_eq!(from_base64url("a b"), None);
    }

    #[test]
    fn basic_credentials_are_form_encoded_first() {
        // a%3Ab:c+%C3%A9%25
        assert_eq!(&*basic("a:b", "c é%"), "Basic YSUzQWI6YyslQzMlQTklMjU=");
    }

    #[test]
    fn a_form_is_encoded() {
        assert_eq!(&*form(&[("scope", "read write"), ("token", "a+b/c=&")]), "scope=read+write&token=a%2Bb%2Fc%3D%26");
    }
}
