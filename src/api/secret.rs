//! Holds what must not be seen: tokens and client secrets.
//!
//! There is no `Display` and no serialisation; [`SecretText::expose`] is the one way out, so that every use can be
//! found by its name.

use std::fmt;
use std::sync::Arc;

use zeroize::Zeroizing;

/// A token or a client secret in clear. Wiped from memory when its last clone is dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretText(Arc<Zeroizing<String>>);

impl SecretText {
    /// Takes the text over; the caller should not have kept a copy.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(Arc::new(Zeroizing::new(text)))
    }

    /// Hands out the text: to a header, to the clipboard, or to an element that the user asked to see.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SecretText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SecretText(…)")
    }
}

/// What a deployment says about a client secret (contract, "Secrets may be missing").
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClientSecret {
    /// In clear.
    Usable(SecretText),
    /// Stored as a hash; of no use to anybody, and not kept.
    Hashed,
    /// Absent, `null` or empty.
    Missing,
}

/// How the stored hashes of Django, passlib and crypt(3) begin.
const HASHES: [&str; 17] = [
    "pbkdf2_",
    "$pbkdf2",
    "bcrypt",
    "$2a$",
    "$2b$",
    "$2x$",
    "$2y$",
    "argon2",
    "$argon2",
    "scrypt",
    "$scrypt",
    "sha1$",
    "md5$",
    "unsalted_",
    "$1$",
    "$5$",
    "$6$",
];

impl ClientSecret {
    /// Tells a usable secret from a hash and from none.
    #[must_use]
    pub fn from_text(text: String) -> Self {
        let text = Zeroizing::new(text);
        if text.is_empty() {
            Self::Missing
        } else if HASHES.iter().any(|start| text.starts_with(start)) {
            Self::Hashed
        } else {
            Self::Usable(SecretText(Arc::new(text)))
        }
    }

    /// The secret, when there is one that can be used.
    #[must_use]
    pub fn usable(&self) -> Option<&SecretText> {
        match self {
            Self::Usable(text) => Some(text),
            Self::Hashed | Self::Missing => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ClientSecret, SecretText};

    #[test]
    fn a_secret_never_appears_in_debug_output() {
        let secret = ClientSecret::Usable(SecretText::new("canary".to_owned()));
        assert!(!format!("{secret:?}").contains("canary"));
    }

    #[test]
    fn a_hash_is_not_a_usable_secret() {
        for hash in [
            "pbkdf2_sha256$600000$salt$hash=",
            "bcrypt_sha256$$2b$12$abc",
            "bcrypt$$2b$12$abc",
            "$2b$12$abc",
            "argon2$argon2id$v=19$m=1",
            "$argon2id$v=19$m=1",
            "scrypt$salt$1$2$3$hash",
            "sha1$salt$hash",
            "md5$salt$hash",
        ] {
            assert_eq!(ClientSecret::from_text(hash.to_owned()), ClientSecret::Hashed, "{hash}");
        }
    }

    #[test]
    fn an_empty_secret_is_missing_and_any_other_is_usable() {
        assert_eq!(ClientSecret::from_text(String::new()), ClientSecret::Missing);
        let secret = ClientSecret::from_text("aB3$x".to_owned());
        assert_eq!(secret.usable().map(SecretText::expose), Some("aB3$x"));
    }
}
