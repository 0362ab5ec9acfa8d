//! Reads a request's body and looks at its URL, the same way for every endpoint.
//!
//! Says what is wrong in [`Error`]; knows nothing of applications, clients and tokens.

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::{HeaderMap, StatusCode, Uri, header},
};
use percent_encoding::percent_decode_str;

use crate::error::Error;

/// The largest body that is read, in bytes.
pub const LIMIT: usize = 65_536;

/// Credentials that must never stand in a URL (RFC 6749 section 2.3.1, RFC 9700 section 4.3.2).
const NEVER_IN_URL: [&str; 5] = ["access_token", "token", "client_id", "client_secret", "refresh_token"];

/// Reads the body if it has the media type that is wanted, as it is: not compressed.
///
/// # Errors
/// [`Error::UnsupportedMediaType`], [`Error::UnsupportedCoding`], [`Error::TooLarge`], or [`Error::BadRequest`] for a body that broke off.
pub async fn read(request: Request, media_type: &'static str) -> Result<Bytes, Error> {
    if !has_media_type(request.headers(), media_type) {
        return Err(Error::UnsupportedMediaType(media_type));
    }
    if is_coded(request.headers()) {
        return Err(Error::UnsupportedCoding);
    }
    Bytes::from_request(request, &()).await.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge,
        _ => Error::BadRequest("The body could not be read"),
    })
}

/// Refuses a URL whose query string names a credential.
///
/// # Errors
/// [`Error::SecretInUrl`].
pub fn reject_credentials_in_url(uri: &Uri) -> Result<(), Error> {
    let names = uri.query().unwrap_or_default().split('&').filter_map(|pair| pair.split('=').next());
    for name in names {
        let name = percent_decode_str(name).decode_utf8_lossy().to_ascii_lowercase();
        if NEVER_IN_URL.contains(&name.as_str()) {
            return Err(Error::SecretInUrl);
        }
    }
    Ok(())
}

fn has_media_type(headers: &HeaderMap, wanted: &str) -> bool {
    let mut values = headers.get_all(header::CONTENT_TYPE).iter();
    let (Some(value), None) = (values.next().and_then(|value| value.to_str().ok()), values.next()) else {
        return false;
    };
    let mut parts = value.split(';');
    let essence = parts.next().unwrap_or_default().trim();
    let utf8 = parts.filter_map(|part| part.split_once('=')).all(|(name, value)| {
        let value = value.trim();
        let value = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value);
        !name.trim().eq_ignore_ascii_case("charset") || value.eq_ignore_ascii_case("utf-8")
    });
    essence.eq_ignore_ascii_case(wanted) && utf8
}

/// Whether the body has a coding (RFC 9110 section 8.4, RFC 9112 section 6.1) other than those that change nothing.
fn is_coded(headers: &HeaderMap) -> bool {
    let other_than = |name, plain: &str| {
        let values = headers.get_all(name).iter();
        values.flat_map(|value| value.as_bytes().split(|byte| *byte == b',')).any(|coding| {
            let coding = coding.trim_ascii();
            !coding.is_empty() && !coding.eq_ignore_ascii_case(plain.as_bytes())
        })
    };
    other_than(header::CONTENT_ENCODING, "identity") || other_than(header::TRANSFER_ENCODING, "chunked")
}
