//! Reads the answer of the token endpoint (RFC 6749 section 5.1).
//!
//! Pure; who asks is in `token`.

use serde::Deserialize;

use super::credentials::from_base64url;
use super::error::Error;
use super::json::{Lenient, is_value, object};
use super::loose::Seconds;
use super::model::Grant;
use super::reply::Reply;
use super::secret::SecretText;

#[derive(Default, Deserialize)]
#[serde(default)]
struct TokenAnswer {
    access_token: Lenient<String>,
    token_type: Lenient<String>,
    expires_in: Lenient<Seconds>,
    scope: Lenient<String>,
    refresh_token: Lenient<String>,
    id_token: Lenient<String>,
}

/// What an ID token says of the person (OpenID Connect Core section 5.1), in the order in which it is looked for.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Claims {
    preferred_username: Lenient<String>,
    email: Lenient<String>,
    name: Lenient<String>,
}

/// Reads a token answer. `expires_in` may also be a string or a fraction.
///
/// # Errors
/// [`Error::Unexpected`] for an answer without a token, or for a token that is no bearer token of RFC 6750 section 2.1;
/// [`Error::NotData`] for a page, and what else [`Reply::fault`] finds.
pub fn grant(reply: &Reply) -> Result<Grant, Error> {
    let body = reply.data()?;
    let answer: TokenAnswer =
        object(&body).ok_or_else(|| if is_value(&body) { Error::Unexpected } else { reply.fault() })?;
    let token = token(answer.access_token);
    if answer.token_type.ok().is_some_and(|kind| !kind.eq_ignore_ascii_case("bearer")) {
        return Err(Error::Unexpected);
    }
    Ok(Grant {
        token: token.ok_or(Error::Unexpected)?,
        expires_in: answer.expires_in.ok().map(|Seconds(seconds)| seconds),
        scope: answer.scope.ok(),
        refresh: self::token(answer.refresh_token),
        user: answer.id_token.ok().as_deref().and_then(user_of),
    })
}

/// A token, where it is one that a header or a form can carry.
fn token(text: Lenient<String>) -> Option<SecretText> {
    let token = text.ok().map(SecretText::new);
    token.filter(|token| !token.expose().is_empty() && token.expose().bytes().all(|byte| byte.is_ascii_graphic()))
}

/// The name in an ID token. Its signature is not checked: it came from the token endpoint itself (OpenID Connect Core
/// section 3.1.3.7, number 6), and nothing but a text on the screen depends on it.
fn user_of(id_token: &str) -> Option<String> {
    let claims = from_base64url(id_token.split('.').nth(1)?)?;
    let claims: Claims = object(&String::from_utf8_lossy(&claims))?;
    [claims.preferred_username, claims.email, claims.name]
        .into_iter()
        .filter_map(Lenient::ok)
        .find(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::grant;
    use crate::api::base64url;
    use crate::api::error::Error;
    use crate::api::reply::Reply;

    #[test]
    fn a_token_answer_is_read() {
        let found = grant(&Reply::new(
            200,
            br#"{"access_token":"t","token_type":"bearer","expires_in":36000,"scope":"read write"}"#,
        ))
        .unwrap();
        assert_eq!(
            (found.token.expose(), found.expires_in, found.scope.as_deref()),
            ("t", Some(36000), Some("read write"))
        );
        for (json, seconds) in
            [("\"3600\"", Some(3600)), ("3600.5", Some(3600)), ("-1", None), ("null", None), ("\"", None)]
        {
            let body = format!(r#"{{"access_token":"t","expires_in":{json}}}"#);
            assert_eq!(
                grant(&Reply::new(200, body.as_bytes())).ok().and_then(|grant| grant.expires_in),
                seconds,
                "{json}"
            );
        }
        for body in
            [r#"{"access_token":"a b"}"#, r#"{"access_token":""}"#, r#"{"access_token":"t","token_type":"mac"}"#, "{}"]
        {
            assert_eq!(grant(&Reply::new(200, body.as_bytes())), Err(Error::Unexpected), "{body}");
        }
    }

    #[test]
    fn a_token_answer_may_bring_a_refresh_token_and_say_who_signed_in() {
        let claims = |json: &str| format!("eyJhbGciOiJub25lIn0.{}.x", base64url(json.as_bytes()));
        let found = |id_token: &str| {
            let body = format!(r#"{{"access_token":"t","refresh_token":"r","id_token":"{id_token}"}}"#);
            grant(&Reply::new(200, body.as_bytes())).unwrap()
        };
        let known = found(&claims(r#"{"sub":"1","name":"Ana Ż","email":"ana@example.com"}"#));
        assert_eq!(known.refresh.unwrap().expose(), "r");
        assert_eq!(known.user.as_deref(), Some("ana@example.com"));
        assert_eq!(found(&claims(r#"{"name":"Ana Ż"}"#)).user.as_deref(), Some("Ana Ż"));
        for odd in ["", "a", "a.b", "a.!.c", &claims("[]"), &claims(r#"{"sub":"1"}"#), &claims(r#"{"name":7}"#)] {
            assert_eq!(found(odd).user, None, "{odd}");
        }
    }
}
