//! `GET /.well-known/oauth-authorization-server`: what the authorization server can do and where (RFC 8414).

use axum::{Json, extract::State, http::HeaderMap};

use crate::{authorize, openapi::ServiceErrors, scope, state::AppState, token, wire::ServerMetadata};

/// Describe the authorization server
///
/// RFC 8414. `offline_access` asks for a refresh token.
#[utoipa::path(
    get, path = "/.well-known/oauth-authorization-server", tag = "tokens", operation_id = "describe_server",
    responses((status = 200, description = "The metadata", body = ServerMetadata), ServiceErrors),
)]
pub async fn describe(State(app): State<AppState>, headers: HeaderMap) -> Json<ServerMetadata> {
    let issuer = app.settings.issuer.identifier(&headers);
    let offline = app.settings.refresh_token_lifetime > 0;
    let with_refresh = |name: &&str| offline || !["offline_access", "refresh_token"].contains(name);
    let words =
        |words: &[&str]| words.iter().filter(|word| with_refresh(word)).map(|word| (*word).to_owned()).collect();
    Json(ServerMetadata {
        authorization_endpoint: format!("{issuer}{}", authorize::PATH),
        token_endpoint: format!("{issuer}/o/token/"),
        revocation_endpoint: format!("{issuer}/o/revoke_token/"),
        introspection_endpoint: format!("{issuer}/o/introspect/"),
        issuer,
        scopes_supported: words(&scope::NAMES),
        response_types_supported: words(&["code"]),
        response_modes_supported: words(&["query"]),
        grant_types_supported: words(&token::GRANT_TYPES),
        token_endpoint_auth_methods_supported: words(&["client_secret_basic", "client_secret_post", "none"]),
        revocation_endpoint_auth_methods_supported: words(&["client_secret_basic", "client_secret_post", "none"]),
        introspection_endpoint_auth_methods_supported: words(&["client_secret_basic", "client_secret_post"]),
        code_challenge_methods_supported: words(&["S256"]),
        authorization_response_iss_parameter_supported: true,
    })
}
