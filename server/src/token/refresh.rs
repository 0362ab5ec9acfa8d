//! The refresh token grant (RFC 6749 section 6), with rotation (RFC 9700 section 4.14.2).

use super::pair::TokenPair;
use crate::{client::ClientRequest, oauth_error::OAuthError, secrets::Secret, state::AppState, wire::TokenResponse};

/// Replaces the refresh token of the form.
pub async fn issue(app: &AppState, request: ClientRequest) -> Result<TokenResponse, OAuthError> {
    request.require_grant_type("authorization-code", "This client may not use this grant")?;
    let refresh = Secret::new(request.form.require("refresh_token", "refresh_token is missing")?.to_owned());
    let scope = request.requested_scope()?;
    let pair = TokenPair::random()?;
    let rotated = app.store.rotate_refresh_token(refresh.hash(), &request.client, scope, pair.to_store(app)).await?;
    pair.response(&request, rotated)
}
