//! Members of an application that nothing is known of: a deployment may give more than the contract names. Nobody knows what
//! they hold, so that they are kept as secrets are.
//!
//! Pure.

use serde_json::value::RawValue;

use super::json::Text;
use super::secret::SecretText;

/// The most that is kept of one value, in bytes.
const MOST: usize = 4096;

/// Ends a name, and a value: as it is JSON has no such character.
const END: char = '\0';

/// Members that nothing is known of, in the order of the answer. Packed, as they are rare and there may be many rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Others(SecretText);

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    /// Its name.
    pub name: String,
    /// A text as it is, anything else as JSON, nothing for `null`; none where it was too long to be kept.
    pub value: Option<SecretText>,
}

impl Others {
    /// What [`Others::push`] made.
    pub(super) fn new(packed: &str) -> Self {
        Self(SecretText::new(packed.to_owned()))
    }

    /// None at all.
    #[must_use]
    pub fn none() -> Self {
        Self::new("")
    }

    /// Packs one more.
    pub(super) fn push(packed: &mut String, name: &str, json: &str) {
        if name.contains(END) {
            return;
        }
        packed.push_str(name);
        packed.push(END);
        packed.push_str(if json.len() > MOST { "" } else { json });
        packed.push(END);
    }

    /// All of them, packed.
    pub(super) fn packed(&self) -> &str {
        self.0.expose()
    }

    /// All of them in their order. Of several with one name the last counts, as in JavaScript.
    #[must_use]
    pub fn list(&self) -> Vec<Other> {
        let mut list = Vec::<Other>::new();
        let mut parts = self.packed().split_terminator(END);
        while let Some((name, json)) = parts.next().zip(parts.next()) {
            list.retain(|other| other.name != name);
            list.push(Other { name: name.to_owned(), value: (!json.is_empty()).then(|| SecretText::new(value(json))) });
        }
        list
    }
}

/// What a person reads of a value.
fn value(json: &str) -> String {
    let text = serde_json::from_str::<&RawValue>(json).ok().and_then(Text::lossy);
    match text {
        Some(Text(text)) => text.into_owned(),
        None if json == "null" => String::new(),
        None => json.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(members: &[(&str, &str)]) -> Others {
        let mut packed = String::new();
        members.iter().for_each(|(name, json)| Others::push(&mut packed, name, json));
        Others::new(&packed)
    }

    fn shown(others: &Others) -> Vec<(String, Option<String>)> {
        let text = |other: Other| (other.name, other.value.map(|value| value.expose().to_owned()));
        others.list().into_iter().map(text).collect()
    }

    #[test]
    fn a_text_is_read_and_anything_else_stays_as_it_is_written() {
        let others = packed(&[
            ("a", r#""x\n\"y\" \ud800""#),
            ("b", "[1, {\"c\": null}]"),
            ("d", "null"),
            ("e", "12345678901234567890.10"),
            ("", "\"\""),
        ]);
        let expected = [
            ("a", "x\n\"y\" \u{fffd}"),
            ("b", "[1, {\"c\": null}]"),
            ("d", ""),
            ("e", "12345678901234567890.10"),
            ("", ""),
        ];
        assert_eq!(shown(&others), expected.map(|(name, value)| (name.to_owned(), Some(value.to_owned()))));
    }

    #[test]
    fn what_is_too_long_has_its_name_alone() {
        let long = format!("\"{}\"", "x".repeat(MOST));
        let others = packed(&[("a", &long), ("b", "1")]);
        assert_eq!(shown(&others), [("a".to_owned(), None), ("b".to_owned(), Some("1".to_owned()))]);
    }

    #[test]
    fn the_last_of_a_name_counts_and_a_name_with_nul_is_none() {
        let others = packed(&[("a", "1"), ("b\0c", "2"), ("a", "3")]);
        assert_eq!(shown(&others), [("a".to_owned(), Some("3".to_owned()))]);
    }

    #[test]
    fn debug_output_shows_no_value() {
        let others = packed(&[("token", "\"canary\"")]);
        assert!(!format!("{others:?} {:?}", others.list()).contains("canary"));
    }
}
