//! Access tokens in the database: their hashes, never themselves.

use sqlx::{Row, Sqlite, Transaction, sqlite::SqliteRow};

use super::{Application, BEGIN_WRITE, Error, Store, UserId};
use crate::{clock::now, secrets::TokenHash};

/// The fields of the active token with that hash at that time, as [`ActiveToken`] reads them.
pub(super) const SELECT_ACTIVE: &str = "SELECT users.id, users.name, applications.client_id, tokens.scope, tokens.issued, tokens.expires \
    FROM tokens JOIN applications ON applications.id = tokens.application_id \
    LEFT JOIN grants ON grants.id = tokens.grant_id \
    JOIN users ON users.id = coalesce(grants.user_id, applications.user_id) \
    WHERE tokens.hash = ? AND tokens.expires > ?";

/// An access token for the client itself, by client credentials.
#[derive(Clone, Copy, Debug)]
pub struct NewAccessToken<'a> {
    /// The application that it is issued for, as it authenticated.
    pub client: &'a Application,
    /// Its scopes, separated by spaces.
    pub scope: &'a str,
    /// When it is issued, in seconds since 1970.
    pub issued: i64,
    /// From when it no longer works, in seconds since 1970.
    pub expires: i64,
}

/// An active token (RFC 7662 section 2.2): it has neither expired nor been revoked.
#[derive(Clone, Debug)]
pub struct ActiveToken {
    /// The user whom it acts for: who allowed it, or the owner of its application (client credentials).
    pub user: UserId,
    /// That user's name.
    pub username: String,
    /// The client that it was issued to.
    pub client_id: String,
    /// Its scopes, separated by spaces.
    pub scope: String,
    /// When it was issued, in seconds since 1970.
    pub issued: i64,
    /// From when it no longer works, in seconds since 1970.
    pub expires: i64,
}

impl ActiveToken {
    /// Reads a row of its fields in their order, on the thread of a list.
    pub(super) fn read_here(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            user: UserId(row.get(0)?),
            username: row.get(1)?,
            client_id: row.get(2)?,
            scope: row.get(3)?,
            issued: row.get(4)?,
            expires: row.get(5)?,
        })
    }

    /// Reads a row of its fields in their order.
    pub(super) fn read(row: &SqliteRow) -> Result<Self, Error> {
        Ok(Self {
            user: UserId(row.try_get(0)?),
            username: row.try_get(1)?,
            client_id: row.try_get(2)?,
            scope: row.try_get(3)?,
            issued: row.try_get(4)?,
            expires: row.try_get(5)?,
        })
    }
}

impl Store {
    /// Stores a token if its application still exists, with the same secret; false if not.
    ///
    /// # Errors
    /// What the database says.
    pub async fn issue_token(&self, token: TokenHash, new: NewAccessToken<'_>) -> Result<bool, Error> {
        let mut transaction = self.writer.begin_with(BEGIN_WRITE).await?;
        if !new.client.has_same_credentials(&mut transaction).await? {
            return Ok(false);
        }
        sqlx::query("INSERT INTO tokens (hash, application_id, scope, issued, expires) VALUES (?, ?, ?, ?, ?)")
            .bind(token.as_bytes())
            .bind(new.client.id)
            .bind(new.scope)
            .bind(new.issued)
            .bind(new.expires)
            .execute(&mut *transaction)
            .await?;
        sqlx::query("DELETE FROM tokens WHERE expires <= ?").bind(new.issued).execute(&mut *transaction).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Finds an active access token.
    ///
    /// # Errors
    /// What the database says.
    pub async fn active_access_token(&self, token: TokenHash) -> Result<Option<ActiveToken>, Error> {
        let row = sqlx::query(SELECT_ACTIVE).bind(token.as_bytes()).bind(now()).fetch_optional(&self.readers).await?;
        row.as_ref().map(ActiveToken::read).transpose()
    }

    /// Ends an access token. One that is unknown is no error.
    ///
    /// # Errors
    /// What the database says.
    pub async fn revoke_token(&self, token: TokenHash) -> Result<(), Error> {
        sqlx::query("DELETE FROM tokens WHERE hash = ?").bind(token.as_bytes()).execute(&self.writer).await?;
        Ok(())
    }

    /// Counts the active access tokens of every user.
    ///
    /// # Errors
    /// What the database says.
    pub async fn count_active_tokens(&self) -> Result<i64, Error> {
        Ok(sqlx::query_scalar("SELECT count(*) FROM tokens WHERE expires > ?")
            .bind(now())
            .fetch_one(&self.readers)
            .await?)
    }
}

/// Whether an access token is active, in the transaction of the change that it authorises.
pub(super) async fn is_active(transaction: &mut Transaction<'_, Sqlite>, token: TokenHash) -> Result<bool, Error> {
    Ok(sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM tokens WHERE hash = ? AND expires > ?)")
        .bind(token.as_bytes())
        .bind(now())
        .fetch_one(&mut **transaction)
        .await?)
}
