//! Writes client credentials for the token endpoint: HTTP Basic and form bodies.
//!
//! Pure text; who sends it is in `token`. Base64 is written here: the crate `base64` made the typed client 2.8 kB larger
//! (brotli), by its tables and by what it says when it panics. The browser's `btoa` would leave native tests without it.

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
    base64(pair.as_bytes(), &mut header);
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
    let mut text = String::new();
    base64(bytes, &mut text);
    text.trim_end_matches('=')
        .chars()
        .map(|letter| match letter {
            '+' => '-',
            '/' => '_',
            letter => letter,
        })
        .collect()
}

/// Reads what [`base64url`] writes; none for anything else.
pub(super) fn from_base64url(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0_u32, 0);
    for letter in text.bytes() {
        let letter = match letter {
            b'-' => b'+',
            b'_' => b'/',
            letter => letter,
        };
        bits = bits << 6 | LETTERS.iter().position(|other| *other == letter)? as u32;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
    }
    Some(bytes)
}

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn base64(bytes: &[u8], to: &mut String) {
    for group in bytes.chunks(3) {
        let bits = group.iter().fold(0, |bits, byte| bits << 8 | usize::from(*byte)) << (8 * (3 - group.len()));
        for place in 0..4 {
            let letter = LETTERS[bits >> (18 - 6 * place) & 63];
            to.push(if place > group.len() { '=' } else { letter.into() });
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{base64, base64url, basic, form, from_base64url};

    proptest! {
        #[test]
        fn bytes_survive_base64url(bytes: Vec<u8>) {
            prop_assert_eq!(from_base64url(&base64url(&bytes)), Some(bytes));
        }
    }

    #[test]
    fn base64url_has_no_letter_that_a_url_would_change() {
        assert_eq!(base64url(&[0xfb, 0xff, 0xbf, 0xff]), "-_-__w");
        assert_eq!(from_base64url("a b"), None);
    }

    #[test]
    fn base64_is_that_of_rfc_4648() {
        for (plain, coded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            let mut found = String::new();
            base64(plain.as_bytes(), &mut found);
            assert_eq!(found, coded);
        }
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
