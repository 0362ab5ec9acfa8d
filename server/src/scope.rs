//! Scopes: what a token may do (RFC 6749 section 3.3).

use std::fmt;

/// The scopes there are, in the order in which they are written.
pub const NAMES: [&str; 3] = ["read", "write", "offline_access"];

const OFFLINE_ACCESS: u8 = 4;

/// A set of scopes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope(u8);

impl Scope {
    /// `read write`: the scope of a request that names none.
    pub const READ_WRITE: Self = Self(3);

    /// Reads scopes separated by single spaces; none if one is unknown.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        text.split(' ').try_fold(Self(0), |scope, word| {
            let bit = NAMES.iter().position(|name| *name == word)?;
            Some(Self(scope.0 | 1 << bit))
        })
    }

    /// Whether every scope of `self` is in `other`.
    #[must_use]
    pub fn is_within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    /// Whether a refresh token is wanted.
    #[must_use]
    pub fn is_offline(self) -> bool {
        self.0 & OFFLINE_ACCESS != 0
    }

    /// The same without `offline_access`.
    #[must_use]
    pub fn online(self) -> Self {
        Self(self.0 & !OFFLINE_ACCESS)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The names of the scopes.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        NAMES.into_iter().enumerate().filter_map(move |(bit, name)| (self.0 & 1 << bit != 0).then_some(name))
    }
}

impl fmt::Display for Scope {
    /// Writes the scopes as a token response does.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.names().collect::<Vec<_>>().join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_are_written_in_one_order_and_once() {
        for (text, written) in
            [("write read", "read write"), ("read read", "read"), ("offline_access", "offline_access")]
        {
            assert_eq!(Scope::parse(text).unwrap().to_string(), written);
        }
        for unknown in ["", "admin", "READ", "read  write", " read", "read,write"] {
            assert_eq!(Scope::parse(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn a_narrower_scope_is_within_a_wider_one() {
        let (read, all) = (Scope::parse("read").unwrap(), Scope::parse("read write offline_access").unwrap());
        assert!(read.is_within(all) && !all.is_within(read) && all.is_within(all));
        assert!(all.is_offline() && all.online() == Scope::READ_WRITE && !read.is_offline());
    }
}
