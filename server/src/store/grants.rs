//! Grants: what users allowed clients, and what is issued from that: codes, refresh tokens, access tokens. A grant and all
//! that is issued from it are a family, which is revoked as one.
//!
//! Each change is one transaction that takes the write lock first, so that of several at once exactly one succeeds.

use sqlx::{Row, Sqlite, Transaction};

use super::{ActiveToken, Application, BEGIN_WRITE, Error, Store, UserId};
use crate::{clock::now, scope::Scope, secrets::TokenHash};

/// What a user allowed, and the code that stands for it.
#[derive(Clone, Copy)]
pub struct NewCode<'a> {
    /// The code.
    pub code: TokenHash,
    /// The sign-in session of the user who allows it.
    pub session: TokenHash,
    /// The application that may redeem it.
    pub application_id: i64,
    /// What it allows.
    pub scope: Scope,
    /// Where it is sent.
    pub redirect_uri: &'a str,
    /// The S256 challenge that its verifier must answer (RFC 7636 section 4.2).
    pub challenge: &'a str,
    /// How long it works, in seconds.
    pub lifetime: u64,
}

/// Why a code was not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthorizationError {
    /// The session has ended.
    SignedOut,
    /// The application is gone.
    Client,
    /// It no longer has that redirect URI.
    RedirectUri,
}

/// What a client sends to redeem a code.
#[derive(Clone, Copy)]
pub struct Redemption<'a> {
    /// The code.
    pub code: TokenHash,
    /// The application whose client sends it, as it authenticated.
    pub client: &'a Application,
    /// The redirect URI that it says the code was sent to.
    pub redirect_uri: &'a str,
    /// The S256 challenge of its verifier.
    pub challenge: &'a str,
}

/// The tokens to store if they may be issued.
#[derive(Clone, Copy)]
pub struct NewTokens {
    /// The access token.
    pub access: TokenHash,
    /// How long it works, in seconds.
    pub lifetime: u64,
    /// The refresh token, stored only where `offline_access` was granted.
    pub refresh: TokenHash,
    /// How long a family of refresh tokens works, in seconds; 0 for none.
    pub refresh_lifetime: u64,
}

/// What was issued.
#[derive(Clone, Copy, Debug)]
pub struct Issued {
    /// What the access token may do.
    pub scope: Scope,
    /// How long it works, in seconds: to the end of its family at most.
    pub lifetime: u64,
    /// Whether the refresh token was stored too.
    pub refresh: bool,
}

/// Why no token was issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GrantError {
    /// The client is gone, or has another secret.
    Client,
    /// The code or refresh token is unknown, or another client's.
    Unknown,
    /// It was used before: its family has ended now.
    Reused,
    /// It has expired.
    Expired,
    /// Redirect URI or verifier are not those of the code.
    Mismatch,
    /// More is redemption for than was granted.
    Scope,
}

impl Store {
    /// Stores a grant with its code, if the session, the application and the redirect URI are still there.
    ///
    /// # Errors
    /// What the database says.
    pub async fn create_code(&self, new: NewCode<'_>) -> Result<Result<(), AuthorizationError>, Error> {
        let mut transaction = self.writer.begin_with(BEGIN_WRITE).await?;
        let time = now();
        let expires = time.saturating_add_unsigned(new.lifetime);
        sqlx::query("DELETE FROM grants WHERE expires <= ?").bind(time).execute(&mut *transaction).await?;
        let (user, application, uri): (Option<i64>, bool, bool) = sqlx::query_as(
            "SELECT (SELECT user_id FROM sessions WHERE hash = ? AND expires > ?), \
             EXISTS (SELECT 1 FROM applications WHERE id = ?), \
             EXISTS (SELECT 1 FROM redirect_uris WHERE application_id = ? AND uri = ?)",
        )
        .bind(new.session.as_bytes())
        .bind(time)
        .bind(new.application_id)
        .bind(new.application_id)
        .bind(new.redirect_uri)
        .fetch_one(&mut *transaction)
        .await?;
        let user = match (application, uri, user) {
            (false, _, _) => return Ok(Err(AuthorizationError::Client)),
            (_, false, _) => return Ok(Err(AuthorizationError::RedirectUri)),
            (_, _, None) => return Ok(Err(AuthorizationError::SignedOut)),
            (true, true, Some(user)) => user,
        };
        let grant: i64 = sqlx::query_scalar(
            "INSERT INTO grants (application_id, user_id, scope, expires) VALUES (?, ?, ?, ?) RETURNING id",
        )
        .bind(new.application_id)
        .bind(user)
        .bind(new.scope.to_string())
        .bind(expires)
        .fetch_one(&mut *transaction)
        .await?;
        sqlx::query("INSERT INTO codes (hash, grant_id, redirect_uri, challenge, expires) VALUES (?, ?, ?, ?, ?)")
            .bind(new.code.as_bytes())
            .bind(grant)
            .bind(new.redirect_uri)
            .bind(new.challenge)
            .bind(expires)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(Ok(()))
    }

    /// Redeems a code once, whether or not it succeeds. A second attempt revokes what the first was given (RFC 6749 section
    /// 4.1.2).
    ///
    /// # Errors
    /// What the database says.
    pub async fn redeem_code(
        &self,
        redemption: Redemption<'_>,
        tokens: NewTokens,
    ) -> Result<Result<Issued, GrantError>, Error> {
        let mut transaction = self.writer.begin_with(BEGIN_WRITE).await?;
        if !redemption.client.has_same_credentials(&mut transaction).await? {
            return Ok(Err(GrantError::Client));
        }
        let row = sqlx::query(
            "UPDATE codes SET uses = uses + 1 WHERE hash = ? \
             AND grant_id IN (SELECT id FROM grants WHERE application_id = ?) \
             RETURNING grant_id, redirect_uri, challenge, expires, uses",
        )
        .bind(redemption.code.as_bytes())
        .bind(redemption.client.id)
        .fetch_optional(&mut *transaction)
        .await?;
        let Some(row) = row else { return Ok(Err(GrantError::Unknown)) };
        let grant: i64 = row.try_get(0)?;
        let (redirect_uri, challenge): (String, String) = (row.try_get(1)?, row.try_get(2)?);
        let (expires, uses): (i64, i64) = (row.try_get(3)?, row.try_get(4)?);
        let answer = if uses > 1 {
            delete_grant(&mut transaction, grant).await?;
            Err(GrantError::Reused)
        } else if expires <= now() {
            Err(GrantError::Expired)
        } else if redirect_uri != redemption.redirect_uri || challenge != redemption.challenge {
            Err(GrantError::Mismatch)
        } else {
            let granted = scope_of(&mut transaction, grant).await?;
            let until = now().saturating_add_unsigned(tokens.refresh_lifetime);
            Ok(insert_tokens(&mut transaction, redemption.client.id, grant, granted, until, tokens).await?)
        };
        transaction.commit().await?;
        Ok(answer)
    }

    /// Issues new tokens for a refresh token, which cannot be used again, and deletes the access tokens that its family had.
    /// A second use revokes the family (RFC 9700 section 4.14.2).
    ///
    /// `scope` narrows what the access token may do; a request for more leaves the refresh token as it was. So does a
    /// configuration that no longer issues refresh tokens: those from before are refused then.
    ///
    /// # Errors
    /// What the database says.
    pub async fn rotate_refresh_token(
        &self,
        refresh: TokenHash,
        client: &Application,
        scope: Option<Scope>,
        tokens: NewTokens,
    ) -> Result<Result<Issued, GrantError>, Error> {
        if tokens.refresh_lifetime == 0 {
            return Ok(Err(GrantError::Expired));
        }
        let mut transaction = self.writer.begin_with(BEGIN_WRITE).await?;
        if !client.has_same_credentials(&mut transaction).await? {
            return Ok(Err(GrantError::Client));
        }
        let row = sqlx::query(
            "UPDATE refresh_tokens SET uses = uses + 1 WHERE hash = ? \
             AND grant_id IN (SELECT id FROM grants WHERE application_id = ?) RETURNING grant_id, expires, uses",
        )
        .bind(refresh.as_bytes())
        .bind(client.id)
        .fetch_optional(&mut *transaction)
        .await?;
        let Some(row) = row else { return Ok(Err(GrantError::Unknown)) };
        let (grant, expires, uses): (i64, i64, i64) = (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
        let answer = if uses > 1 {
            delete_grant(&mut transaction, grant).await?;
            Err(GrantError::Reused)
        } else if expires <= now() {
            Err(GrantError::Expired)
        } else {
            let granted = scope_of(&mut transaction, grant).await?;
            let scope = scope.unwrap_or(granted);
            if !scope.is_within(granted) {
                // Rolled back: the token is as good as before.
                return Ok(Err(GrantError::Scope));
            }
            sqlx::query("DELETE FROM tokens WHERE grant_id = ?").bind(grant).execute(&mut *transaction).await?;
            // The family keeps its end: rotation prolongs nothing.
            Ok(insert_tokens(&mut transaction, client.id, grant, scope, expires, tokens).await?)
        };
        transaction.commit().await?;
        Ok(answer)
    }

    /// Finds an active refresh token.
    ///
    /// # Errors
    /// What the database says.
    pub async fn active_refresh_token(&self, refresh: TokenHash) -> Result<Option<ActiveToken>, Error> {
        let row = sqlx::query(
            "SELECT users.id, users.name, applications.client_id, grants.scope, refresh_tokens.issued, \
             refresh_tokens.expires FROM refresh_tokens JOIN grants ON grants.id = refresh_tokens.grant_id \
             JOIN applications ON applications.id = grants.application_id JOIN users ON users.id = grants.user_id \
             WHERE refresh_tokens.hash = ? AND refresh_tokens.expires > ? AND refresh_tokens.uses = 0",
        )
        .bind(refresh.as_bytes())
        .bind(now())
        .fetch_optional(&self.readers)
        .await?;
        row.as_ref().map(ActiveToken::read).transpose()
    }

    /// Revokes the family of a refresh token, used or not (RFC 7009 section 2.1), if it was issued to `client_id`. Returns
    /// the client that it was issued to, if there is such a token.
    ///
    /// # Errors
    /// What the database says.
    pub async fn revoke_family(&self, refresh: TokenHash, client_id: &str) -> Result<Option<String>, Error> {
        let mut transaction = self.writer.begin_with(BEGIN_WRITE).await?;
        let row = sqlx::query(
            "SELECT grants.id, applications.client_id FROM refresh_tokens \
             JOIN grants ON grants.id = refresh_tokens.grant_id \
             JOIN applications ON applications.id = grants.application_id WHERE refresh_tokens.hash = ?",
        )
        .bind(refresh.as_bytes())
        .fetch_optional(&mut *transaction)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let (grant, owner): (i64, String) = (row.try_get(0)?, row.try_get(1)?);
        if owner == client_id {
            delete_grant(&mut transaction, grant).await?;
        }
        transaction.commit().await?;
        Ok(Some(owner))
    }

    /// Counts the grants, codes and refresh tokens there are, of every user.
    ///
    /// # Errors
    /// What the database says.
    pub async fn count_grants(&self) -> Result<[i64; 3], Error> {
        let row = sqlx::query(
            "SELECT (SELECT count(*) FROM grants), (SELECT count(*) FROM codes), (SELECT count(*) FROM refresh_tokens)",
        )
        .fetch_one(&self.readers)
        .await?;
        Ok([row.try_get(0)?, row.try_get(1)?, row.try_get(2)?])
    }
}

/// Deletes a grant with its codes and tokens. The database deletes those with the row (ON DELETE CASCADE), but only while
/// it enforces foreign keys.
async fn delete_grant(transaction: &mut Transaction<'_, Sqlite>, grant: i64) -> Result<(), Error> {
    for statement in [
        "DELETE FROM tokens WHERE grant_id = ?",
        "DELETE FROM refresh_tokens WHERE grant_id = ?",
        "DELETE FROM codes WHERE grant_id = ?",
        "DELETE FROM grants WHERE id = ?",
    ] {
        sqlx::query(statement).bind(grant).execute(&mut **transaction).await?;
    }
    Ok(())
}

/// Deletes every grant of a user.
pub(super) async fn delete_grants_of(transaction: &mut Transaction<'_, Sqlite>, user: UserId) -> Result<(), Error> {
    let query = sqlx::query_scalar("SELECT id FROM grants WHERE user_id = ?").bind(user.0);
    let grants: Vec<i64> = query.fetch_all(&mut **transaction).await?;
    for grant in grants {
        delete_grant(transaction, grant).await?;
    }
    Ok(())
}

async fn scope_of(transaction: &mut Transaction<'_, Sqlite>, grant: i64) -> Result<Scope, Error> {
    let text: String =
        sqlx::query_scalar("SELECT scope FROM grants WHERE id = ?").bind(grant).fetch_one(&mut **transaction).await?;
    Scope::parse(&text).ok_or(Error::Unknown("scope"))
}

/// Stores the tokens. If the grant has `offline_access` the refresh token works until `until`, and nothing works longer:
/// that is how long the user allowed it.
async fn insert_tokens(
    transaction: &mut Transaction<'_, Sqlite>,
    application_id: i64,
    grant: i64,
    scope: Scope,
    until: i64,
    tokens: NewTokens,
) -> Result<Issued, Error> {
    let time = now();
    let refresh = until > time && scope_of(transaction, grant).await?.is_offline();
    let expires = time.saturating_add_unsigned(tokens.lifetime);
    let expires = if refresh { expires.min(until) } else { expires };
    sqlx::query("DELETE FROM tokens WHERE expires <= ?").bind(time).execute(&mut **transaction).await?;
    sqlx::query(
        "INSERT INTO tokens (hash, application_id, grant_id, scope, issued, expires) VALUES (?, ?, ?, ?, ?, ?)",
    )
    .bind(tokens.access.as_bytes())
    .bind(application_id)
    .bind(grant)
    .bind(scope.to_string())
    .bind(time)
    .bind(expires)
    .execute(&mut **transaction)
    .await?;
    if refresh {
        sqlx::query("INSERT INTO refresh_tokens (hash, grant_id, issued, expires) VALUES (?, ?, ?, ?)")
            .bind(tokens.refresh.as_bytes())
            .bind(grant)
            .bind(time)
            .bind(until)
            .execute(&mut **transaction)
            .await?;
    }
    sqlx::query("UPDATE grants SET expires = max(expires, ?, ?) WHERE id = ?")
        .bind(expires)
        .bind(if refresh { until } else { 0 })
        .bind(grant)
        .execute(&mut **transaction)
        .await?;
    let lifetime = expires.saturating_sub(time).unsigned_abs();
    Ok(Issued { scope, lifetime, refresh })
}
