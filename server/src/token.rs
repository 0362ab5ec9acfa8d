//! `POST /o/token/`: issues access tokens (RFC 6749). Here is what the grants share; each has its file.

mod client_credentials;
mod code;
mod refresh;

use axum::{
    Json,
    extract::State,
    http::{HeaderName, header},
};
use oauth_apps::api::wire::TokenAnswer;

use crate::{
    App,
    client::ClientRequest,
    oauth_error::OAuthError,
    openapi::{OAuthErrors, TokenForm},
    scope::Scope,
    secrets::{self, Secret},
    store::{Issued, NewTokens, Refusal},
};

/// The grants there are.
pub const GRANT_TYPES: [&str; 3] = ["authorization_code", "refresh_token", "client_credentials"];

const NO_STORE: [(HeaderName, &str); 2] = [(header::CACHE_CONTROL, "no-store"), (header::PRAGMA, "no-cache")];

/// Issue an access token
///
/// By client credentials, for an authorization code with its PKCE verifier, or for a refresh token, which is replaced. A
/// confidential client authenticates by HTTP Basic or in the body; a public one names itself with `client_id`.
#[utoipa::path(
    post, path = "/o/token/", tag = "tokens", operation_id = "issue_token",
    security(("client" = []), ()),
    request_body(content = TokenForm, content_type = "application/x-www-form-urlencoded"),
    responses((status = 200, description = "The token", body = TokenAnswer), OAuthErrors),
)]
pub async fn issue(
    State(app): State<App>,
    request: ClientRequest,
) -> Result<([(HeaderName, &'static str); 2], Json<TokenAnswer>), OAuthError> {
    let answer = match request.form.require("grant_type", "grant_type is missing")? {
        "client_credentials" => client_credentials::issue(&app, request).await,
        "authorization_code" => code::issue(&app, request).await,
        "refresh_token" => refresh::issue(&app, request).await,
        _ => Err(OAuthError::UnsupportedGrantType),
    }?;
    Ok((NO_STORE, Json(answer)))
}

/// Reads the scope that is asked for (RFC 6749 section 3.3); none when it is omitted.
fn asked_scope(request: &ClientRequest) -> Result<Option<Scope>, OAuthError> {
    request.form.get("scope").map(|text| Scope::parse(text).ok_or(OAuthError::InvalidScope)).transpose()
}

/// Refuses a client that was not registered for the authorization code grant.
fn require_code_client(request: &ClientRequest) -> Result<(), OAuthError> {
    match request.client.authorization_grant_type.as_str() {
        "authorization-code" => Ok(()),
        _ => Err(OAuthError::UnauthorizedClient("This client may not use this grant")),
    }
}

/// An access and a refresh token, made and not stored yet.
struct Pair {
    access: Secret,
    refresh: Secret,
}

impl Pair {
    fn random() -> Result<Self, secrets::Error> {
        Ok(Self {
            access: secrets::random_text(secrets::TOKEN_LENGTH)?,
            refresh: secrets::random_text(secrets::TOKEN_LENGTH)?,
        })
    }

    fn to_store(&self, app: &App) -> NewTokens {
        NewTokens {
            access: self.access.hash(),
            lifetime: app.settings.token_lifetime,
            refresh: self.refresh.hash(),
            refresh_lifetime: app.settings.refresh_token_lifetime,
        }
    }

    /// The answer, when the store has said what was issued to the client of `request`.
    fn answer(&self, request: &ClientRequest, issued: Result<Issued, Refusal>) -> Result<TokenAnswer, OAuthError> {
        let application = request.client.id;
        let issued = issued.map_err(|refusal| {
            if refusal == Refusal::Reused {
                tracing::warn!(application, "a code or refresh token came twice: its tokens have ended");
            }
            match refusal {
                Refusal::Scope => OAuthError::InvalidScope,
                Refusal::Client => OAuthError::InvalidClient,
                _ => OAuthError::InvalidGrant,
            }
        })?;
        let scope = issued.scope.to_string();
        tracing::info!(application, scope, refresh = issued.refresh, "token issued");
        Ok(TokenAnswer {
            access_token: self.access.expose().to_owned(),
            token_type: "Bearer".to_owned(),
            expires_in: issued.lifetime,
            scope,
            refresh_token: issued.refresh.then(|| self.refresh.expose().to_owned()),
        })
    }
}
