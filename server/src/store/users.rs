//! Users: they own applications, and sign in if they have a password.

use sqlx::Row;

use super::{BEGIN_WRITE, Error, Store, UserId, grants::delete_grants_of};
use crate::clock::now;

/// Whether a change of the password revokes the user's grants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordChange {
    /// It revokes them with their codes and tokens: whoever knew the old password may have got them.
    RevokeGrants,
    /// It leaves them as they are.
    KeepGrants,
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

    /// Gives a user a password, and ends what was started with the password before: the sign-in sessions, and unless
    /// `change` keeps them the grants. Tokens that the user's applications got by client credentials stay.
    ///
    /// # Errors
    /// What the database says.
    pub async fn set_password(&self, user: UserId, hash: &str, change: PasswordChange) -> Result<(), Error> {
        let mut transaction = self.writer.begin_with(BEGIN_WRITE).await?;
        sqlx::query("UPDATE users SET password_hash = ? WHERE id = ?")
            .bind(hash)
            .bind(user.0)
            .execute(&mut *transaction)
            .await?;
        sqlx::query("DELETE FROM sessions WHERE user_id = ?").bind(user.0).execute(&mut *transaction).await?;
        if change == PasswordChange::RevokeGrants {
            delete_grants_of(&mut transaction, user).await?;
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
