//! An application as the database holds it.

use std::{fmt, str::FromStr};

use sqlx::{Sqlite, Transaction};

use super::{Error, UserId};
use crate::secrets::Secret;

/// Whether a client can keep a secret (RFC 6749 section 2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientType {
    /// It can.
    Confidential,
    /// It cannot, and has none.
    Public,
}

impl ClientType {
    /// The word on the wire and in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Confidential => "confidential",
            Self::Public => "public",
        }
    }
}

impl FromStr for ClientType {
    type Err = Error;

    fn from_str(word: &str) -> Result<Self, Error> {
        [Self::Confidential, Self::Public]
            .into_iter()
            .find(|client_type| client_type.as_str() == word)
            .ok_or(Error::Unknown("client type"))
    }
}

impl fmt::Display for ClientType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A stored application, its secret opened.
#[derive(Clone, Debug)]
pub struct Application {
    /// Its id, never given twice.
    pub id: i64,
    /// Who owns it.
    pub user: UserId,
    /// Its display name.
    pub name: String,
    /// Its client identifier (RFC 6749 section 2.2).
    pub client_id: String,
    /// Its secret; none for a public client.
    pub client_secret: Option<Secret>,
    /// Confidential or public.
    pub client_type: ClientType,
    /// The grant that it may use, such as `client-credentials`.
    pub authorization_grant_type: String,
    /// When it was created, in seconds since 1970.
    pub created: i64,
    /// The secret as it is stored.
    pub(super) sealed: Option<Vec<u8>>,
}

impl Application {
    /// Whether the application still exists with the same secret, so that its client would authenticate again.
    pub(super) async fn has_same_credentials(&self, transaction: &mut Transaction<'_, Sqlite>) -> Result<bool, Error> {
        Ok(sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM applications WHERE id = ? AND client_secret IS ?)")
            .bind(self.id)
            .bind(&self.sealed)
            .fetch_one(&mut **transaction)
            .await?)
    }
}
