//! What the page works with: applications as they came, with what is wrong with them.
//!
//! Pure data. Reading the list is in [`list`](super::list); nothing here is ever sent.

use std::fmt;
use std::str::FromStr;

use arrayvec::ArrayString;
use serde::Serialize;

use super::others::Others;
use super::secret::{ClientSecret, SecretText};

/// The longest id in characters: that of 128 bits.
const LONGEST_ID: usize = 40;

/// An application's id, exact whatever its size: it may exceed 2^53 (docs/requirements/contract.md, "Applications"). Nobody
/// calculates with it: it is kept as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AppId(ArrayString<LONGEST_ID>);

impl AppId {
    /// What orders ids by their value.
    #[must_use]
    pub fn rank(self) -> Rank {
        let mut rank = [0; LONGEST_ID + 1];
        let [size, digits @ ..] = &mut rank;
        // The longer of two is the larger.
        *size = (LONGEST_ID + self.0.len()) as u8;
        digits.iter_mut().zip(self.0.bytes()).for_each(|(place, digit)| *place = digit);
        if self.0.starts_with('-') {
            // Below zero it is the other way round.
            *size = (LONGEST_ID - self.0.len()) as u8;
            digits.iter_mut().for_each(|digit| *digit = !*digit);
        }
        Rank(rank)
    }

    /// As it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The place of an id among others by its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank([u8; LONGEST_ID + 1]);

impl Rank {
    /// Before every other.
    pub const NONE: Self = Self([0; LONGEST_ID + 1]);

    /// The place in the other direction.
    #[must_use]
    pub fn reversed(self) -> Self {
        Self(self.0.map(|byte| !byte))
    }
}

impl fmt::Display for AppId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// The text is no decimal integer as JSON writes it, or has more than 40 characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadId;

impl FromStr for AppId {
    type Err = BadId;

    fn from_str(text: &str) -> Result<Self, BadId> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let canonical = match digits.as_bytes() {
            [b'0'] => digits.len() == text.len(),
            [b'1'..=b'9', rest @ ..] => rest.iter().all(u8::is_ascii_digit),
            _ => false,
        };
        ArrayString::from(text).ok().filter(|_| canonical).map(Self).ok_or(BadId)
    }
}

/// A row's identity in its list: unique also where ids repeat or are missing, and the same after a reload.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RowKey {
    id: Option<AppId>,
    nth: u32,
}

impl RowKey {
    /// The `nth` row (from 0) of those with this id, or of those without any.
    #[must_use]
    pub fn new(id: Option<AppId>, nth: u32) -> Self {
        Self { id, nth }
    }

    /// The id of its row.
    #[must_use]
    pub fn id(self) -> Option<AppId> {
        self.id
    }

    /// How many rows before its own have the same id, or have none as well.
    #[must_use]
    pub fn nth(self) -> u32 {
        self.nth
    }
}

/// RFC 6749 section 2.1, or something newer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClientType {
    /// Can keep a secret.
    Confidential,
    /// Cannot keep a secret.
    Public,
    /// As the server wrote it; empty when it wrote nothing.
    Other(String),
}

/// What is wrong with a row of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub enum Defect {
    /// The id is absent or no integer: the row cannot be deleted.
    Id,
    /// Another row has the same id.
    DuplicateId,
    /// The name is absent or no string.
    Name,
    /// The client ID is absent, empty or no string.
    ClientId,
    /// The client type is no string.
    ClientType,
    /// The secret is neither a string nor `null`.
    Secret,
    /// The entry is no object at all.
    Entry,
}

/// All of them, in their order.
pub(super) const DEFECTS: [Defect; 7] = [
    Defect::Id,
    Defect::DuplicateId,
    Defect::Name,
    Defect::ClientId,
    Defect::ClientType,
    Defect::Secret,
    Defect::Entry,
];

/// What is wrong with a row: a bit for each [`Defect`].
#[derive(Clone, Copy, Default)]
pub struct Defects(pub(super) u8);

impl Defects {
    /// Says that something is wrong, where it is.
    pub fn set(&mut self, defect: Defect, is_there: bool) {
        self.0 |= if is_there { Self::of(defect).0 } else { 0 };
    }

    /// One alone.
    pub(super) fn of(defect: Defect) -> Self {
        Self(1 << defect as u8)
    }

    /// Whether something is wrong.
    pub(super) fn has(self, defect: Defect) -> bool {
        self.0 & Self::of(defect).0 != 0
    }
}

/// One row of `GET /o/apps/`.
#[derive(Clone, Debug, PartialEq)]
pub struct Application {
    /// The id, when it is usable.
    pub id: Option<AppId>,
    /// What tells this row from every other of its list.
    pub key: RowKey,
    /// As the server sent it, hostile characters included; empty when unreadable.
    pub name: String,
    /// The client identifier (RFC 6749 section 2.2); empty when unreadable.
    pub client_id: String,
    /// Confidential or public.
    pub client_type: ClientType,
    /// The secret, or why there is none.
    pub secret: ClientSecret,
    /// When it was created, in milliseconds since 1970 UTC.
    pub created: Option<f64>,
    /// When it was last changed, in milliseconds since 1970 UTC.
    pub updated: Option<f64>,
    /// `authorization_grant_type`.
    pub grant_type: Option<String>,
    /// The redirect URIs, from a list or from text separated by white space.
    pub redirect_uris: Vec<String>,
    /// `skip_authorization`.
    pub skip_authorization: Option<bool>,
    /// What nothing is known of.
    pub others: Others,
    /// What is wrong with this row, in the order of [`Defect`].
    pub defects: Vec<Defect>,
}

/// The answer to a creation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Created {
    /// The new application's id; none where the server's is no integer.
    pub id: Option<AppId>,
    /// Its client identifier; empty when the server left it out.
    pub client_id: String,
    /// Its secret, perhaps for the only time.
    pub secret: ClientSecret,
}

/// The two good ends of a deletion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deleted {
    /// By this call.
    Now,
    /// Before this call: the API said so, or its list did.
    Already,
}

/// An access token and what is known of it (RFC 6749 section 5.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The token, opaque.
    pub token: SecretText,
    /// Its lifetime in seconds.
    pub expires_in: Option<u64>,
    /// The granted scopes, separated by spaces; none when the server left them out.
    pub scope: Option<String>,
    /// What another token is had with (RFC 6749 section 1.5), where the server gives one.
    pub refresh: Option<SecretText>,
    /// Who signed in, for people, where the server says it (OpenID Connect Core section 2).
    pub user: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::AppId;

    #[test]
    fn ids_are_ordered_by_their_value() {
        let ids = ["-100", "-20", "-3", "0", "3", "20", "100", "9007199254740993", "90071992547409930000"];
        let ranks: Vec<_> = ids.iter().map(|id| id.parse::<AppId>().unwrap().rank()).collect();
        assert!(ranks.is_sorted());
        assert!(ranks.iter().rev().map(|rank| rank.reversed()).is_sorted());
    }
}
