//! `POST /o/token/`: issues access tokens (RFC 6749). Each grant type has its own file.

mod client_credentials;
mod code;
mod pair;
mod refresh;

use axum::{
    Json,
    extract::State,
    http::{HeaderName, header},
};

use crate::{
    client::ClientRequest,
    oauth_error::OAuthError,
    openapi::{OAuthErrors, TokenForm},
    state::AppState,
    wire::TokenResponse,
};

/// The grant types that are supported.
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
    responses((status = 200, description = "The token", body = TokenResponse), OAuthErrors),
)]
pub async fn issue(
    State(app): State<AppState>,
    request: ClientRequest,
) -> Result<([(HeaderName, &'static str); 2], Json<TokenResponse>), OAuthError> {
    let response = match request.form.require("grant_type", "grant_type is missing")? {
        "client_credentials" => client_credentials::issue(&app, request).await,
        "authorization_code" => code::issue(&app, request).await,
        "refresh_token" => refresh::issue(&app, request).await,
        _ => Err(OAuthError::UnsupportedGrantType),
    }?;
    Ok((NO_STORE, Json(response)))
}
