//! The pages of the authorization endpoint, and the headers that they need.
//!
//! The templates escape every value. The one style sheet is inline, allowed by its hash; there is no script.

use std::sync::LazyLock;

use askama::Template;
use axum::{
    http::{HeaderName, HeaderValue, StatusCode, Uri, header},
    response::{Html, IntoResponse as _, Response},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest as _, Sha256};

use super::request::AuthorizationRequest;
use crate::{
    error::Error,
    page::{DOCUMENT_HEADERS, TRUSTED_TYPES},
    redirect_uri::origin_of,
    store::SessionUser,
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
    /// The user name that was sent, and why the sign-in failed.
    failed: Option<(&'a str, &'a str)>,
}

#[derive(Template)]
#[template(path = "consent.html")]
struct Consent<'a> {
    host: &'a str,
    client: &'a str,
    user: &'a str,
    form_token: &'a str,
    /// What the client may do, a line each.
    permissions: &'a [String],
    /// Where the answer goes.
    target: &'a str,
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage<'a> {
    title: &'a str,
    text: &'a str,
    /// Where to try again.
    again: &'a str,
}

/// The sign-in page.
pub fn sign_in(request: &AuthorizationRequest, form_token: &str) -> Response {
    sign_in_page(StatusCode::OK, request, form_token, None)
}

/// The sign-in page after a wrong name or password.
pub fn sign_in_failed(request: &AuthorizationRequest, form_token: &str, name: &str) -> Response {
    let why = "The user name or the password is wrong.";
    sign_in_page(StatusCode::FORBIDDEN, request, form_token, Some((name, why)))
}

/// The sign-in page after too many attempts: the password was not checked.
pub fn sign_in_later(request: &AuthorizationRequest, form_token: &str, name: &str, seconds: u64) -> Response {
    let plural = if seconds == 1 { "" } else { "s" };
    let why = format!("There were too many attempts. Try again in {seconds} second{plural}.");
    let mut page = sign_in_page(StatusCode::TOO_MANY_REQUESTS, request, form_token, Some((name, &why)));
    page.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    page
}

fn sign_in_page(
    status: StatusCode,
    request: &AuthorizationRequest,
    form_token: &str,
    failed: Option<(&str, &str)>,
) -> Response {
    let client = visible(&request.client.name);
    let page = SignIn { host: host(&request.reply_to.issuer), client: &client, form_token, failed };
    render(status, &page, None)
}

/// The page that asks whether the client may act for the user who is signed in.
pub fn consent(request: &AuthorizationRequest, session_user: &SessionUser, form_token: &str) -> Response {
    let (client, user) = (visible(&request.client.name), visible(&session_user.name));
    let permissions: Vec<String> =
        request.scope.names().map(|scope| scope_text(scope, request.refresh_lifetime)).collect();
    let target = origin_of(&request.reply_to.redirect_uri);
    let page = Consent {
        host: host(&request.reply_to.issuer),
        client: &client,
        user: &user,
        form_token,
        permissions: &permissions,
        target: &target,
    };
    render(StatusCode::OK, &page, Some(&target))
}

/// Says why the request cannot be answered. Has no link.
pub fn error(text: &str) -> Response {
    render(StatusCode::BAD_REQUEST, &ErrorPage { title: "This link does not work", text, again: "" }, None)
}

/// Says that a form is not from a page of this browser, with a link to a new page.
pub fn outdated_form(uri: &Uri) -> Response {
    let again = format!("?{}", uri.query().unwrap_or_default());
    let text = "It was open for too long, or somebody signed in or out in another tab, or this browser blocks cookies.";
    render(StatusCode::FORBIDDEN, &ErrorPage { title: "This page is out of date", text, again: &again }, None)
}

/// Renders a page with its headers. Chromium applies `form-action` to the redirect after a form as well, so `target` is the
/// origin that the redirect may lead to.
fn render(status: StatusCode, page: &impl Template, target: Option<&str>) -> Response {
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
    let document_headers = DOCUMENT_HEADERS.map(|(name, value)| (name, HeaderValue::from_static(value)));
    (status, headers, document_headers, Html(html)).into_response()
}

fn host(issuer: &str) -> &str {
    issuer.split("://").nth(1).unwrap_or(issuer)
}

fn scope_text(scope: &str, refresh_lifetime: u64) -> String {
    match scope {
        "read" => "See your applications and their client secrets".to_owned(),
        "write" => "Create and delete applications".to_owned(),
        _ => format!("Stay signed in for up to {}", duration_text(refresh_lifetime)),
    }
}

fn duration_text(seconds: u64) -> String {
    let (count, unit) = match seconds {
        0..7_200 => (seconds.div_ceil(60), "minute"),
        7_200..172_800 => (seconds.div_ceil(HOUR), "hour"),
        _ => (seconds.div_ceil(DAY), "day"),
    };
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

/// A name in which invisible characters, and those that change the direction of text, are written as their code points.
fn visible(name: &str) -> String {
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
        assert_eq!(visible("\u{202e}evil\u{200b}"), "[U+202E]evil[U+200B]");
        assert_eq!(visible("👩‍💻 ü"), "👩‍💻 ü");
    }

    #[test]
    fn spans_are_in_the_largest_unit_that_says_enough() {
        for (seconds, text) in [(1, "1 minute"), (3_600, "60 minutes"), (86_400, "24 hours"), (604_800, "7 days")] {
            assert_eq!(duration_text(seconds), text);
        }
    }
}
