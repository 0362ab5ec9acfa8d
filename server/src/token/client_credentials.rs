//! The client credentials grant (RFC 6749 section 4.4), for confidential clients alone.
//!
//! The token acts for the owner of the application. No refresh token is issued (RFC 6749 section 4.4.3).

use crate::{
    client::ClientRequest, clock::now, oauth_error::OAuthError, scope::Scope, secrets, state::AppState,
    store::NewAccessToken, wire::TokenResponse,
};

const UNAUTHORIZED: &str = "This client may not use client_credentials";

/// Issues a token to the client itself.
pub async fn issue(app: &AppState, request: ClientRequest) -> Result<TokenResponse, OAuthError> {
    let scope = request.requested_scope()?.unwrap_or(Scope::READ_WRITE);
    if scope.is_offline() {
        return Err(OAuthError::InvalidScope);
    }
    let request = request.require_confidential(OAuthError::UnauthorizedClient(UNAUTHORIZED))?;
    request.require_grant_type("client-credentials", UNAUTHORIZED)?;
    let scope = scope.to_string();
    let token = secrets::random_text(secrets::TOKEN_LENGTH)?;
    let lifetime = app.settings.token_lifetime;
    let issued = now();
    let expires = issued.saturating_add_unsigned(lifetime);
    let new = NewAccessToken { client: &request.client, scope: &scope, issued, expires };
    if !app.store.issue_token(token.hash(), new).await? {
        // Since it authenticated, the client was deleted or got another secret.
        return Err(OAuthError::InvalidClient);
    }
    tracing::info!(application = request.client.id, scope, "token issued");
    Ok(TokenResponse {
        access_token: token.expose().to_owned(),
        token_type: "Bearer".to_owned(),
        expires_in: lifetime,
        scope,
        refresh_token: None,
    })
}
