//! Reads JSON one member at a time, so that a wrong type spoils only itself.
//!
//! Members are kept as raw text: skipping them needs no stack however deep they nest, and numbers stay exact.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// The members of an object, in order.
pub(super) struct Members<'a>(pub(super) Vec<(Cow<'a, str>, &'a str)>);

impl<'a> Members<'a> {
    /// The members when `json` is an object.
    pub(super) fn read(json: &'a str) -> Option<Self> {
        serde_json::from_str(json).ok()
    }

    /// A member's raw JSON; none for `null`. The last of several wins, as in JavaScript.
    pub(super) fn get(&self, name: &str) -> Option<&'a str> {
        let (_, json) = self.0.iter().rev().find(|(key, _)| key == name)?;
        Some(*json).filter(|json| *json != "null")
    }

    /// A member that is a string.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        text(self.get(name)?)
    }
}

/// The elements' raw JSON when `json` is an array.
pub(super) fn elements(json: &str) -> Option<Vec<&str>> {
    let raw: Vec<&RawValue> = serde_json::from_str(json).ok()?;
    Some(raw.into_iter().map(RawValue::get).collect())
}

/// The string when `json` is one that holds only whole characters.
pub(super) fn text(json: &str) -> Option<String> {
    String::from_utf8(serde_json::from_str::<Bytes>(json).ok()?.0).ok()
}

/// The string when `json` is one; a lone surrogate becomes U+FFFD, as it would in a text node.
pub(super) fn lossy_text(json: &str) -> Option<String> {
    let bytes = serde_json::from_str::<Bytes>(json).ok()?.0;
    Some(match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    })
}

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Members<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(Key(key)) = map.next_key()? {
                    members.push((key, map.next_value::<&RawValue>()?.get()));
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Object)
    }
}

/// A member's name, borrowed where it holds no escapes.
struct Key<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl<'de> Visitor<'de> for Text {
            type Value = Key<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a name")
            }

            fn visit_borrowed_bytes<E>(self, name: &'de [u8]) -> Result<Self::Value, E> {
                Ok(Key(String::from_utf8_lossy(name)))
            }

            fn visit_bytes<E>(self, name: &[u8]) -> Result<Self::Value, E> {
                Ok(Key(Cow::Owned(String::from_utf8_lossy(name).into_owned())))
            }
        }
        // As bytes, since a lone surrogate in one name would spoil the whole object otherwise.
        deserializer.deserialize_bytes(Text)
    }
}

/// A string's bytes: serde_json gives lone surrogates only so.
struct Bytes(Vec<u8>);

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Raw;
        impl Visitor<'_> for Raw {
            type Value = Bytes;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a string")
            }

            fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Self::Value, E> {
                Ok(Bytes(bytes.to_vec()))
            }
        }
        deserializer.deserialize_bytes(Raw)
    }
}

#[cfg(test)]
mod tests {
    use super::{Members, elements, lossy_text, text};

    #[test]
    fn the_last_of_equal_members_wins_and_escapes_in_names_are_read() {
        let members = Members::read(r#"{"a":1,"a":null,"\u0062":"x","\ud800":1}"#).unwrap();
        assert_eq!(members.get("a"), None);
        assert_eq!(members.text("b").as_deref(), Some("x"));
    }

    #[test]
    fn a_lone_surrogate_is_no_whole_text_but_can_be_shown() {
        let json = r#""a\ud800b""#;
        assert_eq!(text(json), None);
        let shown = lossy_text(json).unwrap();
        assert!(shown.starts_with('a') && shown.ends_with('b') && shown.contains('\u{fffd}'));
    }

    #[test]
    fn only_a_string_is_text() {
        for json in ["1", "null", "true", "[1]", "[1,2]", "{}", "\"", ""] {
            assert_eq!(lossy_text(json), None, "{json}");
        }
    }

    #[test]
    fn a_member_may_nest_without_end() {
        let deep = [&"[".repeat(200_000), &*"]".repeat(200_000)].concat();
        let json = format!(r#"{{"deep":{deep},"name":"x"}}"#);
        assert_eq!(Members::read(&json).unwrap().text("name").as_deref(), Some("x"));
        assert_eq!(elements(&deep).unwrap().len(), 1);
    }
}
