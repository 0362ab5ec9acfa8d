//! Serves a built page from a folder, with the headers that it needs (security rules 9, 11 and 13).
//!
//! A missing file is a 404, never `index.html`; a folder is never listed; a path that no build makes, such as one with a dot
//! in front of a name, is a 404 even if there is such a file.

use std::{borrow::Cow, path::Path};

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
};
use percent_encoding::percent_decode_str;
use tower_http::services::ServeDir;

use crate::{error::Error, origin::Origin};

const CACHE_FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const CACHE_REVALIDATED: HeaderValue = HeaderValue::from_static("no-cache");
/// Headers of every HTML document (security rule 11).
pub const DOCUMENT_HEADERS: [(HeaderName, &str); 2] = [
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "accelerometer=(), autoplay=(), camera=(), clipboard-read=(), clipboard-write=(self), display-capture=(), \
         encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), hid=(), idle-detection=(), magnetometer=(), \
         microphone=(), midi=(), payment=(), picture-in-picture=(), publickey-credentials-create=(), \
         publickey-credentials-get=(), screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=()",
    ),
];

/// Trusted Types without any policy: no script may turn text into HTML or code (security rule 10).
pub const TRUSTED_TYPES: &str = "require-trusted-types-for 'script'; trusted-types 'none'";

/// Serves the files of `folder`. `api_origins` are the other origins that the page may send requests to.
pub fn routes(folder: &Path, api_origins: &[Origin]) -> Router {
    let files = ServeDir::new(folder).precompressed_br().precompressed_gzip();
    Router::new().fallback_service(files).layer(from_fn_with_state(content_security_policy(api_origins), add_headers))
}

/// The page's Content-Security-Policy (security rule 9).
fn content_security_policy(api_origins: &[Origin]) -> HeaderValue {
    let origins: String = api_origins.iter().map(|origin| format!(" {origin}")).collect();
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'{origins}; \
         base-uri 'none'; object-src 'none'; frame-ancestors 'none'; form-action 'none'; {TRUSTED_TYPES}"
    );
    // An origin is ASCII without spaces, so this never falls back; the fallback is the stricter one.
    HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'"))
}

async fn add_headers(State(policy): State<HeaderValue>, request: Request, next: Next) -> Response {
    let Some(path) = decoded_path(request.uri().path()).map(Cow::into_owned) else {
        return Error::NotFound.into_response();
    };
    let mut response = next.run(request).await;
    let status = response.status();
    match status {
        StatusCode::METHOD_NOT_ALLOWED => {
            let mut response = Error::MethodNotAllowed.into_response();
            response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET,HEAD"));
            return response;
        }
        status if status.is_server_error() => {
            return Error::Internal(format!("reading a file of the page failed: {status}").into()).into_response();
        }
        StatusCode::NOT_FOUND | StatusCode::BAD_REQUEST => return Error::NotFound.into_response(),
        _ => {}
    }
    let headers = response.headers_mut();
    let cache = if is_hashed(&path) { CACHE_FOR_EVER } else { CACHE_REVALIDATED };
    headers.insert(header::CACHE_CONTROL, cache);
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    for (name, value) in DOCUMENT_HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Decodes the path as `ServeDir` will. None if no file of a build has that path: it has a name that begins with a dot or is
/// empty, or a character that names of a build don't have. A path that is encoded twice still has a `%` then, and overlong
/// UTF-8 is not valid UTF-8.
fn decoded_path(path: &str) -> Option<Cow<'_, str>> {
    let decoded = percent_decode_str(path.strip_prefix('/')?).decode_utf8().ok()?;
    let folders = decoded.strip_suffix('/').unwrap_or(&decoded);
    let good = |name: &str| {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.@+".contains(&byte);
        !name.is_empty() && !name.starts_with('.') && !name.ends_with('.') && name.bytes().all(allowed)
    };
    (decoded.is_empty() || folders.split('/').all(good)).then_some(decoded)
}

/// Whether a file's name holds a hash of its content: `-` and 8 or more hex digits, before `.` or `_bg.`.
fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.split('-').skip(1).any(|part| {
        let digits = part.bytes().take_while(u8::is_ascii_hexdigit).count();
        let rest = &part[digits..];
        digits >= 8 && (rest.starts_with('.') || rest.starts_with("_bg."))
    })
}

#[cfg(test)]
mod tests {
    use super::{decoded_path, is_hashed};

    #[test]
    fn only_names_that_a_build_makes_are_looked_for() {
        for path in ["/", "/a.js", "/a/b-1_2.wasm.br", "/assets/", "/%61.js", "/a%2Fb.js", "/a@2x+b.png", "/a..b"] {
            assert!(decoded_path(path).is_some(), "{path}");
        }
        let hidden = [
            "//",
            "/a//b",
            "/.",
            "/..",
            "/a/.",
            "/a/..",
            "/.env",
            "/a/.env",
            "/a%2f.env",
            "/a%2F.git%2fconfig",
            "/%2eenv",
            "/%2E%2e/a",
            "/%252eenv",
            "/%25252eenv",
            "/a%252f.env",
            "/%c0%ae%c0%ae/a",
            "/%c0%af.env",
            "/%e0%80%ae",
            "/%ff",
            "/%00",
            "/a%00.js",
            "/a%5cb",
            "/..%5c..%5ca",
            "/a\\b",
            "/%uff0eenv",
            "/%ef%bc%8eenv",
            "/%e2%80%8b.env",
            "/a%0a",
            "/a%20",
            "/.env%20",
            "/a.",
            "/env.%20",
            "/index.html::$DATA",
            "/c:/a",
            "/ENV~1",
            "/a?b",
            "*",
            "",
            "/%",
            "/%2",
            "/%zz",
            "/a;b",
            "/a%3b.env",
        ];
        for path in hidden {
            assert_eq!(decoded_path(path), None, "{path}");
        }
    }

    #[test]
    fn only_names_with_a_hash_are_kept_for_ever() {
        for name in ["/a-0123456789abcdef.js", "/a-b-01234567.css", "/assets/a-0123abcd_bg.wasm"] {
            assert!(is_hashed(name), "{name}");
        }
        for name in ["/", "/index.html", "/a-0123456.js", "/a-0123456g.js", "/0123456789.js", "/config-json"] {
            assert!(!is_hashed(name), "{name}");
        }
    }
}
