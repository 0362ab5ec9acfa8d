//! Lists, creates and deletes applications: always those of one user, whom each query names.

use sqlx::{Row, Sqlite, Transaction, sqlite::SqliteRow};

use super::{Application, BEGIN_WRITE, ClientType, Error, Store, UserId, tokens};
use crate::{
    clock::now,
    secrets::{self, TokenHash},
};

/// The outcome of a deletion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeleteOutcome {
    /// The application is gone.
    Deleted,
    /// The user has no such application.
    NotFound,
    /// The access token of the request is no longer active.
    TokenInvalid,
}

/// What a new application is made of. The client id and the secret are made by the store.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Its display name, already checked.
    pub name: String,
    /// Confidential or public.
    pub client_type: ClientType,
    /// The grant that it may use.
    pub authorization_grant_type: &'static str,
    /// When it was created, in seconds since 1970.
    pub created: i64,
}

impl Draft {
    /// A public client for the authorization code grant, created now.
    #[must_use]
    pub fn public(name: String) -> Self {
        Self {
            client_type: ClientType::Public,
            authorization_grant_type: "authorization-code",
            ..Self::confidential(name)
        }
    }

    /// A confidential client for the client credentials grant, created now: what `POST /o/apps/` makes.
    #[must_use]
    pub fn confidential(name: String) -> Self {
        Self {
            name,
            client_type: ClientType::Confidential,
            authorization_grant_type: "client-credentials",
            created: now(),
        }
    }
}

const SELECT_BY_USER: &str = "SELECT id, user_id, name, client_id, client_secret, client_type, \
    authorization_grant_type, created FROM applications WHERE user_id = ? ORDER BY id";
const SELECT_BY_CLIENT_ID: &str = "SELECT id, user_id, name, client_id, client_secret, client_type, \
    authorization_grant_type, created FROM applications WHERE client_id = ?";
/// Deletes what belongs to an application: its tokens, its grants with their codes and refresh tokens, its redirect URIs.
const DELETE_DEPENDENTS: [&str; 5] = [
    "DELETE FROM tokens WHERE application_id IN (SELECT id FROM applications WHERE id = ? AND user_id = ?)",
    "DELETE FROM refresh_tokens WHERE grant_id IN (SELECT grants.id FROM grants \
     JOIN applications ON applications.id = application_id WHERE applications.id = ? AND applications.user_id = ?)",
    "DELETE FROM codes WHERE grant_id IN (SELECT grants.id FROM grants \
     JOIN applications ON applications.id = application_id WHERE applications.id = ? AND applications.user_id = ?)",
    "DELETE FROM grants WHERE application_id IN (SELECT id FROM applications WHERE id = ? AND user_id = ?)",
    "DELETE FROM redirect_uris WHERE application_id IN (SELECT id FROM applications WHERE id = ? AND user_id = ?)",
];

impl Store {
    /// All of a user's applications, oldest first.
    ///
    /// # Errors
    /// What the database says, or a secret that does not open.
    pub async fn applications(&self, user: UserId) -> Result<Vec<Application>, Error> {
        let rows = sqlx::query(SELECT_BY_USER).bind(user.0).fetch_all(&self.readers).await?;
        rows.iter().map(|row| self.application(row)).collect()
    }

    /// Finds an application of any user by its client id: for client authentication alone.
    ///
    /// # Errors
    /// What the database says, or a secret that does not open.
    pub async fn application_by_client_id(&self, client_id: &str) -> Result<Option<Application>, Error> {
        let row = sqlx::query(SELECT_BY_CLIENT_ID).bind(client_id).fetch_optional(&self.readers).await?;
        row.as_ref().map(|row| self.application(row)).transpose()
    }

    /// Creates applications until the user has `wanted` of them, in one transaction; `draft` makes the one of an index. Those
    /// with a name of `except` are not counted. Returns how many there were before.
    ///
    /// # Errors
    /// What the database says, or a secret that cannot be made.
    pub async fn seed_applications(
        &self,
        user: UserId,
        except: [&str; 2],
        wanted: i64,
        draft: impl Fn(i64) -> Draft,
    ) -> Result<i64, Error> {
        let mut transaction = self.writer.begin_with(BEGIN_WRITE).await?;
        let existing = sqlx::query_scalar("SELECT count(*) FROM applications WHERE user_id = ? AND name NOT IN (?, ?)")
            .bind(user.0)
            .bind(except[0])
            .bind(except[1])
            .fetch_one(&mut *transaction)
            .await?;
        for index in existing..wanted {
            self.insert(&mut transaction, user, draft(index)).await?;
        }
        transaction.commit().await?;
        Ok(existing)
    }

    /// Finds the user's oldest application of that name and type, or creates it.
    ///
    /// # Errors
    /// What the database says, or a secret that cannot be made or opened.
    pub async fn ensure_application(&self, user: UserId, draft: Draft) -> Result<Application, Error> {
        let mut transaction = self.writer.begin_with(BEGIN_WRITE).await?;
        let rows = sqlx::query(SELECT_BY_USER).bind(user.0).fetch_all(&mut *transaction).await?;
        for row in &rows {
            let application = self.application(row)?;
            if application.name == draft.name && application.client_type == draft.client_type {
                return Ok(application);
            }
        }
        let application = self.insert(&mut transaction, user, draft).await?;
        transaction.commit().await?;
        Ok(application)
    }

    /// Creates one application.
    ///
    /// # Errors
    /// What the database says, or a secret that cannot be made.
    pub async fn create_application(&self, user: UserId, draft: Draft) -> Result<Application, Error> {
        let mut transaction = self.writer.begin_with(BEGIN_WRITE).await?;
        let application = self.insert(&mut transaction, user, draft).await?;
        transaction.commit().await?;
        Ok(application)
    }

    /// Creates one application for the caller with that access token. Returns none if the token is no longer active.
    ///
    /// # Errors
    /// What the database says, or a secret that cannot be made.
    pub async fn create_application_by(
        &self,
        token: TokenHash,
        user: UserId,
        draft: Draft,
    ) -> Result<Option<Application>, Error> {
        let mut transaction = self.writer.begin_with(BEGIN_WRITE).await?;
        if !tokens::is_active(&mut transaction, token).await? {
            return Ok(None);
        }
        let application = self.insert(&mut transaction, user, draft).await?;
        transaction.commit().await?;
        Ok(Some(application))
    }

    /// Deletes a user's application, and every token, code and grant for it, in one transaction, for the caller with that
    /// token.
    ///
    /// # Errors
    /// What the database says.
    pub async fn delete_application_by(&self, token: TokenHash, user: UserId, id: i64) -> Result<DeleteOutcome, Error> {
        let mut transaction = self.writer.begin_with(BEGIN_WRITE).await?;
        if !tokens::is_active(&mut transaction, token).await? {
            return Ok(DeleteOutcome::TokenInvalid);
        }
        let deleted = delete(&mut transaction, user, id).await?;
        transaction.commit().await?;
        Ok(if deleted { DeleteOutcome::Deleted } else { DeleteOutcome::NotFound })
    }

    /// Deletes a user's application, and every token, code and grant for it, in one transaction. False if the user has no
    /// such application.
    ///
    /// # Errors
    /// What the database says.
    pub async fn delete_application(&self, user: UserId, id: i64) -> Result<bool, Error> {
        let mut transaction = self.writer.begin_with(BEGIN_WRITE).await?;
        let deleted = delete(&mut transaction, user, id).await?;
        transaction.commit().await?;
        Ok(deleted)
    }

    async fn insert(
        &self,
        transaction: &mut Transaction<'_, Sqlite>,
        user: UserId,
        draft: Draft,
    ) -> Result<Application, Error> {
        let client_id = secrets::random_text(secrets::CLIENT_ID_LENGTH)?.expose().to_owned();
        let (client_secret, sealed) = match draft.client_type {
            ClientType::Public => (None, None),
            ClientType::Confidential => {
                let secret = secrets::random_text(secrets::CLIENT_SECRET_LENGTH)?;
                let sealed = self.key.seal(&secret, &client_id)?;
                (Some(secret), Some(sealed))
            }
        };
        let id = sqlx::query(
            "INSERT INTO applications (user_id, name, client_id, client_secret, client_type, \
             authorization_grant_type, created) VALUES (?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(user.0)
        .bind(&draft.name)
        .bind(&client_id)
        .bind(&sealed)
        .bind(draft.client_type.as_str())
        .bind(draft.authorization_grant_type)
        .bind(draft.created)
        .execute(&mut **transaction)
        .await?
        .last_insert_rowid();
        Ok(Application {
            id,
            user,
            name: draft.name,
            client_id,
            client_secret,
            client_type: draft.client_type,
            authorization_grant_type: draft.authorization_grant_type.to_owned(),
            created: draft.created,
            sealed,
        })
    }

    fn application(&self, row: &SqliteRow) -> Result<Application, Error> {
        let client_id: String = row.try_get("client_id")?;
        let sealed: Option<Vec<u8>> = row.try_get("client_secret")?;
        let client_secret = match &sealed {
            Some(sealed) => Some(self.key.open(sealed, &client_id)?),
            None => None,
        };
        Ok(Application {
            id: row.try_get("id")?,
            user: UserId(row.try_get("user_id")?),
            name: row.try_get("name")?,
            client_id,
            client_secret,
            client_type: row.try_get::<&str, _>("client_type")?.parse()?,
            authorization_grant_type: row.try_get("authorization_grant_type")?,
            created: row.try_get("created")?,
            sealed,
        })
    }
}

/// Deletes an application with all that was issued for it; false if the user has none of that id.
async fn delete(transaction: &mut Transaction<'_, Sqlite>, user: UserId, id: i64) -> Result<bool, Error> {
    // The database deletes all of this with the row (ON DELETE CASCADE), but only while it enforces foreign keys.
    for statement in DELETE_DEPENDENTS {
        sqlx::query(statement).bind(id).bind(user.0).execute(&mut **transaction).await?;
    }
    let deleted = sqlx::query("DELETE FROM applications WHERE id = ? AND user_id = ?")
        .bind(id)
        .bind(user.0)
        .execute(&mut **transaction)
        .await?;
    Ok(deleted.rows_affected() > 0)
}
