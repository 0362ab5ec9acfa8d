//! Secrets: how they are made, sealed, hashed, compared and kept out of logs.
//!
//! Knows nothing of HTTP and of the database. A [`Secret`] leaves only through [`Secret::expose`]; never add a `Display`
//! or `Serialize` to it.

use std::fmt;

use aes_gcm::{
    Aes256Gcm, KeyInit, Nonce,
    aead::{Aead, Payload},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// Length of a client identifier, in characters of 5.95 bits.
pub const CLIENT_ID_LENGTH: usize = 40;
/// Length of a client secret: 380 bits.
pub const CLIENT_SECRET_LENGTH: usize = 64;
/// Length of an access token: 256 bits, where RFC 6749 section 10.10 asks for 128.
pub const TOKEN_LENGTH: usize = 43;

const ALPHABET: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
/// First byte of a sealed secret: AES-256-GCM (NIST SP 800-38D), whose nonce follows. It opens a secret in a sixth of the time
/// that XChaCha20-Poly1305 takes, and a list has many. With random nonces a key is good for 2^32 of them (section 8.3).
const AES_GCM: u8 = 2;
/// First byte of one that was sealed before: XChaCha20-Poly1305. Such are opened only.
const XCHACHA: u8 = 1;

/// What failed. Says nothing of the secret.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The system gave no random bytes.
    #[error("the system's random generator failed: {0}")]
    Random(#[from] getrandom::Error),
    /// The sealed bytes were not made with this key for this owner.
    #[error("a sealed secret does not open with this key")]
    Open,
    /// Sealing failed.
    #[error("a secret could not be sealed")]
    Seal,
    /// A key that is not 32 bytes in base64.
    #[error("the key must be 32 bytes in base64 (44 characters), as `openssl rand -base64 32` prints")]
    Key,
}

/// A client secret or a token. Wiped on drop, and redacted in `Debug`.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Secret(String);

impl Secret {
    /// Takes a secret in.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// The one way out: for the answer to the one it belongs to.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Compares in constant time. The duration depends on nothing but the lengths.
    #[must_use]
    pub fn equals(&self, other: &Self) -> bool {
        self.0.as_bytes().ct_eq(other.0.as_bytes()).into()
    }

    /// What is stored of a token.
    #[must_use]
    pub fn hash(&self) -> TokenHash {
        TokenHash(Sha256::digest(self.0.as_bytes()).into())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(redacted)")
    }
}

/// The SHA-256 of a token.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct TokenHash([u8; 32]);

impl TokenHash {
    /// The bytes for the database.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// Makes a random text of letters and digits with the system's generator.
///
/// # Errors
/// [`Error::Random`] when the system gives no random bytes.
pub fn random_text(length: usize) -> Result<Secret, Error> {
    let mut text = String::with_capacity(length);
    let mut bytes = Zeroizing::new([0_u8; 64]);
    while text.len() < length {
        getrandom::fill(bytes.as_mut_slice())?;
        // 248 is the largest multiple of 62 below 256: the rest is dropped, so that each character is equally likely.
        let fair = bytes.iter().filter(|byte| **byte < 248);
        let missing = length - text.len();
        text.extend(fair.take(missing).map(|byte| char::from(ALPHABET[usize::from(byte % 62)])));
    }
    Ok(Secret(text))
}

/// The key of the configuration that seals the client secrets at rest.
pub struct Key {
    current: Aes256Gcm,
    before: XChaCha20Poly1305,
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(redacted)")
    }
}

impl Key {
    /// Reads a key from base64.
    ///
    /// # Errors
    /// [`Error::Key`] unless it is 32 bytes.
    pub fn from_base64(text: &str) -> Result<Self, Error> {
        let bytes = Zeroizing::new(STANDARD.decode(text.trim()).map_err(|_| Error::Key)?);
        let current = Aes256Gcm::new_from_slice(&bytes).map_err(|_| Error::Key)?;
        let before = XChaCha20Poly1305::new_from_slice(&bytes).map_err(|_| Error::Key)?;
        Ok(Self { current, before })
    }

    /// Makes the text of a new key.
    ///
    /// # Errors
    /// [`Error::Random`] when the system gives no random bytes.
    pub fn generate_base64() -> Result<Secret, Error> {
        let mut bytes = Zeroizing::new([0_u8; 32]);
        getrandom::fill(bytes.as_mut_slice())?;
        Ok(Secret(STANDARD.encode(bytes.as_slice())))
    }

    /// Seals a secret for `owner` (a client id): it opens for no other.
    ///
    /// # Errors
    /// [`Error::Random`] or [`Error::Seal`].
    pub fn seal(&self, secret: &Secret, owner: &str) -> Result<Vec<u8>, Error> {
        let mut nonce = [0_u8; 12];
        getrandom::fill(&mut nonce)?;
        let payload = Payload { msg: secret.0.as_bytes(), aad: owner.as_bytes() };
        let sealed = self.current.encrypt(&Nonce::from(nonce), payload).map_err(|_| Error::Seal)?;
        Ok([&[AES_GCM], nonce.as_slice(), &sealed].concat())
    }

    /// Opens what [`Key::seal`] made for the same `owner`.
    ///
    /// # Errors
    /// [`Error::Open`] for another key, another owner or changed bytes.
    pub fn open(&self, sealed: &[u8], owner: &str) -> Result<Secret, Error> {
        let (version, rest) = sealed.split_first().ok_or(Error::Open)?;
        let text = match *version {
            AES_GCM => {
                let (nonce, msg) = rest.split_first_chunk().ok_or(Error::Open)?;
                self.current.decrypt(&Nonce::from(*nonce), Payload { msg, aad: owner.as_bytes() })
            }
            XCHACHA => {
                let (nonce, msg) = rest.split_first_chunk().ok_or(Error::Open)?;
                self.before.decrypt(&XNonce::from(*nonce), Payload { msg, aad: owner.as_bytes() })
            }
            _ => return Err(Error::Open),
        };
        String::from_utf8(text.map_err(|_| Error::Open)?).map(Secret).map_err(|_| Error::Open)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_secret_opens_only_with_its_key_and_for_its_owner() {
        let key = Key::from_base64(Key::generate_base64().unwrap().expose()).unwrap();
        let other = Key::from_base64(Key::generate_base64().unwrap().expose()).unwrap();
        let secret = Secret::new("canary".into());
        let mut sealed = key.seal(&secret, "client-a").unwrap();
        assert!(key.open(&sealed, "client-a").unwrap().equals(&secret));
        assert!(key.open(&sealed, "client-b").is_err());
        assert!(other.open(&sealed, "client-a").is_err());
        assert_ne!(sealed, key.seal(&secret, "client-a").unwrap(), "a nonce was used twice");
        *sealed.last_mut().unwrap() ^= 1;
        assert!(key.open(&sealed, "client-a").is_err());
        assert!(key.open(&[], "client-a").is_err());
        assert!(key.open(&[1, 2, 3], "client-a").is_err());
    }

    #[test]
    fn what_was_sealed_before_opens_and_is_sealed_anew() {
        let key = [5; 32];
        let cipher = XChaCha20Poly1305::new_from_slice(&key).unwrap();
        let payload = Payload { msg: b"canary", aad: b"client-a" };
        let text = cipher.encrypt(&XNonce::from([7; 24]), payload).unwrap();
        let sealed = [&[1], [7; 24].as_slice(), &text].concat();
        let key = Key::from_base64(&STANDARD.encode(key)).unwrap();
        assert_eq!(key.open(&sealed, "client-a").unwrap().expose(), "canary");
        assert!(key.open(&sealed, "client-b").is_err());
        assert_eq!(key.seal(&Secret::new("canary".into()), "client-a").unwrap().first(), Some(&2));
    }

    #[test]
    fn random_texts_have_their_length_use_the_whole_alphabet_and_differ() {
        let text = random_text(5_000).unwrap();
        assert_eq!(text.expose().len(), 5_000);
        for letter in ALPHABET {
            assert!(text.expose().as_bytes().contains(letter));
        }
        assert!(!random_text(TOKEN_LENGTH).unwrap().equals(&random_text(TOKEN_LENGTH).unwrap()));
    }

    #[test]
    fn debug_output_holds_no_secret() {
        assert_eq!(format!("{:?}", Secret::new("canary".into())), "Secret(redacted)");
    }

    #[test]
    fn a_key_of_another_length_is_refused() {
        assert!(Key::from_base64("c2hvcnQ=").is_err());
        assert!(Key::from_base64("not base64").is_err());
    }
}
