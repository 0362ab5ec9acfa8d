//! The authorization request (RFC 6749 section 4.1.1, RFC 7636 section 4.3), read and checked. Answers nothing itself.
//!
//! Until the client and its redirect URI are verified, an error must not be redirected: [`RequestError`] says which it is.

use axum::http::{HeaderMap, Uri};

use crate::{
    error::Error,
    form, pkce,
    scope::Scope,
    state::AppState,
    store::{self, Application},
};

/// A valid authorization request, which may be shown to a person.
pub struct AuthorizationRequest {
    /// The client that asks.
    pub client: Application,
    /// Where the response goes.
    pub reply_to: ReplyTo,
    /// The scopes that it asks for.
    pub scope: Scope,
    /// Its S256 challenge.
    pub challenge: String,
    /// How long the client stays signed in if it asks for a refresh token, in seconds.
    pub refresh_lifetime: u64,
}

/// Where an authorization response goes, and the parameters that every one has.
pub struct ReplyTo {
    /// A redirect URI of the client, byte for byte.
    pub redirect_uri: String,
    /// The client's `state`.
    pub state: Option<String>,
    /// This server (RFC 9207).
    pub issuer: String,
}

/// Why a request is not valid.
pub enum RequestError {
    /// To be said to the person: the client or the redirect URI cannot be trusted (RFC 6749 section 4.1.2.1).
    Page(&'static str),
    /// To be said to the client, by redirect.
    Redirect(Box<ReplyTo>, OAuthErrorCode),
    /// The server's own failure.
    Internal(Error),
}

impl RequestError {
    /// The form of a page was not one that a page sends.
    pub const FORM: Self = Self::Page("The form could not be read.");
    /// The client is unknown.
    pub const CLIENT: Self = Self::Page("The application that sent you here is not known: its client_id is wrong.");
    /// The redirect URI is not one of the client's.
    pub const REDIRECT_URI: Self = Self::Page(
        "The application that sent you here wants you sent back to an address that it has not registered: its \
         redirect_uri is wrong.",
    );
}

impl From<store::Error> for RequestError {
    fn from(error: store::Error) -> Self {
        Self::Internal(error.into())
    }
}

/// An error code of RFC 6749 section 4.1.2.1, and its description.
type OAuthErrorCode = (&'static str, &'static str);

impl AuthorizationRequest {
    /// Reads the request from a URL.
    pub async fn read(app: &AppState, uri: &Uri, headers: &HeaderMap) -> Result<Self, RequestError> {
        let query = Query::parse(uri.query().unwrap_or_default())?;
        let client_id = query.one("client_id").ok().flatten().ok_or(RequestError::CLIENT)?;
        let redirect_uri = query.one("redirect_uri").ok().flatten().ok_or(RequestError::REDIRECT_URI)?;
        let client = app.store.application_by_client_id(client_id).await?.ok_or(RequestError::CLIENT)?;
        if !app.store.has_redirect_uri(client.id, redirect_uri).await? {
            return Err(RequestError::REDIRECT_URI);
        }
        let reply_to = ReplyTo {
            redirect_uri: redirect_uri.to_owned(),
            state: query.one("state").ok().flatten().map(str::to_owned),
            issuer: app.settings.issuer.identifier(headers),
        };
        let (scope, challenge) = match query.scope_and_challenge(&client) {
            Ok(valid) => valid,
            Err(code) => return Err(RequestError::Redirect(Box::new(reply_to), code)),
        };
        let refresh_lifetime = app.settings.refresh_token_lifetime;
        let scope = if refresh_lifetime == 0 { scope.online() } else { scope };
        if scope.is_empty() {
            let code = ("invalid_scope", "offline_access is not given here");
            return Err(RequestError::Redirect(Box::new(reply_to), code));
        }
        Ok(Self { client, reply_to, scope, challenge, refresh_lifetime })
    }
}

/// The parameters, in their order, repeated ones too.
struct Query(Vec<(String, String)>);

impl Query {
    fn parse(text: &str) -> Result<Self, RequestError> {
        let decode = |text: &str| form::decode(text.as_bytes()).map(|text| text.to_string());
        let pairs = text.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Some((decode(name)?, decode(value)?))
        });
        let pairs = pairs.collect::<Option<_>>().ok_or(RequestError::Page("The address of this page is not UTF-8."))?;
        Ok(Self(pairs))
    }

    /// The value of a parameter. One without a value counts as omitted; a repeated one is an error (section 3.1).
    fn one(&self, name: &str) -> Result<Option<&str>, OAuthErrorCode> {
        let mut found = self.0.iter().filter(|(given, _)| given == name).map(|(_, value)| value.as_str());
        match (found.next(), found.next()) {
            (_, Some(_)) => Err(("invalid_request", "A parameter stands more than once")),
            (value, None) => Ok(value.filter(|value| !value.is_empty())),
        }
    }

    /// The scope and the challenge, once all parameters are valid whose errors are redirected.
    fn scope_and_challenge(&self, client: &Application) -> Result<(Scope, String), OAuthErrorCode> {
        self.one("state")?;
        match self.one("response_type")? {
            Some("code") => {}
            Some(_) => return Err(("unsupported_response_type", "The response_type must be code")),
            None => return Err(("invalid_request", "response_type is missing")),
        }
        if client.authorization_grant_type != "authorization-code" {
            return Err(("unauthorized_client", "This client may not use authorization codes"));
        }
        let challenge = self.one("code_challenge")?.ok_or(("invalid_request", "code_challenge is missing (PKCE)"))?;
        if self.one("code_challenge_method")? != Some("S256") {
            return Err(("invalid_request", "The code_challenge_method must be S256"));
        }
        if !pkce::is_challenge(challenge) {
            return Err(("invalid_request", "The code_challenge is not one of S256"));
        }
        let scope = match self.one("scope")? {
            None => Scope::READ_WRITE,
            Some(text) => {
                Scope::parse(text).ok_or(("invalid_scope", "The scopes are read, write and offline_access"))?
            }
        };
        Ok((scope, challenge.to_owned()))
    }
}
