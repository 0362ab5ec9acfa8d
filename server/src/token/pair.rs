//! The access and the refresh token that a grant issues together, and the response with them.

use crate::{
    client::ClientRequest,
    oauth_error::OAuthError,
    secrets::{self, Secret},
    state::AppState,
    store::{GrantError, Issued, NewTokens},
    wire::TokenResponse,
};

/// An access and a refresh token, made and not stored yet.
pub struct TokenPair {
    access: Secret,
    refresh: Secret,
}

impl TokenPair {
    /// Makes both.
    pub fn random() -> Result<Self, secrets::Error> {
        Ok(Self {
            access: secrets::random_text(secrets::TOKEN_LENGTH)?,
            refresh: secrets::random_text(secrets::TOKEN_LENGTH)?,
        })
    }

    /// What the store needs of them.
    pub fn to_store(&self, app: &AppState) -> NewTokens {
        NewTokens {
            access: self.access.hash(),
            lifetime: app.settings.token_lifetime,
            refresh: self.refresh.hash(),
            refresh_lifetime: app.settings.refresh_token_lifetime,
        }
    }

    /// The response, given what the store issued to the client of `request`.
    pub fn response(
        &self,
        request: &ClientRequest,
        issued: Result<Issued, GrantError>,
    ) -> Result<TokenResponse, OAuthError> {
        let application = request.client.id;
        let issued = issued.map_err(|error| {
            if error == GrantError::Reused {
                tracing::warn!(application, "a code or refresh token came twice: its tokens have ended");
            }
            match error {
                GrantError::Scope => OAuthError::InvalidScope,
                GrantError::Client => OAuthError::InvalidClient,
                _ => OAuthError::InvalidGrant,
            }
        })?;
        let scope = issued.scope.to_string();
        tracing::info!(application, scope, refresh = issued.refresh, "token issued");
        Ok(TokenResponse {
            access_token: self.access.expose().to_owned(),
            token_type: "Bearer".to_owned(),
            expires_in: issued.lifetime,
            scope,
            refresh_token: issued.refresh.then(|| self.refresh.expose().to_owned()),
        })
    }
}
