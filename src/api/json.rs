//! Reads the JSON that deployments send by `serde_json`, and so that a wrong type spoils only itself.
//!
//! A value is kept as the text that it came as ([`RawValue`]) until somebody says of which type it should be: numbers stay
//! exact, and nothing is taken apart that nobody asks for. `serde_json` passes such text without recursion, so that
//! nesting of any depth costs no stack. What each answer holds is in the files that read it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::de::value::MapDeserializer;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::value::RawValue;
use zeroize::Zeroizing;

use super::error::Error;

/// A member of an object that is read on its own: whatever it is, the object around it can be read.
#[derive(Default)]
pub(super) enum Lenient<T> {
    /// There is no such member.
    #[default]
    Absent,
    /// The member is `null`.
    Null,
    /// The member is of another type than it should be.
    Wrong,
    /// The member is what it should be.
    Is(T),
}

impl<T> Lenient<T> {
    /// The member, where it is what it should be.
    pub(super) fn ok(self) -> Option<T> {
        match self {
            Self::Is(value) => Some(value),
            Self::Absent | Self::Null | Self::Wrong => None,
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Lenient<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = <&RawValue>::deserialize(deserializer)?;
        Ok(match json.get() {
            "null" => Self::Null,
            _ => T::deserialize(json).map_or(Self::Wrong, Self::Is),
        })
    }
}

/// A string that is copied only where it holds escapes. One with half of a surrogate pair is none.
#[derive(Deserialize)]
pub(super) struct Text<'a>(#[serde(borrow)] pub(super) Cow<'a, str>);

/// A string in which half of a surrogate pair becomes U+FFFD, as it would in a text node.
pub(super) struct LossyText<'a>(pub(super) Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for LossyText<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Bytes;

        // `serde_json` gives a string as bytes where it may hold half of a pair.
        impl<'de> Visitor<'de> for Bytes {
            type Value = LossyText<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a string")
            }

            fn visit_borrowed_bytes<E>(self, bytes: &'de [u8]) -> Result<Self::Value, E> {
                Ok(LossyText(std::str::from_utf8(bytes).map_or_else(|_| lossy(bytes).into(), Cow::Borrowed)))
            }

            fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Self::Value, E> {
                Ok(LossyText(lossy(bytes).into()))
            }
        }

        deserializer.deserialize_bytes(Bytes)
    }
}

/// Replaces each half of a surrogate pair by one U+FFFD. It has three bytes, of which the first is 0xED;
/// `String::from_utf8_lossy` would replace each of them.
fn lossy(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if chunk.invalid().starts_with(b"\xed") {
            text.push(char::REPLACEMENT_CHARACTER);
        }
    }
    text
}

/// The members of an object in their order, each value as it is written: for what has no type of its own.
pub(crate) struct Object<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'a> Object<'a> {
    /// The members when `json` is an object.
    pub(crate) fn parse(json: &'a str) -> Option<Self> {
        serde_json::from_str(json).ok()
    }

    /// The members up to the place where `json` stops being an object. What has an end of its own is whole; a number that
    /// comes last may not be.
    pub(super) fn parse_up_to_fault(json: &'a str) -> Self {
        let mut members = Vec::new();
        // The members that came are kept whatever comes behind them.
        let _ = Members(&mut members).deserialize(&mut serde_json::Deserializer::from_str(json));
        Self(members)
    }

    /// A member as it is written; none for `null`. The last of several wins, as in JavaScript.
    pub(crate) fn get(&self, name: &str) -> Option<&'a RawValue> {
        let (_, json) = self.0.iter().rev().find(|(key, _)| key == name)?;
        Some(*json).filter(|json| json.get() != "null")
    }

    /// A member of a type; none where it is of another.
    pub(crate) fn read<T: Deserialize<'a>>(&self, name: &str) -> Option<T> {
        T::deserialize(self.get(name)?).ok()
    }

    /// The same object without the members of some names.
    pub(crate) fn without(mut self, names: &[&str]) -> Self {
        self.0.retain(|(name, _)| !names.contains(&&**name));
        self
    }

    /// All members in their order.
    pub(crate) fn members(&self) -> impl Iterator<Item = (&str, &'a RawValue)> {
        self.0.iter().map(|(name, json)| (&**name, *json))
    }
}

impl<'de> Deserialize<'de> for Object<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut members = Vec::new();
        Members(&mut members).deserialize(deserializer)?;
        Ok(Self(members))
    }
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.members())
    }
}

/// Takes down the members of an object as they come.
struct Members<'m, 'a>(&'m mut Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de> DeserializeSeed<'de> for Members<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Members<'_, 'de> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some((name, json)) = map.next_entry::<LossyText<'de>, &'de RawValue>()? {
            self.0.push((name.0, json));
        }
        Ok(())
    }
}

/// Reads an object as a type of ours. The last of several members with one name wins, as in JavaScript.
pub(crate) fn object<'a, T: Deserialize<'a>>(json: &'a str) -> Option<T> {
    // A derived type would also be read from a list, by the order of its members.
    if !json.trim_ascii_start().starts_with('{') {
        return None;
    }
    serde_json::from_str(json).ok().or_else(|| {
        // A derived type takes no name twice, and none with half of a surrogate pair.
        let members: BTreeMap<Cow<'_, str>, &RawValue> = Object::parse(json)?.0.into_iter().collect();
        T::deserialize(MapDeserializer::<_, serde_json::Error>::new(members.into_iter())).ok()
    })
}

/// The elements, each as it is written, when `json` is an array.
pub(super) fn elements(json: &str) -> Option<Vec<&RawValue>> {
    serde_json::from_str(json).ok()
}

/// Whether `json` is one value, whichever.
pub(super) fn is_value(json: &str) -> bool {
    serde_json::from_str::<IgnoredAny>(json).is_ok()
}

/// The object or the list that `text` begins with, whatever comes behind it.
pub(super) fn first_value(text: &str) -> Option<&str> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<&RawValue>();
    Some(values.next()?.ok()?.get())
}

/// What keeps a text from being JSON: it ends too early, or it is something else.
pub(super) fn fault(text: &str) -> Error {
    let is_cut = |text: &str| serde_json::from_str::<IgnoredAny>(text).map_or_else(|error| error.is_eof(), |_| true);
    // `serde_json` calls a number wrong that ends in its sign, its point or its exponent: with a digit more it is right.
    let with_digit = || Zeroizing::new([text, "0"].concat());
    if is_cut(text) || is_cut(&with_digit()) { Error::Incomplete } else { Error::Malformed }
}

#[cfg(test)]
#[path = "json_tests.rs"]
mod tests;
