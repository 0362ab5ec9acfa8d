//! The pages of the authorization endpoint, and the headers that they need.
//!
//! Templates escape what they are given. The one style is in the page and named by its hash; there is no script.

use std::sync::LazyLock;

use askama::Template;
use axum::{
    http::{HeaderName, HeaderValue, StatusCode, Uri, header},
    response::{Html, IntoResponse as _, Response},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest as _, Sha256};

use super::request::Asked;
use crate::{
    error::Error,
    page::{FIXED, TRUSTED_TYPES},
    redirect_uri::origin_of,
    store::SignedIn,
};

const STYLE: &str = include_str!("../../templates/style.css");
static STYLE_HASH: LazyLock<String> = LazyLock::new(|| STANDARD.encode(Sha256::digest(STYLE.as_bytes())));

const HOUR: u64 = 3_600;
const DAY: u64 = 86_400;

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignIn<'a> {
    host: &'a str,
    client: &'a str,
    form_token: &'a str,
    /// The name that was sent and refused, and why.
    refused: Option<(&'a str, &'a str)>,
}

#[derive(Template)]
#[template(path = "consent.html")]
struct Consent<'a> {
    host: &'a str,
    client: &'a str,
    user: &'a str,
    form_token: &'a str,
    /// What the client may do, a line each.
    rights: &'a [String],
    /// Where the answer goes.
    target: &'a str,
}

#[derive(Template)]
#[template(path = "refusal.html")]
struct Refusal<'a> {
    title: &'a str,
    text: &'a str,
    /// Where to try again.
    again: &'a str,
}

/// Asks for name and password.
pub fn sign_in(asked: &Asked, form_token: &str) -> Response {
    sign_in_page(StatusCode::OK, asked, form_token, None)
}

/// Says that they were wrong, and asks again.
pub fn sign_in_refused(asked: &Asked, form_token: &str, name: &str) -> Response {
    let why = "The user name or the password is wrong.";
    sign_in_page(StatusCode::FORBIDDEN, asked, form_token, Some((name, why)))
}

/// Says that nobody looked at them, and when to try again.
pub fn sign_in_later(asked: &Asked, form_token: &str, name: &str, seconds: u64) -> Response {
    let plural = if seconds == 1 { "" } else { "s" };
    let why = format!("There were too many attempts. Try again in {seconds} second{plural}.");
    let mut page = sign_in_page(StatusCode::TOO_MANY_REQUESTS, asked, form_token, Some((name, &why)));
    page.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    page
}

fn sign_in_page(status: StatusCode, asked: &Asked, form_token: &str, refused: Option<(&str, &str)>) -> Response {
    let client = plain(&asked.client.name);
    let page = SignIn { host: host(&asked.issuer), client: &client, form_token, refused };
    page_of(status, &page, None)
}

/// Asks whether the client may act for who is signed in.
pub fn consent(asked: &Asked, who: &SignedIn, form_token: &str) -> Response {
    let (client, user) = (plain(&asked.client.name), plain(&who.name));
    let rights: Vec<String> = asked.scope.names().map(|scope| right(scope, asked.offline)).collect();
    let target = origin_of(&asked.redirect_uri);
    let page = Consent {
        host: host(&asked.issuer),
        client: &client,
        user: &user,
        form_token,
        rights: &rights,
        target: &target,
    };
    page_of(StatusCode::OK, &page, Some(&target))
}

/// Says why the request cannot be answered. Leads nowhere.
pub fn refusal(text: &str) -> Response {
    page_of(StatusCode::BAD_REQUEST, &Refusal { title: "This link does not work", text, again: "" }, None)
}

/// Says that a form is not from a page of this browser, and how to get one.
pub fn form_is_old(uri: &Uri) -> Response {
    let again = format!("?{}", uri.query().unwrap_or_default());
    let text = "It was open for too long, or somebody signed in or out in another tab, or this browser blocks cookies.";
    page_of(StatusCode::FORBIDDEN, &Refusal { title: "This page is out of date", text, again: &again }, None)
}

/// Chromium holds a redirect after a form against `form-action` too: `target` is the origin that one may lead to.
fn page_of(status: StatusCode, page: &impl Template, target: Option<&str>) -> Response {
    let html = match page.render() {
        Ok(html) => html,
        Err(error) => return Error::Internal(Box::new(error)).into_response(),
    };
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}'; form-action 'self'{}{}; {TRUSTED_TYPES}; \
         base-uri 'none'; frame-ancestors 'none'",
        *STYLE_HASH,
        target.map_or("", |_| " "),
        target.unwrap_or_default(),
    );
    // An origin is ASCII, so this never falls back; the fallback is the stricter one.
    let policy = HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'"));
    let headers: [(HeaderName, HeaderValue); 2] =
        [(header::CONTENT_SECURITY_POLICY, policy), (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"))];
    let fixed = FIXED.map(|(name, value)| (name, HeaderValue::from_static(value)));
    (status, headers, fixed, Html(html)).into_response()
}

fn host(issuer: &str) -> &str {
    issuer.split("://").nth(1).unwrap_or(issuer)
}

fn right(scope: &str, offline: u64) -> String {
    match scope {
        "read" => "See your applications and their client secrets".to_owned(),
        "write" => "Create and delete applications".to_owned(),
        _ => format!("Stay signed in for up to {}", span(offline)),
    }
}

fn span(seconds: u64) -> String {
    let (count, unit) = match seconds {
        0..7_200 => (seconds.div_ceil(60), "minute"),
        7_200..172_800 => (seconds.div_ceil(HOUR), "hour"),
        _ => (seconds.div_ceil(DAY), "day"),
    };
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

/// A name without characters that are invisible or turn the text around: they stand as their number.
fn plain(name: &str) -> String {
    let hidden = |character: char| {
        character.is_control()
            || matches!(character, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}')
            || matches!(character, '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
            || matches!(character, '\u{e0000}'..='\u{e007f}')
    };
    let mut text = String::with_capacity(name.len());
    for character in name.chars() {
        match hidden(character) {
            true => text.push_str(&format!("[U+{:04X}]", u32::from(character))),
            false => text.push(character),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_of_a_name_are_shown_by_their_number() {
        assert_eq!(plain("\u{202e}evil\u{200b}"), "[U+202E]evil[U+200B]");
        assert_eq!(plain("👩‍💻 ü"), "👩‍💻 ü");
    }

    #[test]
    fn spans_are_in_the_largest_unit_that_says_enough() {
        for (seconds, text) in [(1, "1 minute"), (3_600, "60 minutes"), (86_400, "24 hours"), (604_800, "7 days")] {
            assert_eq!(span(seconds), text);
        }
    }
}
