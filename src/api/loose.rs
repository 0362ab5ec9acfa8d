//! Values that servers write in more than one type: numbers as text, texts as lists.
//!
//! Pure. Each is read as a whole or not at all.

use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error};
use serde_json::value::RawValue;

use super::json::{Text, elements, read};
use super::model::AppId;

/// A whole number that is not negative, also as a string.
pub(super) struct Count(pub(super) u64);

/// Seconds, also as a string or with a fraction, which is dropped.
pub(super) struct Seconds(pub(super) u64);

/// Addresses in a list, or in one text that is separated by white space. What is no text in the list is left out.
pub(super) struct Uris(pub(super) Vec<String>);

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        number(<&RawValue>::deserialize(deserializer)?, str::len).map(Self)
    }
}

impl<'de> Deserialize<'de> for Seconds {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let whole = |digits: &str| digits.split_once('.').map_or(digits.len(), |(whole, _)| whole.len());
        number(<&RawValue>::deserialize(deserializer)?, whole).map(Self)
    }
}

/// A number whose digits end at a place of the text.
fn number<E: Error>(json: &RawValue, end: fn(&str) -> usize) -> Result<u64, E> {
    let text = read::<Text<'_>>(json);
    let text = text.as_ref().map_or(json.get(), |text| &text.0);
    let digits = text.get(..end(text)).unwrap_or(text);
    digits.parse().map_err(|_| E::custom("no whole number"))
}

impl<'de> Deserialize<'de> for Uris {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = <&RawValue>::deserialize(deserializer)?;
        if let Some(Text(text)) = read(json) {
            return Ok(Self(text.split_whitespace().map(str::to_owned).collect()));
        }
        let uris = elements(json.get()).unwrap_or_default().into_iter().filter_map(read::<String>);
        Ok(Self(uris.filter(|uri| !uri.is_empty()).collect()))
    }
}

impl<'de> Deserialize<'de> for AppId {
    /// Reads a number by its digits, so that it stays exact. Only `serde_json` gives them.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = <&RawValue>::deserialize(deserializer)?;
        Self::from_str(json.get()).map_err(|_| D::Error::custom("no integer"))
    }
}
