//! Users: they own applications, and sign in if they have a password.

use sqlx::Row;

use super::{BEGIN_WRITE, Error, Store, grants::end_all, now};

/// A user's id. Every question about applications needs one, so that nobody sees another's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UserId(pub(super) i64);

/// What becomes of all that a user allowed, when the password changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grants {
    /// Codes and tokens end: whoever knew the old password may have got them.
    End,
    /// They go on.
    Keep,
}

impl Store {
    /// Finds the user of that name, or makes one.
    ///
    /// # Errors
    /// What the database says.
    pub async fn ensure_user(&self, name: &str) -> Result<UserId, Error> {
        sqlx::query("INSERT INTO users (name, created) VALUES (?, ?) ON CONFLICT DO NOTHING")
            .bind(name)
            .bind(now())
            .execute(&self.writer)
            .await?;
        let id = sqlx::query_scalar("SELECT id FROM users WHERE name = ?").bind(name).fetch_one(&self.writer).await?;
        Ok(UserId(id))
    }

    /// Gives a user a password, and ends what was started with another: the sign-in sessions, and unless they are kept
    /// the grants. What applications of the user got by client credentials is theirs and stays.
    ///
    /// # Errors
    /// What the database says.
    pub async fn set_password(&self, user: UserId, hash: &str, grants: Grants) -> Result<(), Error> {
        let mut transaction = self.writer.begin_with(BEGIN_WRITE).await?;
        sqlx::query("UPDATE users SET password_hash = ? WHERE id = ?")
            .bind(hash)
            .bind(user.0)
            .execute(&mut *transaction)
            .await?;
        sqlx::query("DELETE FROM sessions WHERE user_id = ?").bind(user.0).execute(&mut *transaction).await?;
        if grants == Grants::End {
            end_all(&mut transaction, user).await?;
        }
        Ok(transaction.commit().await?)
    }

    /// Finds a user by name, with the hash of the password if there is one.
    ///
    /// # Errors
    /// What the database says.
    pub async fn user_with_password(&self, name: &str) -> Result<Option<(UserId, Option<String>)>, Error> {
        let query = sqlx::query("SELECT id, password_hash FROM users WHERE name = ?").bind(name);
        let Some(row) = query.fetch_optional(&self.readers).await? else { return Ok(None) };
        Ok(Some((UserId(row.try_get(0)?), row.try_get(1)?)))
    }
}
