//! Sign-in sessions of people at the authorization endpoint: hashes of their cookies, never the cookies.

use sqlx::Row;

use super::{BEGIN_WRITE, Error, Store, UserId, now};
use crate::secrets::TokenHash;

/// Somebody who is signed in.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The user.
    pub user: UserId,
    /// Their name.
    pub name: String,
}

impl Store {
    /// Starts a session that works for `lifetime` seconds, in place of the one of `before`.
    ///
    /// # Errors
    /// What the database says.
    pub async fn start_session(
        &self,
        session: TokenHash,
        before: TokenHash,
        user: UserId,
        lifetime: i64,
    ) -> Result<(), Error> {
        let mut transaction = self.writer.begin_with(BEGIN_WRITE).await?;
        let time = now();
        sqlx::query("DELETE FROM sessions WHERE hash = ? OR expires <= ?")
            .bind(before.as_bytes())
            .bind(time)
            .execute(&mut *transaction)
            .await?;
        sqlx::query("INSERT INTO sessions (hash, user_id, expires) VALUES (?, ?, ?)")
            .bind(session.as_bytes())
            .bind(user.0)
            .bind(time.saturating_add(lifetime))
            .execute(&mut *transaction)
            .await?;
        Ok(transaction.commit().await?)
    }

    /// Who is signed in with that session, if it works now.
    ///
    /// # Errors
    /// What the database says.
    pub async fn signed_in(&self, session: TokenHash) -> Result<Option<SignedIn>, Error> {
        let row = sqlx::query(
            "SELECT users.id, users.name FROM sessions JOIN users ON users.id = sessions.user_id \
             WHERE sessions.hash = ? AND sessions.expires > ?",
        )
        .bind(session.as_bytes())
        .bind(now())
        .fetch_optional(&self.readers)
        .await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(SignedIn { user: UserId(row.try_get(0)?), name: row.try_get(1)? }))
    }

    /// Ends a session. One that is unknown is no error.
    ///
    /// # Errors
    /// What the database says.
    pub async fn end_session(&self, session: TokenHash) -> Result<(), Error> {
        sqlx::query("DELETE FROM sessions WHERE hash = ?").bind(session.as_bytes()).execute(&self.writer).await?;
        Ok(())
    }
}
