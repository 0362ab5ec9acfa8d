//! Proof Key for Code Exchange (RFC 7636), `S256` alone.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};

/// Length of a challenge: 32 bytes in base64url.
const CHALLENGE_LENGTH: usize = 43;

/// The challenge that a verifier answers; none for text that is no verifier (section 4.1).
#[must_use]
pub fn challenge_of(verifier: &str) -> Option<String> {
    let unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let good = (43..=128).contains(&verifier.len()) && verifier.bytes().all(unreserved);
    good.then(|| URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes())))
}

/// Whether `text` can be a challenge of `S256` (section 4.2).
#[must_use]
pub fn is_challenge(text: &str) -> bool {
    text.len() == CHALLENGE_LENGTH && URL_SAFE_NO_PAD.decode(text).is_ok_and(|bytes| bytes.len() == 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 7636 appendix B.
    #[test]
    fn the_example_of_the_rfc_answers() {
        let challenge = challenge_of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk").unwrap();
        assert_eq!(challenge, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
        assert!(is_challenge(&challenge));
    }

    #[test]
    fn what_is_no_verifier_or_no_challenge_is_told() {
        for bad in ["", &"a".repeat(42), &"a".repeat(129), &format!("{}=", "a".repeat(42)), &"ä".repeat(43)] {
            assert_eq!(challenge_of(bad), None, "{bad}");
        }
        for bad in
            ["", &"a".repeat(42), &"a".repeat(44), &format!("{}=", "a".repeat(42)), &"ä".repeat(21), &"+".repeat(43)]
        {
            assert!(!is_challenge(bad), "{bad}");
        }
    }
}
