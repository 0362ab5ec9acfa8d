//! Reads the JSON that deployments send by `serde_json`, and so that a wrong type spoils only itself.
//!
//! A value is kept as the text that it came as ([`RawValue`]) until somebody says of which type it should be: numbers stay
//! exact, and nothing is taken apart that nobody asks for. `serde_json` passes such text without recursion, so that
//! nesting of any depth costs no stack. What each answer holds is in the files that read it.
//!
//! A type is never asked of `serde_json` itself, which would say in a sentence what stands there instead. Nobody reads
//! those sentences, and the code that writes them, with all that numbers need, is 4 kB of the typed client (brotli).

use std::borrow::Cow;
use std::fmt;

use serde::de::value::{BorrowedStrDeserializer, MapDeserializer};
use serde::de::{self, Deserializer, IgnoredAny, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer, forward_to_deserialize_any};
use serde_json::de::SliceRead;
use serde_json::value::RawValue;
use zeroize::{Zeroize, Zeroizing};

use super::error::Error;
pub(super) use super::lenient::Lenient;

/// A string that is copied only where it holds escapes. One with half of a surrogate pair is none.
#[derive(Deserialize)]
#[serde(transparent)]
pub(super) struct Text<'a>(#[serde(borrow)] pub(super) Cow<'a, str>);

impl<'a> Text<'a> {
    /// Reads a string.
    pub(super) fn of(json: &'a RawValue) -> Option<Self> {
        text(json).map(Self)
    }

    /// Reads a string in which half of a surrogate pair becomes U+FFFD, as it would in a text node.
    pub(super) fn lossy(json: &'a RawValue) -> Option<Self> {
        lossy_text(json).map(Self)
    }

    /// The string.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl Zeroize for Text<'_> {
    /// Wipes the copy, where there is one.
    fn zeroize(&mut self) {
        if let Cow::Owned(text) = &mut self.0 {
            text.zeroize();
        }
    }
}

/// A string; none for anything else, and with half of a surrogate pair.
fn text(json: &RawValue) -> Option<Cow<'_, str>> {
    let [b'"', bare @ .., b'"'] = json.get().as_bytes() else { return None };
    if bare.contains(&b'\\') { unescaped(json.get()) } else { json.get().get(1..=bare.len()).map(Cow::Borrowed) }
}

/// A string in which half of a surrogate pair is U+FFFD; none for anything else.
fn lossy_text(json: &RawValue) -> Option<Cow<'_, str>> {
    let halves = || Some(Cow::Owned(unescaped(&without_halves(json.get()))?.into_owned()));
    text(json).or_else(halves)
}

/// A string that holds escapes.
fn unescaped(json: &str) -> Option<Cow<'_, str>> {
    match Shallow::parse(json)? {
        Shallow::Text(text) => Some(text),
        _ => None,
    }
}

/// A string with U+FFFD in the place of each escape that is half of a surrogate pair.
fn without_halves(json: &str) -> String {
    let mut mended = String::new();
    let mut rest = json;
    while let Some(at) = rest.bytes().position(|byte| byte == b'\\') {
        let Some((before, escape)) = rest.split_at_checked(at) else { break };
        // A pair is written with twelve characters, what else has a number with six, and the others with two.
        let whole =
            |length: &usize| escape.get(..*length).filter(|part| unescaped(&["\"", part, "\""].concat()).is_some());
        let (kept, length) = [12, 6, 2].iter().find_map(whole).map_or(("\\ufffd", 6), |part| (part, part.len()));
        mended.extend([before, kept]);
        rest = escape.get(length..).unwrap_or_default();
    }
    mended.push_str(rest);
    mended
}

/// One value as `serde_json` takes it apart. What lies in it stays as it is written.
enum Shallow<'a> {
    Text(Cow<'a, str>),
    List(Vec<&'a RawValue>),
    Object(Object<'a>),
    /// A number, a truth value or `null`.
    Other,
}

impl<'a> Shallow<'a> {
    fn parse(json: &'a str) -> Option<Self> {
        let mut value = Self::Other;
        value.read(json).ok().map(|()| value)
    }

    /// Takes a value apart. On an error what came before the fault is there.
    fn read(&mut self, json: &'a str) -> serde_json::Result<()> {
        let mut deserializer = deserializer(json);
        deserializer.deserialize_any(self)?;
        deserializer.end()
    }
}

impl<'de> Visitor<'de> for &mut Shallow<'de> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any value")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<(), E> {
        *self = Shallow::Text(text.into());
        Ok(())
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        *self = Shallow::Text(text.to_owned().into());
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let mut elements = Vec::new();
        while let Some(json) = list.next_element()? {
            elements.push(json);
        }
        *self = Shallow::List(elements);
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        // An application has ten.
        let mut members = Vec::with_capacity(16);
        let end = loop {
            match map.next_entry::<&RawValue, &RawValue>() {
                Ok(Some((name, json))) => members.push((lossy_text(name).unwrap_or_default(), json)),
                end => break end.map(|_| ()),
            }
        };
        *self = Shallow::Object(Object(members));
        end
    }
}

/// The members of an object in their order, each value as it is written: for what has no type of its own.
pub(crate) struct Object<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'a> Object<'a> {
    /// The members when `json` is an object.
    pub(crate) fn parse(json: &'a str) -> Option<Self> {
        match Shallow::parse(json)? {
            Shallow::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The members up to the place where `json` stops being an object. What has an end of its own is whole; a number that
    /// comes last may not be.
    pub(super) fn parse_up_to_fault(json: &'a str) -> Self {
        let mut value = Shallow::Other;
        // The members that came are kept whatever comes behind them.
        let _ = value.read(json);
        match value {
            Shallow::Object(object) => object,
            _ => Self(Vec::new()),
        }
    }

    /// A member as it is written; none for `null`.
    pub(crate) fn get(&self, name: &str) -> Option<&'a RawValue> {
        self.last(name).filter(|json| json.get() != "null")
    }

    /// The last of several members with one name counts, as in JavaScript.
    pub(super) fn last(&self, name: &str) -> Option<&'a RawValue> {
        let (_, json) = self.0.iter().rev().find(|(key, _)| key == name)?;
        Some(*json)
    }

    /// A member of a type; none where it is of another.
    pub(crate) fn read<T: Deserialize<'a>>(&self, name: &str) -> Option<T> {
        read(self.get(name)?)
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
        Self::parse(<&RawValue>::deserialize(deserializer)?.get()).ok_or_else(|| de::Error::custom("no object"))
    }
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.members())
    }
}

/// Reads an object as a type of ours. Each member is read from its own text: where one fails, it alone does.
pub(crate) fn object<'a, T: Deserialize<'a>>(json: &'a str) -> Option<T> {
    T::deserialize(&Object::parse(json)?).ok()
}

/// Reads a value as a type of ours; none where it is of another.
pub(crate) fn read<'a, T: Deserialize<'a>>(json: &'a RawValue) -> Option<T> {
    T::deserialize(Member(json)).ok()
}

/// Gives a derived type the members that it knows, each once and by its number.
impl<'de> Deserializer<'de> for &Object<'de> {
    type Error = Mismatch;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        let mut members = (0_u64..).zip(fields).filter_map(|(number, name)| Some((number, Member(self.last(name)?))));
        visitor.visit_map(MapDeserializer::new(&mut members as &mut dyn Iterator<Item = (u64, Member<'de>)>))
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_map(MapDeserializer::new(self.members().map(|(name, json)| (name, Member(json)))))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

/// A value that is read as one of the types that members have: a text, a truth value, a number without sign, or
/// something that takes it as it is written.
#[derive(Clone, Copy)]
struct Member<'a>(&'a RawValue);

impl<'de> Deserializer<'de> for Member<'de> {
    type Error = Mismatch;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match self.0.get() {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            json => match (text(self.0), json.parse()) {
                (Some(Cow::Borrowed(text)), _) => visitor.visit_borrowed_str(text),
                (Some(Cow::Owned(text)), _) => visitor.visit_string(text),
                (None, Ok(number)) => visitor.visit_u64(number),
                (None, Err(_)) => Err(Mismatch),
            },
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        if self.0.get() == "null" { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    /// Gives a [`RawValue`] as it is.
    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Mismatch> {
        // What `serde_json` does for the one such type that it has, a map of one member with the type's name.
        let json = BorrowedStrDeserializer::new(self.0.get());
        visitor.visit_map(MapDeserializer::new(std::iter::once((name, json))))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de> IntoDeserializer<'de, Mismatch> for Member<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// A value is of another type than it should be. What stands there instead is not said.
#[derive(Debug)]
pub(crate) struct Mismatch;

impl fmt::Display for Mismatch {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("another type")
    }
}

impl std::error::Error for Mismatch {}

impl de::Error for Mismatch {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

/// The elements, each as it is written, when `json` is an array.
pub(super) fn elements(json: &str) -> Option<Vec<&RawValue>> {
    match Shallow::parse(json)? {
        Shallow::List(elements) => Some(elements),
        _ => None,
    }
}

/// One value, whichever, as it is written.
pub(super) fn raw_value(json: &str) -> Option<&RawValue> {
    value(json).ok()
}

/// Whether `json` is one value, whichever.
pub(super) fn is_value(json: &str) -> bool {
    value::<IgnoredAny>(json).is_ok()
}

/// What takes JSON apart. By bytes: `serde_json` cuts pieces out of a `str`, and what a cut within a character is reported
/// with, tables of Unicode included, made the typed client 3.2 kB larger (brotli).
fn deserializer(json: &str) -> serde_json::Deserializer<SliceRead<'_>> {
    serde_json::Deserializer::from_slice(json.as_bytes())
}

fn value<'a, T: Deserialize<'a>>(json: &'a str) -> serde_json::Result<T> {
    serde_json::from_slice(json.as_bytes())
}

/// The object or the list that `text` begins with, whatever comes behind it.
pub(super) fn first_value(text: &str) -> Option<&str> {
    let mut values = deserializer(text).into_iter::<&RawValue>();
    Some(values.next()?.ok()?.get())
}

/// What keeps a text from being JSON: it ends too early, or it is something else.
pub(super) fn fault(text: &str) -> Error {
    let is_cut = |text: &str| value::<IgnoredAny>(text).map_or_else(|error| error.is_eof(), |_| true);
    // `serde_json` calls a number wrong that ends in its sign, its point or its exponent: with a digit more it is right.
    let with_digit = || Zeroizing::new([text, "0"].concat());
    if is_cut(text) || is_cut(&with_digit()) { Error::Incomplete } else { Error::Malformed }
}

#[cfg(test)]
#[path = "json_tests.rs"]
mod tests;
