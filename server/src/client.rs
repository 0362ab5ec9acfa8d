//! Which client is asking at an OAuth endpoint: client authentication (RFC 6749 section 2.3).
//!
//! HTTP Basic or the body, never both, never the URL. Says the same for an unknown client and for a wrong secret.

use axum::{
    extract::{FromRequest, Request},
    http::{HeaderMap, header},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use zeroize::Zeroizing;

use crate::{
    App, body,
    form::{self, Form},
    oauth_error::OAuthError,
    secrets::Secret,
    store::{Application, ClientType},
};

/// A form sent by a client that is known: authenticated if it is confidential, named if it is public.
pub struct ClientRequest {
    /// The client's application.
    pub client: Application,
    /// What it sent.
    pub form: Form,
}

impl ClientRequest {
    /// Refuses a public client.
    ///
    /// # Errors
    /// The error that is given.
    pub fn confidential_or(self, error: OAuthError) -> Result<Self, OAuthError> {
        match self.client.client_type {
            ClientType::Confidential => Ok(self),
            ClientType::Public => Err(error),
        }
    }
}

impl FromRequest<App> for ClientRequest {
    type Rejection = OAuthError;

    async fn from_request(request: Request, app: &App) -> Result<Self, OAuthError> {
        body::refuse_credentials_in(request.uri())?;
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

async fn authenticate(app: &App, sent: &Credentials) -> Result<Application, OAuthError> {
    let client = app.store.application_by_client_id(&sent.client_id).await?.ok_or(OAuthError::InvalidClient)?;
    let known = match &client.client_secret {
        Some(secret) => secret.equals(&sent.secret),
        None => sent.secret.expose().is_empty(),
    };
    if known { Ok(client) } else { Err(OAuthError::InvalidClient) }
}
