//! The session of a browser at the authorization endpoint: its cookie, who is signed in, and the token of its forms.
//!
//! The cookie is made before anybody signs in and again at each sign-in, so that fixing the session of a victim is of no
//! use. A form belongs to the session and to the one authorization request that its page showed.

use axum::{
    http::{HeaderMap, HeaderValue, Uri, header},
    response::Response,
};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};

use crate::{
    error::Error,
    secrets::{self, Secret, TokenHash},
    state::AppState,
    store::{SessionUser, VerifiedPassword},
};

const NAME: &str = "oauth-apps";
/// A name that browsers take only from this very host by HTTPS.
const HTTPS_NAME: &str = "__Host-oauth-apps";

/// The session of a browser, whether or not anybody is signed in.
pub struct BrowserSession {
    cookie: Secret,
    is_new: bool,
    https: bool,
    /// Who is signed in.
    pub user: Option<SessionUser>,
}

impl BrowserSession {
    /// Reads the cookie, or makes one for a browser without it.
    pub async fn from_headers(app: &AppState, headers: &HeaderMap) -> Result<Self, Error> {
        let https = app.settings.https;
        let jar = CookieJar::from_headers(headers);
        let sent = jar.get(name(https)).map(Cookie::value).filter(|value| {
            value.len() == secrets::TOKEN_LENGTH && value.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
        let Some(sent) = sent else {
            let cookie = secrets::random_text(secrets::TOKEN_LENGTH)?;
            return Ok(Self { cookie, is_new: true, https, user: None });
        };
        let cookie = Secret::new(sent.to_owned());
        let user = app.store.session_user(cookie.hash()).await?;
        Ok(Self { cookie, is_new: false, https, user })
    }

    /// The hash of its cookie, which is what the database holds.
    pub fn hash(&self) -> TokenHash {
        self.cookie.hash()
    }

    /// The token in the forms for the authorization request of `uri`. It is valid for this session and that request alone.
    pub fn form_token(&self, uri: &Uri) -> String {
        let session = Sha256::digest(format!("form of {}", self.cookie.expose()));
        let request = Sha256::digest(uri.query().unwrap_or_default());
        URL_SAFE_NO_PAD.encode(Sha256::new().chain_update(session).chain_update(request).finalize())
    }

    /// Whether a form with that token is from the page for `uri` that this browser was shown.
    pub fn issued_form_token(&self, form_token: &str, uri: &Uri) -> bool {
        !self.is_new && Secret::new(self.form_token(uri)).equals(&Secret::new(form_token.to_owned()))
    }

    /// Adds the cookie to a response, if it is new.
    pub fn with_cookie(&self, mut response: Response) -> Response {
        if self.is_new {
            set_cookie(&mut response, &self.cookie, self.https);
        }
        response
    }

    /// Starts a session for the user whose password was verified, and adds its cookie to the response. None if the password
    /// has changed since.
    pub async fn start(
        &self,
        app: &AppState,
        verified: VerifiedPassword<'_>,
        mut response: Response,
    ) -> Result<Option<Response>, Error> {
        let cookie = secrets::random_text(secrets::TOKEN_LENGTH)?;
        let lifetime = app.settings.session_lifetime;
        if !app.store.start_session(cookie.hash(), self.hash(), verified, lifetime).await? {
            return Ok(None);
        }
        set_cookie(&mut response, &cookie, self.https);
        Ok(Some(response))
    }
}

fn name(https: bool) -> &'static str {
    if https { HTTPS_NAME } else { NAME }
}

/// Without `Max-Age`, so that the cookie ends with the browser's own session. `Lax`, so that it is sent when a client's site
/// links here.
fn set_cookie(response: &mut Response, value: &Secret, https: bool) {
    let cookie = Cookie::build((name(https), value.expose()))
        .path("/")
        .http_only(true)
        .secure(https)
        .same_site(SameSite::Lax)
        .build();
    if let Ok(value) = HeaderValue::from_str(&cookie.to_string()) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}
