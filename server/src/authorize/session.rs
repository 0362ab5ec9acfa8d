//! The browser at the authorization endpoint: its session cookie, who is signed in, and the token of its forms.
//!
//! The cookie is made before anybody signs in and again at each sign-in, so that one which was planted is worth nothing.
//! A form belongs to the session and to the very request that its page showed.

use axum::{
    http::{HeaderMap, HeaderValue, Uri, header},
    response::Response,
};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};

use crate::{
    App,
    error::Error,
    secrets::{self, Secret, TokenHash},
    store::{SignedIn, Verified},
};

const NAME: &str = "oauth-apps";
/// A name that browsers take only from this very host by HTTPS.
const HTTPS_NAME: &str = "__Host-oauth-apps";

/// A browser.
pub struct Browser {
    cookie: Secret,
    is_new: bool,
    https: bool,
    /// Who is signed in.
    pub who: Option<SignedIn>,
}

impl Browser {
    /// Knows the browser by its cookie, or makes one.
    pub async fn of(app: &App, headers: &HeaderMap) -> Result<Self, Error> {
        let https = app.settings.https;
        let jar = CookieJar::from_headers(headers);
        let sent = jar.get(name(https)).map(Cookie::value).filter(|value| {
            value.len() == secrets::TOKEN_LENGTH && value.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
        let Some(sent) = sent else {
            let cookie = secrets::random_text(secrets::TOKEN_LENGTH)?;
            return Ok(Self { cookie, is_new: true, https, who: None });
        };
        let cookie = Secret::new(sent.to_owned());
        let who = app.store.signed_in(cookie.hash()).await?;
        Ok(Self { cookie, is_new: false, https, who })
    }

    /// What is stored of its cookie.
    pub fn hash(&self) -> TokenHash {
        self.cookie.hash()
    }

    /// The token that the forms for the request of `uri` carry: nobody else can know it, and it is good for no other.
    pub fn form_token(&self, uri: &Uri) -> String {
        let session = Sha256::digest(format!("form of {}", self.cookie.expose()));
        let request = Sha256::digest(uri.query().unwrap_or_default());
        URL_SAFE_NO_PAD.encode(Sha256::new().chain_update(session).chain_update(request).finalize())
    }

    /// Whether a form with that token came from the page for `uri` that this browser was shown.
    pub fn sent(&self, form_token: &str, uri: &Uri) -> bool {
        !self.is_new && Secret::new(self.form_token(uri)).equals(&Secret::new(form_token.to_owned()))
    }

    /// The answer with the cookie, if it is new.
    pub fn keep(&self, mut response: Response) -> Response {
        if self.is_new {
            set_cookie(&mut response, &self.cookie, self.https);
        }
        response
    }

    /// Signs in whose password was right: the answer with a new cookie. None if the password has changed meanwhile.
    pub async fn start(
        &self,
        app: &App,
        verified: Verified<'_>,
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

/// Without `Max-Age`: it goes with the browser's own session. `Lax`: a link from a client's site must find it.
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
