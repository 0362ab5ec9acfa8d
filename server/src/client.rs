//! Client authentication at the OAuth endpoints (RFC 6749 section 2.3).
//!
//! HTTP Basic or the body, never both, never the URL. Says the same for an unknown client and for a wrong secret.

use axum::{
    extract::{FromRequest, Request},
    http::{HeaderMap, header},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use zeroize::Zeroizing;

use crate::{
    body,
    form::{self, Form},
    oauth_error::OAuthError,
    scope::Scope,
    secrets::Secret,
    state::AppState,
    store::{Application, ClientType},
};

/// A form and the client that sent it: authenticated if it is confidential, identified if it is public.
pub struct ClientRequest {
    /// The client's application.
    pub client: Application,
    /// What it sent.
    pub form: Form,
}

impl ClientRequest {
    /// Returns the request of a confidential client.
    ///
    /// # Errors
    /// The given error if the client is public.
    pub fn require_confidential(self, error: OAuthError) -> Result<Self, OAuthError> {
        match self.client.client_type {
            ClientType::Confidential => Ok(self),
            ClientType::Public => Err(error),
        }
    }

    /// Checks that the client was registered for a grant type, as `/o/apps/` names it.
    ///
    /// # Errors
    /// [`OAuthError::UnauthorizedClient`] with `message` if it was registered for another.
    pub fn require_grant_type(&self, grant_type: &str, message: &'static str) -> Result<(), OAuthError> {
        match self.client.authorization_grant_type == grant_type {
            true => Ok(()),
            false => Err(OAuthError::UnauthorizedClient(message)),
        }
    }

    /// Reads the requested scope (RFC 6749 section 3.3); none if it is omitted.
    ///
    /// # Errors
    /// [`OAuthError::InvalidScope`] if a scope is unknown.
    pub fn requested_scope(&self) -> Result<Option<Scope>, OAuthError> {
        self.form.get("scope").map(|text| Scope::parse(text).ok_or(OAuthError::InvalidScope)).transpose()
    }
}

impl FromRequest<AppState> for ClientRequest {
    type Rejection = OAuthError;

    async fn from_request(request: Request, app: &AppState) -> Result<Self, OAuthError> {
        body::reject_credentials_in_url(request.uri())?;
        let basic = basic_credentials(request.headers())?;
        let form = Form::parse(&body::read(request, Form::MEDIA_TYPE).await?)?;
        let credentials = match basic {
            Some(basic) => {
                let other_id = form.get("client_id").is_some_and(|id| id != basic.client_id);
                if other_id || form.get("client_secret").is_some() {
                    return Err(OAuthError::InvalidRequest("Authenticate by Basic or in the body, not by both"));
                }
                basic
            }
            None => Credentials {
                client_id: form.get("client_id").ok_or(OAuthError::InvalidClient)?.to_owned(),
                secret: Secret::new(form.get("client_secret").unwrap_or_default().to_owned()),
            },
        };
        let client = authenticate(app, &credentials).await?;
        Ok(Self { client, form })
    }
}

struct Credentials {
    client_id: String,
    /// Empty when none was sent.
    secret: Secret,
}

/// Reads `Authorization: Basic`, whose halves are form-encoded (RFC 6749 section 2.3.1). None without the header.
fn basic_credentials(headers: &HeaderMap) -> Result<Option<Credentials>, OAuthError> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let Some(value) = values.next() else { return Ok(None) };
    let read = || {
        let (scheme, encoded) = value.to_str().ok()?.split_once(' ')?;
        if !scheme.eq_ignore_ascii_case("basic") {
            return None;
        }
        let decoded = Zeroizing::new(STANDARD.decode(encoded.trim()).ok()?);
        let colon = decoded.iter().position(|byte| *byte == b':')?;
        let client_id = form::decode(&decoded[..colon])?.to_string();
        let secret = Secret::new(form::decode(&decoded[colon + 1..])?.to_string());
        Some(Credentials { client_id, secret })
    };
    match (read(), values.next()) {
        (Some(credentials), None) => Ok(Some(credentials)),
        _ => Err(OAuthError::InvalidClient),
    }
}

async fn authenticate(app: &AppState, sent: &Credentials) -> Result<Application, OAuthError> {
    let client = app.store.application_by_client_id(&sent.client_id).await?.ok_or(OAuthError::InvalidClient)?;
    let authenticated = match &client.client_secret {
        Some(secret) => secret.equals(&sent.secret),
        None => sent.secret.expose().is_empty(),
    };
    if authenticated { Ok(client) } else { Err(OAuthError::InvalidClient) }
}
