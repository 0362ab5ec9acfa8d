//! The two token calls of the page: client credentials and revocation.
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
/// How long a revocation may take, in milliseconds: nobody waits for it.
const TIMEOUT: u32 = 30_000;

/// Asks for a token with scope `read write` by client credentials (RFC 6749 section 4.4), which travel in HTTP Basic
/// as section 2.3.1 has it. `timeout` is in milliseconds and covers the body.
///
/// # Errors
/// [`Error::Refused`] with the code `invalid_client` when the credentials are wrong; see [`grant`] for what is no
/// token answer.
pub async fn request_token(
    endpoints: &Endpoints,
    client_id: &str,
    client_secret: &str,
    timeout: u32,
    cancel: &Cancel,
) -> Result<Grant, Error> {
    let authorization = basic(client_id, client_secret);
    let call = Call {
        method: "POST",
        url: &endpoints.token,
        authorization: Some(&authorization),
        body: Some((FORM, "grant_type=client_credentials&scope=read+write")),
        timeout,
    };
    let reply = call.send(cancel).await?;
    grant(&reply)
}

/// Revokes a token (RFC 7009). Without a secret the client is taken for a public one, named in the body.
///
/// # Errors
/// Any answer but 2xx, and a page: the token may then still work.
pub async fn revoke_token(
    endpoints: &Endpoints,
    token: &SecretText,
    client_id: &str,
    client_secret: Option<&str>,
) -> Result<(), Error> {
    let authorization = client_secret.map(|secret| basic(client_id, secret));
    let mut fields = vec![("token", token.expose()), ("token_type_hint", "access_token")];
    if authorization.is_none() {
        fields.push(("client_id", client_id));
    }
    let body = form(&fields);
    let call = Call {
        method: "POST",
        url: &endpoints.revoke,
        authorization: authorization.as_deref().map(String::as_str),
        body: Some((FORM, &body)),
        timeout: TIMEOUT,
    };
    let reply = call.send(&Cancel::new()).await?;
    if reply.is_page() {
        return Err(Error::NotData { status: reply.status });
    }
    Ok(())
}
