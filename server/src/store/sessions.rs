//! Sign-in sessions of people at the authorization endpoint: hashes of their cookies, never the cookies.

use sqlx::Row;

use super::{BEGIN_WRITE, Error, Store, UserId};
use crate::{clock::now, secrets::TokenHash};

/// The user of a sign-in session.
#[derive(Clone, Debug)]
pub struct SessionUser {
    /// The user.
    pub user: UserId,
    /// Their name.
    pub name: String,
}

/// A user whose password was verified, and the hash that it was verified with.
#[derive(Clone, Copy)]
pub struct VerifiedPassword<'a> {
    /// The user.
    pub user: UserId,
    /// The hash of the password.
    pub hash: &'a str,
}

impl Store {
    /// Starts a session that lasts for `lifetime` seconds, in place of the session `before`. Returns false, and starts none,
    /// if the password has changed since it was verified.
    ///
    /// # Errors
    /// What the database says.
    pub async fn start_session(
        &self,
        session: TokenHash,
        before: TokenHash,
        verified: VerifiedPassword<'_>,
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

    /// Finds the user of a session that has not expired.
    ///
    /// # Errors
    /// What the database says.
    pub async fn session_user(&self, session: TokenHash) -> Result<Option<SessionUser>, Error> {
        let row = sqlx::query(
            "SELECT users.id, users.name FROM sessions JOIN users ON users.id = sessions.user_id \
             WHERE sessions.hash = ? AND sessions.expires > ?",
        )
        .bind(session.as_bytes())
        .bind(now())
        .fetch_optional(&self.readers)
        .await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(SessionUser { user: UserId(row.try_get(0)?), name: row.try_get(1)? }))
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
