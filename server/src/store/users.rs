//! Users: they own applications, and have no way to sign in by themselves yet.

use super::{Error, Store, now};

/// A user's id. Every question about applications needs one, so that nobody sees another's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UserId(pub(super) i64);

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
}
