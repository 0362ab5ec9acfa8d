//! Remembers in a cookie for which user names a browser has signed in before. It grants no access: it only keeps the
//! password attempts of other browsers from slowing this one down ([`crate::throttle`]).
//!
//! The cookie is encrypted with the key of the configuration, so that nobody else can make one or read the names.

use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};

use crate::{
    clock::now,
    secrets::{self, Secret},
    state::AppState,
};

const NAME: &str = "oauth-apps-known";
/// A name that browsers take only from this very host by HTTPS.
const HTTPS_NAME: &str = "__Host-oauth-apps-known";
/// What it is encrypted for. A client id, the other such purpose, has no space.
const PURPOSE: &str = "known browser";
/// How long it lasts after a sign-in, in seconds: a year.
const LIFETIME: i64 = 31_536_000;
/// How many names are remembered for one browser.
const MAX_NAMES: usize = 5;
const ID_LENGTH: usize = 22;
/// Longer than any cookie that is made here.
const MAX_LENGTH: usize = 1_024;

/// The names that a browser has signed in with, the latest first.
#[derive(Debug, Default)]
pub struct KnownBrowser(Vec<Entry>);

#[derive(Debug)]
struct Entry {
    /// The hash of the name.
    name: String,
    /// Tells this browser from others that have signed in with the name.
    id: String,
    /// When it is forgotten, in seconds since 1970.
    expires: i64,
}

impl KnownBrowser {
    /// Reads the cookie. One that was not made here counts as none.
    pub fn from_headers(app: &AppState, headers: &HeaderMap) -> Self {
        let jar = CookieJar::from_headers(headers);
        let cookie = jar.get(cookie_name(app)).map(Cookie::value).filter(|value| value.len() <= MAX_LENGTH);
        let sealed = cookie.and_then(|value| URL_SAFE_NO_PAD.decode(value).ok());
        let text = sealed.and_then(|sealed| app.store.key().open(&sealed, PURPOSE).ok());
        let entries = text.as_ref().map(Secret::expose).unwrap_or_default().lines().filter_map(|line| {
            let mut words = line.split(' ').map(str::to_owned);
            let (name, id, expires) = (words.next()?, words.next()?, words.next()?.parse().ok()?);
            (expires > now()).then_some(Entry { name, id, expires })
        });
        Self(entries.collect())
    }

    /// The id of the browser for that name, if it has signed in with it.
    pub fn id_for(&self, name: &str) -> Option<&str> {
        let name = hashed(name);
        self.0.iter().find(|entry| entry.name == name).map(|entry| entry.id.as_str())
    }

    /// Adds the cookie to the response to a successful sign-in with that name.
    ///
    /// # Errors
    /// When the system gives no random bytes, or encryption fails.
    pub fn remember(&self, app: &AppState, name: &str, mut response: Response) -> Result<Response, secrets::Error> {
        let id = match self.id_for(name) {
            Some(id) => id.to_owned(),
            None => secrets::random_text(ID_LENGTH)?.expose().to_owned(),
        };
        let new = Entry { name: hashed(name), id, expires: now().saturating_add(LIFETIME) };
        let others = self.0.iter().filter(|entry| entry.name != new.name).take(MAX_NAMES - 1);
        let lines =
            [&new].into_iter().chain(others).map(|entry| format!("{} {} {}", entry.name, entry.id, entry.expires));
        let text = Secret::new(lines.collect::<Vec<_>>().join("\n"));
        let value = URL_SAFE_NO_PAD.encode(app.store.key().seal(&text, PURPOSE)?);
        // `Strict`: only the form of the sign-in page needs it, which this site itself sends.
        let cookie = Cookie::build((cookie_name(app), value))
            .path("/")
            .http_only(true)
            .secure(app.settings.https)
            .same_site(SameSite::Strict)
            .max_age(time::Duration::seconds(LIFETIME))
            .build();
        if let Ok(value) = HeaderValue::from_str(&cookie.to_string()) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
        Ok(response)
    }
}

fn cookie_name(app: &AppState) -> &'static str {
    if app.settings.https { HTTPS_NAME } else { NAME }
}

fn hashed(name: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(name))
}
