//! Holds what must not be seen: tokens and client secrets.
//!
//! There is no `Display` and no serialisation; [`SecretText::expose`] is the one way out, so that every use can be
//! found by its name.

use std::fmt;
use std::sync::Arc;

use zeroize::Zeroizing;

use super::secret_forms::Form;

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

/// What a deployment says about a client secret (docs/requirements/contract.md, "What varies in the list").
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClientSecret {
    /// In clear.
    Usable(SecretText),
    /// Stored as a hash, or in another form that the server does not take back; of no use to anybody, and not kept.
    Hashed,
    /// Absent, `null`, blank, or words and marks in its place.
    Missing,
}

impl ClientSecret {
    /// Tells a usable secret from a hash and from none.
    #[must_use]
    pub fn from_text(text: String) -> Self {
        let form = Form::of(&text);
        Self::of_form(form, SecretText::new(text))
    }

    /// Takes a text whose form is known.
    #[must_use]
    pub(super) fn of_form(form: Form, text: SecretText) -> Self {
        match form {
            Form::Clear => Self::Usable(text),
            Form::Hash => Self::Hashed,
            Form::Nothing => Self::Missing,
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
    fn an_empty_secret_is_missing_and_any_other_is_usable() {
        assert_eq!(ClientSecret::from_text(String::new()), ClientSecret::Missing);
        let secret = ClientSecret::from_text("aB3$x".to_owned());
        assert_eq!(secret.usable().map(SecretText::expose), Some("aB3$x"));
    }
}
