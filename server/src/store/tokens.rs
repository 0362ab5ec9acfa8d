//! Access tokens in the database: their hashes, never themselves.

use sqlx::{Row, Sqlite, Transaction, sqlite::SqliteRow};

use super::{Application, BEGIN_WRITE, Error, Store, UserId, now};
use crate::secrets::TokenHash;

/// What a new token may do, and until when.
#[derive(Clone, Copy, Debug)]
pub struct Grant<'a> {
    /// The application that it is issued for, as it authenticated.
    pub client: &'a Application,
    /// Its scopes, separated by spaces.
    pub scope: &'a str,
    /// When it is issued, in seconds since 1970.
    pub issued: i64,
    /// From when it no longer works, in seconds since 1970.
    pub expires: i64,
}

/// A token that works now.
#[derive(Clone, Debug)]
pub struct LiveToken {
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

impl LiveToken {
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
    pub async fn issue_token(&self, token: TokenHash, grant: Grant<'_>) -> Result<bool, Error> {
        let mut transaction = self.writer.begin_with(BEGIN_WRITE).await?;
        if !grant.client.is_as_it_was(&mut transaction).await? {
            return Ok(false);
        }
        sqlx::query("INSERT INTO tokens (hash, application_id, scope, issued, expires) VALUES (?, ?, ?, ?, ?)")
            .bind(token.as_bytes())
            .bind(grant.client.id)
            .bind(grant.scope)
            .bind(grant.issued)
            .bind(grant.expires)
            .execute(&mut *transaction)
            .await?;
        sqlx::query("DELETE FROM tokens WHERE expires <= ?").bind(grant.issued).execute(&mut *transaction).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Finds a token that works now.
    ///
    /// # Errors
    /// What the database says.
    pub async fn live_token(&self, token: TokenHash) -> Result<Option<LiveToken>, Error> {
        let row = sqlx::query(
            "SELECT users.id, users.name, applications.client_id, tokens.scope, tokens.issued, tokens.expires \
             FROM tokens JOIN applications ON applications.id = tokens.application_id \
             LEFT JOIN grants ON grants.id = tokens.grant_id \
             JOIN users ON users.id = coalesce(grants.user_id, applications.user_id) \
             WHERE tokens.hash = ? AND tokens.expires > ?",
        )
        .bind(token.as_bytes())
        .bind(now())
        .fetch_optional(&self.readers)
        .await?;
        row.as_ref().map(LiveToken::read).transpose()
    }

    /// Ends an access token. One that is unknown is no error.
    ///
    /// # Errors
    /// What the database says.
    pub async fn revoke_token(&self, token: TokenHash) -> Result<(), Error> {
        sqlx::query("DELETE FROM tokens WHERE hash = ?").bind(token.as_bytes()).execute(&self.writer).await?;
        Ok(())
    }

    /// Counts the tokens that work now, of every user.
    ///
    /// # Errors
    /// What the database says.
    pub async fn count_live_tokens(&self) -> Result<i64, Error> {
        Ok(sqlx::query_scalar("SELECT count(*) FROM tokens WHERE expires > ?")
            .bind(now())
            .fetch_one(&self.readers)
            .await?)
    }
}

/// Whether a token works now, as a change that it asks for sees it.
pub(super) async fn is_live(transaction: &mut Transaction<'_, Sqlite>, token: TokenHash) -> Result<bool, Error> {
    Ok(sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM tokens WHERE hash = ? AND expires > ?)")
        .bind(token.as_bytes())
        .bind(now())
        .fetch_one(&mut **transaction)
        .await?)
}
