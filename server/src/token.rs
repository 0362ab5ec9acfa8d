//! `POST /o/token/`: issues access tokens by the client credentials grant (RFC 6749 section 4.4).
//!
//! The token acts for the owner of the application. No refresh token is issued (RFC 6749 section 4.4.3).

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
    secrets,
    store::{Grant, now},
};

const NO_STORE: [(HeaderName, &str); 2] = [(header::CACHE_CONTROL, "no-store"), (header::PRAGMA, "no-cache")];
/// The scopes there are, in the order in which they are granted.
const SCOPES: [&str; 2] = ["read", "write"];

/// Issue an access token
///
/// The client authenticates by HTTP Basic or in the body.
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
    let grant_type = request.form.require("grant_type", "grant_type is missing")?;
    if grant_type != "client_credentials" {
        return Err(OAuthError::UnsupportedGrantType);
    }
    let scope = granted_scope(request.form.get("scope"))?;
    let no_grant = OAuthError::UnauthorizedClient("This client may not use client_credentials");
    let request = request.confidential_or(no_grant)?;
    if request.client.authorization_grant_type != "client-credentials" {
        return Err(OAuthError::UnauthorizedClient("This client may not use client_credentials"));
    }
    let token = secrets::random_text(secrets::TOKEN_LENGTH)?;
    let lifetime = app.settings.token_lifetime;
    let issued = now();
    let expires = issued.saturating_add_unsigned(lifetime);
    let grant = Grant { application_id: request.client.id, scope: &scope, issued, expires };
    if !app.store.issue_token(token.hash(), grant).await? {
        // Deleted since it authenticated.
        return Err(OAuthError::InvalidClient);
    }
    tracing::info!(application = request.client.id, scope, "token issued");
    let access_token = token.expose().to_owned();
    Ok((NO_STORE, Json(TokenAnswer { access_token, token_type: "Bearer".to_owned(), expires_in: lifetime, scope })))
}

/// Reads the scope that is asked for (RFC 6749 section 3.3). All scopes when it is omitted.
fn granted_scope(asked: Option<&str>) -> Result<String, OAuthError> {
    let asked: Vec<&str> = match asked {
        None => SCOPES.to_vec(),
        Some(text) => text.split(' ').collect(),
    };
    if asked.iter().any(|scope| !SCOPES.contains(scope)) {
        return Err(OAuthError::InvalidScope);
    }
    let granted: Vec<&str> = SCOPES.into_iter().filter(|scope| asked.contains(scope)).collect();
    Ok(granted.join(" "))
}
