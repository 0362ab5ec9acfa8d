//! What an authorization server says of itself (RFC 8414, and OpenID Connect Discovery for those that have only that).
//!
//! Reading is pure; [`discover`] asks. Addresses other than `http` and `https` are left out, whoever says them.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::error::Error;
use super::json::{Lenient, Text, elements, object, read};
use super::origin::origin_of;
use super::reply::Reply;

#[cfg(feature = "client")]
use super::{cancel::Cancel, transport::Call};

/// The part of the metadata that the page uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metadata {
    /// The server's name for itself. Whoever asked compares it (RFC 8414 section 3.3).
    pub issuer: String,
    /// `authorization_endpoint`.
    pub authorize: Option<String>,
    /// `token_endpoint`.
    pub token: Option<String>,
    /// `revocation_endpoint`.
    pub revoke: Option<String>,
    /// Whether its answers name it (RFC 9207 section 3).
    pub names_issuer: bool,
    /// Whether it offers the authorization code grant with S256, as far as it says.
    pub code: bool,
    /// Whether it offers client credentials, as far as it says.
    pub credentials: bool,
}

/// The two places where the metadata of an issuer may be (RFC 8414 sections 3.1 and 5), the standard's own first.
#[must_use]
pub fn well_known(issuer: &str) -> [String; 2] {
    let origin = origin_of(issuer);
    let path = issuer.get(origin.len()..).unwrap_or_default().trim_end_matches('/');
    [
        [origin, "/.well-known/oauth-authorization-server", path].concat(),
        [origin, path, "/.well-known/openid-configuration"].concat(),
    ]
}

/// What is read of the document (RFC 8414 section 2, RFC 9207 section 3).
#[derive(Default, Deserialize)]
#[serde(default)]
struct Document<'a> {
    issuer: Lenient<String>,
    authorization_endpoint: Lenient<String>,
    token_endpoint: Lenient<String>,
    revocation_endpoint: Lenient<String>,
    authorization_response_iss_parameter_supported: Lenient<bool>,
    #[serde(borrow)]
    grant_types_supported: Words<'a>,
    #[serde(borrow)]
    response_types_supported: Words<'a>,
    #[serde(borrow)]
    code_challenge_methods_supported: Words<'a>,
}

type Words<'a> = Lenient<&'a RawValue>;

/// Reads a metadata document.
///
/// # Errors
/// [`Error::NotData`] for a page or a document without an issuer; [`Error::Incomplete`] for invalid JSON.
pub fn metadata(reply: &Reply) -> Result<Metadata, Error> {
    let body = reply.data()?;
    let document: Document<'_> = object(&body).ok_or(Error::Incomplete)?;
    let grants = document.grant_types_supported.ok();
    let offers_code = offers(grants, "authorization_code");
    let offers_credentials = offers(grants, "client_credentials");
    Ok(Metadata {
        issuer: document.issuer.ok().ok_or(Error::NotData { status: reply.status })?,
        authorize: web_address(document.authorization_endpoint),
        token: web_address(document.token_endpoint),
        revoke: web_address(document.revocation_endpoint),
        names_issuer: document.authorization_response_iss_parameter_supported.ok().unwrap_or_default(),
        code: offers_code
            && offers(document.response_types_supported.ok(), "code")
            && offers(document.code_challenge_methods_supported.ok(), "S256"),
        credentials: offers_credentials,
    })
}

/// Whether a list of what a server supports has this word. A list that is left out says nothing.
fn offers(list: Option<&RawValue>, word: &str) -> bool {
    let is_word = |json: &RawValue| read(json).is_some_and(|Text(other)| other == word);
    list.and_then(|list| elements(list.get())).is_none_or(|list| list.into_iter().any(is_word))
}

fn web_address(url: Lenient<String>) -> Option<String> {
    url.ok().filter(|url| url.starts_with("https://") || url.starts_with("http://"))
}

/// Asks for the metadata of an issuer; none where it publishes none. `timeout` is in milliseconds, for each place.
///
/// # Errors
/// When a place can't be reached and the other has nothing, or a server fails or is busy: then nobody knows. From another
/// origin a 404 is often hidden by CORS, so that the second place is asked all the same.
#[cfg(feature = "client")]
pub async fn discover(issuer: &str, timeout: u32, cancel: &Cancel) -> Result<Option<Metadata>, Error> {
    let mut unreachable = false;
    for url in &well_known(issuer) {
        let call = Call { method: "GET", url, authorization: None, body: None, timeout, keepalive: false, fetch: None };
        match call.reply(cancel).await {
            Ok(reply) if reply.status >= 500 || reply.status == 429 => return Err(super::transport::error_of(&reply)),
            // A static host may answer with its page whatever is asked.
            Ok(reply) if reply.succeeded() && !reply.is_page() => return metadata(&reply).map(Some),
            Ok(_) | Err(Error::NotData { .. }) => {}
            Err(Error::Unreachable) => unreachable = true,
            Err(error) => return Err(error),
        }
    }
    if unreachable { Err(Error::Unreachable) } else { Ok(None) }
}

#[cfg(test)]
mod tests {
    use super::{Error, Metadata, Reply, metadata, well_known};

    fn read(json: &str) -> Result<Metadata, Error> {
        metadata(&Reply::new(200, json.as_bytes()))
    }

    #[test]
    fn the_well_known_path_stands_between_host_and_path() {
        assert_eq!(
            well_known("https://login.example/tenant/1"),
            [
                "https://login.example/.well-known/oauth-authorization-server/tenant/1",
                "https://login.example/tenant/1/.well-known/openid-configuration",
            ],
        );
        assert_eq!(
            well_known("https://login.example/"),
            [
                "https://login.example/.well-known/oauth-authorization-server",
                "https://login.example/.well-known/openid-configuration",
            ],
        );
    }

    #[test]
    fn what_the_page_needs_is_read() {
        let found = read(
            r#"{"issuer": "https://a.example", "authorization_endpoint": "https://a.example/auth",
                "token_endpoint": "https://a.example/token", "revocation_endpoint": "https://a.example/revoke",
                "authorization_response_iss_parameter_supported": true, "grant_types_supported": ["authorization_code"],
                "response_types_supported": ["code"], "code_challenge_methods_supported": ["plain", "S256"]}"#,
        )
        .unwrap();
        assert_eq!(found.issuer, "https://a.example");
        assert_eq!(found.authorize.as_deref(), Some("https://a.example/auth"));
        assert_eq!(found.token.as_deref(), Some("https://a.example/token"));
        assert_eq!(found.revoke.as_deref(), Some("https://a.example/revoke"));
        assert!(found.names_issuer && found.code && !found.credentials);
    }

    #[test]
    fn what_is_not_said_is_not_denied() {
        let found = read(r#"{"issuer": "https://a.example"}"#).unwrap();
        assert!(found.code && found.credentials && !found.names_issuer);
        let plain = read(r#"{"issuer": "https://a.example", "code_challenge_methods_supported": ["plain"]}"#).unwrap();
        assert!(!plain.code);
    }

    #[test]
    fn an_address_that_is_no_web_address_is_left_out() {
        let found =
            read(r#"{"issuer": "x", "authorization_endpoint": "javascript:alert(1)", "token_endpoint": "//x"}"#);
        let found = found.unwrap();
        assert_eq!((found.authorize, found.token), (None, None));
    }

    #[test]
    fn a_page_and_a_document_without_an_issuer_are_no_metadata() {
        assert_eq!(read("<!doctype html>"), Err(Error::NotData { status: 200 }));
        assert_eq!(read("{}"), Err(Error::NotData { status: 200 }));
        assert_eq!(read("{"), Err(Error::Incomplete));
    }
}
