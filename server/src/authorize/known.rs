//! Names that a browser has signed in with before, in a cookie that lasts. It opens nothing: guesses of strangers hold such a
//! browser back in nothing.
//!
//! Sealed with the key of the configuration, so that nobody can make one or read the names.

use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};

use crate::{
    App,
    secrets::{self, Secret},
    store::now,
};

const NAME: &str = "oauth-apps-known";
/// A name that browsers take only from this very host by HTTPS.
const HTTPS_NAME: &str = "__Host-oauth-apps-known";
/// What it is sealed for: no client id has a space.
const PURPOSE: &str = "known browser";
/// How long it lasts after a sign-in, in seconds: a year.
const LIFETIME: i64 = 31_536_000;
/// How many names one browser is known for.
const MOST: usize = 5;
const ID_LENGTH: usize = 22;
/// Longer than any that is made here.
const LONGEST: usize = 1_024;

/// What a browser is known for, the latest first.
#[derive(Debug, Default)]
pub struct Known(Vec<Entry>);

#[derive(Debug)]
struct Entry {
    /// The hash of the name.
    name: String,
    /// What tells this browser from others that are known for the name.
    id: String,
    /// Until when, in seconds since 1970.
    until: i64,
}

impl Known {
    /// Reads the cookie. One that was not made here, or has expired, says nothing.
    pub fn of(app: &App, headers: &HeaderMap) -> Self {
        let jar = CookieJar::from_headers(headers);
        let cookie = jar.get(cookie_name(app)).map(Cookie::value).filter(|value| value.len() <= LONGEST);
        let sealed = cookie.and_then(|value| URL_SAFE_NO_PAD.decode(value).ok());
        let text = sealed.and_then(|sealed| app.store.key().open(&sealed, PURPOSE).ok());
        let entries = text.as_ref().map(Secret::expose).unwrap_or_default().lines().filter_map(|line| {
            let mut words = line.split(' ').map(str::to_owned);
            let (name, id, until) = (words.next()?, words.next()?, words.next()?.parse().ok()?);
            (until > now()).then_some(Entry { name, id, until })
        });
        Self(entries.collect())
    }

    /// Which browser it is, if it has signed in with that name.
    pub fn browser(&self, name: &str) -> Option<&str> {
        let name = hashed(name);
        self.0.iter().find(|entry| entry.name == name).map(|entry| entry.id.as_str())
    }

    /// The answer to a sign-in with that name, with the cookie.
    ///
    /// # Errors
    /// When nothing random or nothing sealed can be had.
    pub fn remember(&self, app: &App, name: &str, mut response: Response) -> Result<Response, secrets::Error> {
        let id = match self.browser(name) {
            Some(id) => id.to_owned(),
            None => secrets::random_text(ID_LENGTH)?.expose().to_owned(),
        };
        let new = Entry { name: hashed(name), id, until: now().saturating_add(LIFETIME) };
        let others = self.0.iter().filter(|entry| entry.name != new.name).take(MOST - 1);
        let lines =
            [&new].into_iter().chain(others).map(|entry| format!("{} {} {}", entry.name, entry.id, entry.until));
        let text = Secret::new(lines.collect::<Vec<_>>().join("\n"));
        let value = URL_SAFE_NO_PAD.encode(app.store.key().seal(&text, PURPOSE)?);
        // The form of the sign-in page alone needs it, and that is sent by this site.
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

fn cookie_name(app: &App) -> &'static str {
    if app.settings.https { HTTPS_NAME } else { NAME }
}

fn hashed(name: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(name))
}
