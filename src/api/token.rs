//! The calls to the token and the revocation endpoint.
//!
//! Each is sent once. Keeps nothing: where a token lives is the session's business.

use super::cancel::Cancel;
use super::credentials::{basic, form};
use super::decode::grant;
use super::endpoints::Endpoints;
use super::error::Error;
use super::model::Grant;
use super::secret::SecretText;
use super::transport::Call;

const FORM: &str = "application/x-www-form-urlencoded";
/// How long a revocation may take, in milliseconds.
const TIMEOUT: u32 = 15_000;

/// What a token is asked for with.
pub enum Proof<'a> {
    /// The client's own secret: client credentials with scope `read write` (RFC 6749 section 4.4). They travel in HTTP
    /// Basic, as section 2.3.1 has it.
    Secret(&'a str),
    /// A public client's authorization code (RFC 6749 section 4.1.3) with its verifier (RFC 7636 section 4.5).
    Code {
        /// The code, good for one use.
        code: &'a str,
        /// What the challenge was made of.
        verifier: &'a str,
        /// The redirect URI of the authorization request, exactly.
        redirect_uri: &'a str,
    },
    /// A public client's refresh token (RFC 6749 section 6).
    Refresh(&'a str),
}

/// Asks for a token. `timeout` is in milliseconds and covers the body.
///
/// # Errors
/// [`Error::Refused`] with the code `invalid_client` when the credentials are wrong, and `invalid_grant` when a code or a
/// refresh token is; see [`grant`] for what is no token answer.
pub async fn request_token(
    endpoints: &Endpoints,
    client_id: &str,
    proof: Proof<'_>,
    timeout: u32,
    cancel: &Cancel,
) -> Result<Grant, Error> {
    let mut authorization = None;
    let body = match proof {
        Proof::Secret(secret) => {
            authorization = Some(basic(client_id, secret));
            form(&[("grant_type", "client_credentials"), ("scope", "read write")])
        }
        Proof::Code { code, verifier, redirect_uri } => form(&[
            ("grant_type", "authorization_code"),
            ("client_id", client_id),
            ("code", code),
            ("code_verifier", verifier),
            ("redirect_uri", redirect_uri),
        ]),
        Proof::Refresh(token) => {
            form(&[("grant_type", "refresh_token"), ("client_id", client_id), ("refresh_token", token)])
        }
    };
    let call = Call {
        method: "POST",
        url: &endpoints.token,
        authorization: authorization.as_deref().map(String::as_str),
        body: Some((FORM, &body)),
        timeout,
        keepalive: false,
    };
    let reply = call.send(cancel).await?;
    grant(&reply)
}

/// Revokes a token of a public client (RFC 7009), also while the page is being left.
///
/// # Errors
/// Any answer but 2xx, a page, and a server without such an endpoint: the token may then still work.
pub async fn revoke_token(endpoints: &Endpoints, token: &SecretText, hint: &str, client_id: &str) -> Result<(), Error> {
    if endpoints.revoke.is_empty() {
        return Err(Error::Incomplete);
    }
    let body = form(&[("token", token.expose()), ("token_type_hint", hint), ("client_id", client_id)]);
    let call = Call {
        method: "POST",
        url: &endpoints.revoke,
        authorization: None,
        body: Some((FORM, &body)),
        timeout: TIMEOUT,
        keepalive: true,
    };
    let reply = call.send(&Cancel::new()).await?;
    if reply.is_page() {
        return Err(Error::NotData { status: reply.status });
    }
    Ok(())
}
