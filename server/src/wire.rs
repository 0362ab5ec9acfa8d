//! The JSON of `/o/apps/` and of the OAuth endpoints, as this server writes it, with its schemas for the OpenAPI document.
//!
//! Types alone, without logic. The page decodes what any deployment sends by types of its own (`src/api`).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An OAuth 2.0 client (RFC 6749 section 2) as `GET /o/apps/` lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Application<'a> {
    /// The application's id.
    pub id: i64,
    /// Display name, 1 to 255 code points, not unique.
    pub name: &'a str,
    /// The client identifier (RFC 6749 section 2.2).
    pub client_id: &'a str,
    /// The client secret in clear; empty for a public client.
    pub client_secret: &'a str,
    /// `confidential` or `public` (RFC 6749 section 2.1).
    pub client_type: &'a str,
    /// When it was created, RFC 3339 in UTC.
    pub created: &'a str,
    /// The grant that the application may use, such as `client-credentials`.
    pub authorization_grant_type: &'a str,
}

/// The body of `POST /o/apps/`.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize, ToSchema)]
pub struct NewApplication {
    /// Display name, 1 to 255 code points after trimming, no control characters.
    #[schema(
        pattern = r"^[\u0009-\u000d \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*[^\u0000-\u001f\u007f-\u009f \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]([^\u0000-\u001f\u007f-\u009f]{0,253}[^\u0000-\u001f\u007f-\u009f \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000])?[\u0009-\u000d \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*$"
    )]
    pub name: String,
}

/// The answer to `POST /o/apps/`.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize, ToSchema)]
pub struct CreatedApplication {
    /// The new application's id.
    pub id: i64,
    /// Its client identifier.
    pub client_id: String,
    /// Its client secret in clear.
    pub client_secret: String,
}

/// The envelope of every error outside the OAuth endpoints.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize, ToSchema)]
pub struct ErrorEnvelope {
    /// The one error.
    pub error: ErrorBody,
}

/// What went wrong.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize, ToSchema)]
pub struct ErrorBody {
    /// A stable word such as `not_found`.
    pub code: String,
    /// One sentence for a person.
    pub message: String,
    /// Messages by field for a validation error, else empty.
    pub details: BTreeMap<String, Vec<String>>,
}

/// The answer of the token endpoint (RFC 6749 section 5.1).
#[derive(Clone, Deserialize, PartialEq, Eq, Serialize, ToSchema)]
pub struct TokenResponse {
    /// The access token, opaque.
    pub access_token: String,
    /// Always `Bearer`.
    pub token_type: String,
    /// Lifetime in seconds.
    pub expires_in: u64,
    /// The granted scopes, separated by spaces.
    pub scope: String,
    /// Gets the next access token (RFC 6749 section 6), opaque. None for most grants.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
}

/// The metadata of an authorization server (RFC 8414 section 2).
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize, ToSchema)]
pub struct ServerMetadata {
    /// The issuer identifier: what `iss` of an authorization response must be (RFC 9207).
    pub issuer: String,
    /// Where a person signs in and allows access (RFC 6749 section 3.1).
    pub authorization_endpoint: String,
    /// RFC 6749 section 3.2.
    pub token_endpoint: String,
    /// RFC 7009.
    pub revocation_endpoint: String,
    /// RFC 7662.
    pub introspection_endpoint: String,
    /// The scopes there are.
    pub scopes_supported: Vec<String>,
    /// Always `code`.
    pub response_types_supported: Vec<String>,
    /// Always `query`.
    pub response_modes_supported: Vec<String>,
    /// The grants of the token endpoint.
    pub grant_types_supported: Vec<String>,
    /// How a client authenticates at the token endpoint; `none` for a public one.
    pub token_endpoint_auth_methods_supported: Vec<String>,
    /// How a client authenticates at the revocation endpoint.
    pub revocation_endpoint_auth_methods_supported: Vec<String>,
    /// How a client authenticates at the introspection endpoint.
    pub introspection_endpoint_auth_methods_supported: Vec<String>,
    /// Always `S256` (RFC 7636).
    pub code_challenge_methods_supported: Vec<String>,
    /// Always true (RFC 9207 section 3).
    pub authorization_response_iss_parameter_supported: bool,
}

/// The error of an OAuth endpoint (RFC 6749 section 5.2).
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize, ToSchema)]
pub struct OAuthError {
    /// A word of RFC 6749 section 5.2, such as `invalid_client`.
    pub error: String,
    /// One sentence for a person.
    pub error_description: String,
}

/// The answer of the introspection endpoint (RFC 7662 section 2.2). Inactive tokens say nothing more.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq, Serialize, ToSchema)]
pub struct Introspection {
    /// Whether the token works now.
    pub active: bool,
    /// The granted scopes, separated by spaces.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    /// The client that the token was issued to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id: Option<String>,
    /// The user whom the token acts for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// Always `Bearer`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token_type: Option<String>,
    /// Expiry in seconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exp: Option<i64>,
    /// Issue time in seconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iat: Option<i64>,
}
