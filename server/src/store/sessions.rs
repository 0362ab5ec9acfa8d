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

/// Whose password was right, and what it was compared with.
#[derive(Clone, Copy)]
pub struct Verified<'a> {
    /// The user.
    pub user: UserId,
    /// The hash of the password.
    pub hash: &'a str,
}

impl Store {
    /// Starts a session that works for `lifetime` seconds, in place of the one of `before`, if the password is still the
    /// one that was looked at; false if it has changed meanwhile.
    ///
    /// # Errors
    /// What the database says.
    pub async fn start_session(
        &self,
        session: TokenHash,
        before: TokenHash,
        verified: Verified<'_>,
        lifetime: u64,
    ) -> Result<bool, Error> {
        let mut transaction = self.writer.begin_with(BEGIN_WRITE).await?;
        let time = now();
        sqlx::query("DELETE FROM sessions WHERE hash = ? OR expires <= ?")
            .bind(before.as_bytes())
            .bind(time)
            .execute(&mut *transaction)
            .await?;
        let inserted = sqlx::query(
            "INSERT INTO sessions (hash, user_id, expires) \
             SELECT ?, id, ? FROM users WHERE id = ? AND password_hash = ?",
        )
        .bind(session.as_bytes())
        .bind(time.saturating_add_unsigned(lifetime))
        .bind(verified.user.0)
        .bind(verified.hash)
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(inserted.rows_affected() > 0)
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
