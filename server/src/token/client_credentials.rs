//! The client credentials grant (RFC 6749 section 4.4), for confidential clients alone.
//!
//! The token acts for the owner of the application. No refresh token is issued (RFC 6749 section 4.4.3).

use oauth_apps::api::wire::TokenAnswer;

use super::asked_scope;
use crate::{
    App,
    client::ClientRequest,
    oauth_error::OAuthError,
    scope::Scope,
    secrets,
    store::{Grant, now},
};

/// Issues a token to the client itself.
pub async fn issue(app: &App, request: ClientRequest) -> Result<TokenAnswer, OAuthError> {
    let scope = asked_scope(&request)?.unwrap_or(Scope::READ_WRITE);
    if scope.is_offline() {
        return Err(OAuthError::InvalidScope);
    }
    let no_grant = || OAuthError::UnauthorizedClient("This client may not use client_credentials");
    let request = request.confidential_or(no_grant())?;
    if request.client.authorization_grant_type != "client-credentials" {
        return Err(no_grant());
    }
    let scope = scope.to_string();
    let token = secrets::random_text(secrets::TOKEN_LENGTH)?;
    let lifetime = app.settings.token_lifetime;
    let issued = now();
    let expires = issued.saturating_add_unsigned(lifetime);
    let grant = Grant { client: &request.client, scope: &scope, issued, expires };
    if !app.store.issue_token(token.hash(), grant).await? {
        // Deleted since it authenticated, or given another secret.
        return Err(OAuthError::InvalidClient);
    }
    tracing::info!(application = request.client.id, scope, "token issued");
    Ok(TokenAnswer {
        access_token: token.expose().to_owned(),
        token_type: "Bearer".to_owned(),
        expires_in: lifetime,
        scope,
        refresh_token: None,
    })
}
