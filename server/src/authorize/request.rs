//! The authorization request (RFC 6749 section 4.1.1, RFC 7636 section 4.3), read and checked.
//!
//! Until client and redirect URI are known to be right nothing is redirected: the error is shown on a page.

use axum::{
    http::{HeaderMap, Uri},
    response::Response,
};

use super::{answer::Answer, pages};
use crate::{
    App,
    error::Error,
    form, pkce,
    scope::Scope,
    store::{self, Application},
};

/// A request that may be shown to a person.
pub struct Asked {
    /// The client that asks.
    pub client: Application,
    /// Where its answer goes: one of its own, byte for byte.
    pub redirect_uri: String,
    /// What it wants back with the answer.
    pub state: Option<String>,
    /// What it asks for.
    pub scope: Scope,
    /// Its S256 challenge.
    pub challenge: String,
    /// Who answers (RFC 9207).
    pub issuer: String,
    /// How long it stays signed in, in seconds, where it asks for a refresh token.
    pub offline: u64,
}

/// Why a request goes no further.
pub enum Refused {
    /// Said to the person: nothing can be trusted to be told (RFC 6749 section 4.1.2.1).
    OnPage(&'static str),
    /// Said to the client.
    Redirected(Box<Response>),
    /// The server's own fault.
    Internal(Error),
}

impl Refused {
    /// The form of a page was not one that a page sends.
    pub const FORM: Self = Self::OnPage("The form could not be read.");
    /// The client is not there.
    pub const CLIENT: Self = Self::OnPage("The application that sent you here is not known: its client_id is wrong.");
    /// The redirect URI is not one of the client's.
    pub const REDIRECT_URI: Self = Self::OnPage(
        "The application that sent you here wants you sent back to an address that it has not registered: its \
         redirect_uri is wrong.",
    );

    /// What is said where no redirect can be written.
    pub const UNREACHABLE: &str = "The address of the application that sent you here cannot be reached.";

    /// The answer.
    pub fn into_response(self) -> Result<Response, Error> {
        match self {
            Self::OnPage(text) => Ok(pages::refusal(text)),
            Self::Redirected(response) => Ok(*response),
            Self::Internal(error) => Err(error),
        }
    }
}

impl From<store::Error> for Refused {
    fn from(error: store::Error) -> Self {
        Self::Internal(error.into())
    }
}

impl Asked {
    /// Reads the request from a URL.
    pub async fn read(app: &App, uri: &Uri, headers: &HeaderMap) -> Result<Self, Refused> {
        let query = Query::parse(uri.query().unwrap_or_default())?;
        let client_id = query.one("client_id").ok().flatten().ok_or(Refused::CLIENT)?;
        let redirect_uri = query.one("redirect_uri").ok().flatten().ok_or(Refused::REDIRECT_URI)?;
        let client = app.store.application_by_client_id(client_id).await?.ok_or(Refused::CLIENT)?;
        if !app.store.redirects_to(client.id, redirect_uri).await? {
            return Err(Refused::REDIRECT_URI);
        }
        let issuer = app.settings.issuer.identifier(headers);
        let state = query.one("state").ok().flatten();
        let answer = Answer { redirect_uri, state, issuer: &issuer };
        let refuse = |(error, description)| Refused::Redirected(Box::new(answer.error(error, description)));
        let (scope, challenge) = query.wishes(&client).map_err(refuse)?;
        let offline = app.settings.refresh_token_lifetime;
        let scope = if offline == 0 { scope.online() } else { scope };
        if scope.is_empty() {
            return Err(refuse(("invalid_scope", "offline_access is not given here")));
        }
        let (redirect_uri, state) = (redirect_uri.to_owned(), state.map(str::to_owned));
        Ok(Self { client, redirect_uri, state, scope, challenge, issuer, offline })
    }

    /// The way to answer it.
    pub fn answer(&self) -> Answer<'_> {
        Answer { redirect_uri: &self.redirect_uri, state: self.state.as_deref(), issuer: &self.issuer }
    }
}

/// An error code of RFC 6749 section 4.1.2.1 and what it means here.
type Fault = (&'static str, &'static str);

/// The parameters, in their order, repeated ones too.
struct Query(Vec<(String, String)>);

impl Query {
    fn parse(text: &str) -> Result<Self, Refused> {
        let decode = |text: &str| form::decode(text.as_bytes()).map(|text| text.to_string());
        let pairs = text.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Some((decode(name)?, decode(value)?))
        });
        let pairs = pairs.collect::<Option<_>>().ok_or(Refused::OnPage("The address of this page is not UTF-8."))?;
        Ok(Self(pairs))
    }

    /// The value of a parameter; one without a value counts as omitted, one that stands twice is refused (section 3.1).
    fn one(&self, name: &str) -> Result<Option<&str>, Fault> {
        let mut found = self.0.iter().filter(|(given, _)| given == name).map(|(_, value)| value.as_str());
        match (found.next(), found.next()) {
            (_, Some(_)) => Err(("invalid_request", "A parameter stands more than once")),
            (value, None) => Ok(value.filter(|value| !value.is_empty())),
        }
    }

    /// What is asked for, and the challenge: everything that an error is redirected for.
    fn wishes(&self, client: &Application) -> Result<(Scope, String), Fault> {
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
