//! The OpenAPI document: what the handlers do not say themselves. The document is generated from the code.
//!
//! Types here describe; none is ever built. `oauth-apps-server openapi` prints the document, and it is committed as
//! `server/openapi.json`.

use serde::Serialize;
use utoipa::{
    IntoResponses, Modify, OpenApi, ToSchema,
    openapi::{
        RefOr, Type,
        schema::{AdditionalProperties, ObjectBuilder, Schema},
        security::{AuthorizationCode, ClientCredentials, Flow, Http, HttpAuthScheme, OAuth2, Scopes, SecurityScheme},
    },
};

use crate::wire::{ErrorBody, ErrorEnvelope, OAuthError};

/// The document without its paths, which come with the routes.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "OAuth applications",
        description = "Manage OAuth 2.0 applications. Every operation on applications needs an access token with the \
            scopes read and write. A token of client credentials acts for the owner of its application: whoever has one \
            secret of an account can see, create and delete all of its applications.",
    ),
    tags(
        (name = "applications", description = "The applications of the caller"),
        (name = "tokens", description = "Access tokens (RFC 6749, RFC 7009, RFC 7662)"),
        (name = "service", description = "The service itself"),
    ),
    components(schemas(ErrorBody, ErrorEnvelope, OAuthError)),
    modifiers(&SecuritySchemes),
)]
pub struct Document;

struct SecuritySchemes;

impl Modify for SecuritySchemes {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let scopes = Scopes::from_iter([("read", "See applications"), ("write", "Create and delete applications")]);
        let with_offline = Scopes::from_iter([
            ("read", "See applications"),
            ("write", "Create and delete applications"),
            ("offline_access", "Get a refresh token"),
        ]);
        let flows = [
            Flow::AuthorizationCode(AuthorizationCode::with_refresh_url(
                "/o/authorize/",
                "/o/token/",
                with_offline,
                "/o/token/",
            )),
            Flow::ClientCredentials(ClientCredentials::new("/o/token/", scopes)),
        ];
        let components = openapi.components.get_or_insert_default();
        components.add_security_scheme("oauth2", SecurityScheme::OAuth2(OAuth2::new(flows)));
        components.add_security_scheme("token", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
        components.add_security_scheme("client", SecurityScheme::Http(Http::new(HttpAuthScheme::Basic)));
    }
}

/// Says of the forms that a parameter which they do not name is ignored, and stands once (RFC 6749 section 3.2). Apply it
/// when the paths have brought their schemas.
pub fn describe_forms(document: &mut utoipa::openapi::OpenApi) {
    let Some(components) = &mut document.components else { return };
    for name in ["ClientCredentialsForm", "CodeForm", "RefreshForm", "TokenAndHint"] {
        if let Some(RefOr::T(Schema::Object(form))) = components.schemas.get_mut(name) {
            let text = Schema::Object(ObjectBuilder::new().schema_type(Type::String).build());
            form.additional_properties = Some(Box::new(AdditionalProperties::RefOr(RefOr::T(text))));
        }
    }
}

/// What can go wrong wherever a token is needed.
#[derive(IntoResponses)]
pub enum CallerErrors {
    /// A token in the query string
    #[response(status = 400)]
    BadRequest(ErrorEnvelope),
    /// No token, or one that does not work
    #[response(status = 401, headers(("WWW-Authenticate" = String, description = "RFC 6750 section 3")))]
    Unauthorized(ErrorEnvelope),
    /// The token lacks a scope
    #[response(status = 403, headers(("WWW-Authenticate" = String, description = "RFC 6750 section 3")))]
    Forbidden(ErrorEnvelope),
    /// Too many requests
    #[response(status = 429, headers(("Retry-After" = String, description = "Seconds to wait")))]
    TooManyRequests(ErrorEnvelope),
    /// Internal error
    #[response(status = 500)]
    Internal(ErrorEnvelope),
}

/// What can be wrong with a JSON body.
#[derive(IntoResponses)]
pub enum BodyErrors {
    /// The request did not arrive in time
    #[response(status = 408)]
    Timeout(ErrorEnvelope),
    /// Too large
    #[response(status = 413)]
    TooLarge(ErrorEnvelope),
    /// Not application/json in UTF-8, or compressed
    #[response(status = 415)]
    UnsupportedMediaType(ErrorEnvelope),
    /// Not valid; the details name the fields
    #[response(status = 422)]
    Validation(ErrorEnvelope),
}

/// What can go wrong everywhere.
#[derive(IntoResponses)]
pub enum ServiceErrors {
    /// Too many requests
    #[response(status = 429, headers(("Retry-After" = String, description = "Seconds to wait")))]
    TooManyRequests(ErrorEnvelope),
    /// Internal error
    #[response(status = 500)]
    Internal(ErrorEnvelope),
}

/// There is no such application of this user.
#[derive(IntoResponses)]
pub enum NotFoundError {
    /// No such application
    #[response(status = 404)]
    NotFound(ErrorEnvelope),
}

/// What can go wrong at an OAuth endpoint.
#[derive(IntoResponses)]
pub enum OAuthErrors {
    /// RFC 6749 section 5.2
    #[response(status = 400)]
    BadRequest(OAuthError),
    /// The client did not authenticate (`invalid_client`)
    #[response(status = 401, headers(("WWW-Authenticate" = String, description = "Basic")))]
    Unauthorized(OAuthError),
    /// The request did not arrive in time
    #[response(status = 408)]
    Timeout(ErrorEnvelope),
    /// Too large
    #[response(status = 413)]
    TooLarge(ErrorEnvelope),
    /// Not a form in UTF-8, or compressed
    #[response(status = 415)]
    UnsupportedMediaType(ErrorEnvelope),
    /// Too many requests
    #[response(status = 429, headers(("Retry-After" = String, description = "Seconds to wait")))]
    TooManyRequests(ErrorEnvelope),
    /// Internal error
    #[response(status = 500)]
    Internal(ErrorEnvelope),
}

/// The form of the token endpoint, by `grant_type`. A confidential client that does not authenticate by Basic adds
/// `client_id` and `client_secret`.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
pub enum TokenForm {
    /// RFC 6749 section 4.4.2.
    ClientCredentials(ClientCredentialsForm),
    /// RFC 6749 section 4.1.3.
    Code(CodeForm),
    /// RFC 6749 section 6.
    Refresh(RefreshForm),
}

/// Asks for a token of the client itself, for its owner.
#[derive(Serialize, ToSchema)]
pub struct ClientCredentialsForm {
    /// Always `client_credentials`.
    #[schema(pattern = "^client_credentials$")]
    pub grant_type: String,
    /// The scopes that are asked for, separated by spaces. Both when omitted.
    #[schema(nullable = false, pattern = "^((read|write)( (read|write))*)?$")]
    pub scope: Option<String>,
}

/// Redeems an authorization code, once.
#[derive(Serialize, ToSchema)]
pub struct CodeForm {
    /// Always `authorization_code`.
    #[schema(pattern = "^authorization_code$")]
    pub grant_type: String,
    /// The code.
    #[schema(min_length = 1)]
    pub code: String,
    /// The redirect URI that the code was sent to.
    #[schema(min_length = 1)]
    pub redirect_uri: String,
    /// The verifier of the code's challenge (RFC 7636 section 4.1).
    #[schema(pattern = "^[A-Za-z0-9._~-]{43,128}$")]
    pub code_verifier: String,
    /// The client, if it is public.
    #[schema(nullable = false)]
    pub client_id: Option<String>,
}

/// Gets new tokens for a refresh token, once. A second use ends every token of that sign-in.
#[derive(Serialize, ToSchema)]
pub struct RefreshForm {
    /// Always `refresh_token`.
    #[schema(pattern = "^refresh_token$")]
    pub grant_type: String,
    /// The refresh token.
    #[schema(min_length = 1)]
    pub refresh_token: String,
    /// Narrows what the access token may do. What was granted when omitted.
    #[schema(nullable = false)]
    pub scope: Option<String>,
    /// The client, if it is public.
    #[schema(nullable = false)]
    pub client_id: Option<String>,
}

/// The form of the revocation (RFC 7009 section 2.1) and the introspection endpoint (RFC 7662 section 2.1). A client that
/// does not authenticate by Basic adds `client_id` and `client_secret`.
#[derive(ToSchema)]
pub struct TokenAndHint {
    /// The token.
    #[schema(min_length = 1)]
    pub token: String,
    /// Accepted and not needed.
    #[schema(nullable = false)]
    pub token_type_hint: Option<String>,
}
