//! The calls to the token and the revocation endpoint.
//!
//! Each is sent once. Keeps nothing: where a token lives is the session's business.

use js_sys::Function;

use super::cancel::Cancel;
use super::credentials::{basic, form};
use super::endpoints::Endpoints;
use super::error::Error;
use super::grant::grant;
use super::model::Grant;
use super::transport::Call;

const FORM: &str = "application/x-www-form-urlencoded";
/// What a token is asked for with.
pub enum Proof<'a> {
    /// Client credentials (RFC 6749 section 4.4). They travel in HTTP Basic, as section 2.3.1 has it.
    Secret {
        /// The client's own secret.
        secret: &'a str,
        /// What is asked for, separated by spaces.
        scope: &'a str,
    },
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

/// Asks for a token. `timeout` is in milliseconds and covers the body; `fetch` is called in place of the global one.
///
/// # Errors
/// [`Error::Refused`] with the code `invalid_client` when the credentials are wrong, and `invalid_grant` when a code or a
/// refresh token is; see [`grant`] for what is no token answer.
pub async fn request_token(
    endpoints: &Endpoints,
    client_id: &str,
    proof: Proof<'_>,
    timeout: u32,
    fetch: Option<&Function>,
    cancel: &Cancel,
) -> Result<Grant, Error> {
    let mut authorization = None;
    let body = match proof {
        Proof::Secret { secret, scope } => {
            authorization = Some(basic(client_id, secret));
            form(&[("grant_type", "client_credentials"), ("scope", scope)])
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
        fetch,
    };
    let reply = call.send(cancel).await?;
    grant(&reply)
}

/// What ends.
pub struct Revocation<'a> {
    /// The token, of either kind.
    pub token: &'a str,
    /// Which kind it is: `access_token` or `refresh_token`; empty where that is not known.
    pub hint: &'a str,
    /// Whose token it is.
    pub client_id: &'a str,
    /// The secret of that client; none for a public one.
    pub secret: Option<&'a str>,
}

/// Revokes a token (RFC 7009), also while the page is being left. `timeout` is in milliseconds; `fetch` is called in place
/// of the global one.
///
/// # Errors
/// Any answer but 2xx, a page, and a server without such an endpoint: the token may then still work.
pub async fn revoke_token(
    endpoints: &Endpoints,
    what: Revocation<'_>,
    timeout: u32,
    fetch: Option<&Function>,
    cancel: &Cancel,
) -> Result<(), Error> {
    if endpoints.revoke.is_empty() {
        return Err(Error::Incomplete);
    }
    let authorization = what.secret.map(|secret| basic(what.client_id, secret));
    let mut fields = vec![("token", what.token)];
    if !what.hint.is_empty() {
        fields.push(("token_type_hint", what.hint));
    }
    // A client says in one way who it is (RFC 6749 section 2.3).
    if authorization.is_none() {
        fields.push(("client_id", what.client_id));
    }
    let body = form(&fields);
    let call = Call {
        method: "POST",
        url: &endpoints.revoke,
        authorization: authorization.as_deref().map(String::as_str),
        body: Some((FORM, &body)),
        timeout,
        keepalive: true,
        fetch,
    };
    let reply = call.send(cancel).await?;
    if reply.is_page() {
        return Err(Error::NotData { status: reply.status });
    }
    Ok(())
}
