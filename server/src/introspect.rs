//! `POST /o/introspect/`: says what a token may do (RFC 7662).
//!
//! Answers about tokens of the asking client, and about those that act for its owner. Any other token is inactive (RFC 7662 section 2.2).

use axum::{Json, extract::State};

use crate::{
    client::ClientRequest,
    oauth_error::OAuthError,
    openapi::{OAuthErrors, TokenAndHint},
    secrets::Secret,
    state::AppState,
    store::ActiveToken,
    wire::Introspection,
};

/// Introspect a token
///
/// Only a confidential client may ask. It authenticates by HTTP Basic or in the body.
#[utoipa::path(
    post, path = "/o/introspect/", tag = "tokens", operation_id = "introspect_token",
    security(("client" = []), ()),
    request_body(content = TokenAndHint, content_type = "application/x-www-form-urlencoded"),
    responses((status = 200, description = "The token's state", body = Introspection), OAuthErrors),
)]
pub async fn introspect(
    State(app): State<AppState>,
    request: ClientRequest,
) -> Result<Json<Introspection>, OAuthError> {
    let request = request.require_confidential(OAuthError::InvalidClient)?;
    let token = request.form.require("token", "token is missing")?;
    let hash = Secret::new(token.to_owned()).hash();
    let (active, token_type) = match app.store.active_access_token(hash).await? {
        Some(active) => (Some(active), Some("Bearer".to_owned())),
        // Where none are given, none from before work either.
        None if app.settings.refresh_token_lifetime == 0 => (None, None),
        None => (app.store.active_refresh_token(hash).await?, None),
    };
    let is_visible =
        |active: &ActiveToken| active.client_id == request.client.client_id || active.user == request.client.user;
    Ok(Json(match active.filter(is_visible) {
        Some(active) => Introspection {
            active: true,
            scope: Some(active.scope),
            client_id: Some(active.client_id),
            username: Some(active.username),
            token_type,
            exp: Some(active.expires),
            iat: Some(active.issued),
        },
        None => Introspection::default(),
    }))
}
