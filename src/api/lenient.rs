//! A member that may be of any type, or not there at all. Pure.

use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// A member of what [`object`](super::json::object) reads, which is read on its own: whatever it is, the other members can be read.
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
    /// Reads a member by what reads its value.
    pub(super) fn of<'a>(json: &'a RawValue, read: impl FnOnce(&'a RawValue) -> Option<T>) -> Self {
        if json.get() == "null" { Self::Null } else { read(json).map_or(Self::Wrong, Self::Is) }
    }

    /// The member, where it is what it should be, borrowed.
    pub(super) fn get(&self) -> Option<&T> {
        match self {
            Self::Is(value) => Some(value),
            Self::Absent | Self::Null | Self::Wrong => None,
        }
    }

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
