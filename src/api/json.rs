//! Reads the JSON that deployments send by `serde_json`, and so that a wrong type spoils only itself.
//!
//! A value is kept as the text that it came as ([`RawValue`]) until somebody says of which type it should be: numbers stay
//! exact, and nothing is taken apart that nobody asks for. `serde_json` passes such text without recursion, so that
//! nesting of any depth costs no stack. What each answer holds is in the files that read it.

use std::borrow::Cow;
use std::fmt;

use serde::de::value::MapDeserializer;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer, forward_to_deserialize_any};
use serde_json::value::RawValue;
use zeroize::Zeroizing;

use super::error::Error;

/// A member of what [`object`] reads, which is read on its own: whatever it is, the other members can be read.
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
        Ok(match Option::deserialize(deserializer) {
            Ok(Some(value)) => Self::Is(value),
            Ok(None) => Self::Null,
            Err(_) => Self::Wrong,
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

    /// A member as it is written; none for `null`.
    pub(crate) fn get(&self, name: &str) -> Option<&'a RawValue> {
        self.last(name).filter(|json| json.get() != "null")
    }

    /// The last of several members with one name counts, as in JavaScript.
    fn last(&self, name: &str) -> Option<&'a RawValue> {
        let (_, json) = self.0.iter().rev().find(|(key, _)| key == name)?;
        Some(*json)
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

/// Reads an object as a type of ours. Each member is read from its own text: where one fails, it alone does.
pub(crate) fn object<'a, T: Deserialize<'a>>(json: &'a str) -> Option<T> {
    T::deserialize(&Object::parse(json)?).ok()
}

/// Gives a derived type the members that it knows, each once.
impl<'de> Deserializer<'de> for &Object<'de> {
    type Error = serde_json::Error;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        let members = fields.iter().filter_map(|name| Some((*name, self.last(name)?)));
        visitor.visit_map(MapDeserializer::new(members))
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        visitor.visit_map(MapDeserializer::new(self.members()))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
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
