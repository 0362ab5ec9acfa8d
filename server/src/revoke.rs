//! `POST /o/revoke_token/`: ends a token (RFC 7009). A refresh token ends with all that was issued from its grant.
//!
//! A client ends its own tokens only. An unknown token is no error (RFC 7009 section 2.2).

use axum::extract::State;

use crate::{
    client::ClientRequest,
    oauth_error::OAuthError,
    openapi::{OAuthErrors, TokenAndHint},
    secrets::Secret,
    state::AppState,
};

/// Revoke a token
///
/// A refresh token takes along every token of its sign-in, an access token only itself. A confidential client authenticates by HTTP Basic or in the body; a public one names itself with `client_id`.
#[utoipa::path(
    post, path = "/o/revoke_token/", tag = "tokens", operation_id = "revoke_token",
    security(("client" = []), ()),
    request_body(content = TokenAndHint, content_type = "application/x-www-form-urlencoded"),
    responses((status = 200, description = "The token does not work (any more)"), OAuthErrors),
)]
pub async fn revoke(State(app): State<AppState>, request: ClientRequest) -> Result<(), OAuthError> {
    let token = request.form.require("token", "token is missing")?;
    let hash = Secret::new(token.to_owned()).hash();
    let client_id = &request.client.client_id;
    // The hint is not needed: a token is found as one or the other.
    let owner = match app.store.active_access_token(hash).await? {
        Some(active) => {
            if active.client_id == *client_id {
                app.store.revoke_token(hash).await?;
            }
            Some(active.client_id)
        }
        None => app.store.revoke_family(hash, client_id).await?,
    };
    match owner {
        Some(owner) if owner != *client_id => {
            Err(OAuthError::UnauthorizedClient("The token was issued to another client"))
        }
        Some(_) => {
            tracing::info!(application = request.client.id, "token revoked");
            Ok(())
        }
        None => Ok(()),
    }
}
