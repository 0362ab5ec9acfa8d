//! The middleware around every handler: a request id, a line in the log, a time limit, the envelope for panics, and the
//! headers of each response.
//!
//! Logs the method, the path, the status and the duration; never a query, a header, a body or a name that a user chose.

use std::{panic::AssertUnwindSafe, time::Duration};

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    http::{HeaderName, HeaderValue, Method, header},
    middleware::{Next, from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
};
use futures_util::FutureExt as _;
use tokio::time::timeout;
use tower_http::cors::{AllowOrigin, CorsLayer};
use tracing::Instrument as _;

use crate::{body, config::Settings, error::Error, origin::Origin, secrets};

/// Identifies a request in answers and logs.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

const REQUEST_ID_LENGTH: usize = 20;
const PREFLIGHT_AGE: Duration = Duration::from_secs(600);
/// Without `includeSubDomains`: this server does not decide for other hosts of the domain.
const HSTS: HeaderValue = HeaderValue::from_static("max-age=63072000");
/// Headers of every response that does not set them itself.
const DEFAULTS: [(HeaderName, &str); 5] = [
    (header::CACHE_CONTROL, "no-store"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Wraps all routes: `cross_origin` ones get CORS, `same_origin` ones do not. Add no route after it.
pub fn wrap(cross_origin: Router, same_origin: Router, settings: &Settings) -> Router {
    let routes = with_layers(cross_origin, settings);
    let routes = match cors(&settings.cors_origins) {
        Some(cors) => routes.layer(cors),
        None => routes,
    };
    routes.merge(with_layers(same_origin, settings)).layer(from_fn(log))
}

fn with_layers(routes: Router, settings: &Settings) -> Router {
    routes
        .layer(DefaultBodyLimit::max(body::LIMIT))
        .layer(from_fn_with_state((Duration::from_secs(settings.request_timeout), settings.https), guard))
}

/// CORS for an allowlist of origins (security rule 28). Without any origin there are no CORS headers at all.
fn cors(origins: &[Origin]) -> Option<CorsLayer> {
    if origins.is_empty() {
        return None;
    }
    let origins = origins.iter().map(|origin| origin.header().clone());
    let cors = CorsLayer::new()
        .allow_origin(AllowOrigin::list(origins))
        .allow_methods([Method::GET, Method::POST, Method::DELETE])
        .allow_headers([header::AUTHORIZATION, header::CONTENT_TYPE, REQUEST_ID])
        .expose_headers([header::DATE, REQUEST_ID, header::RETRY_AFTER, header::WWW_AUTHENTICATE])
        .max_age(PREFLIGHT_AGE);
    Some(cors)
}

/// Limits the time until an answer, makes one of a panic, and adds headers. One layer: axum copies all that is below a layer
/// for each request.
async fn guard(State((limit, https)): State<(Duration, bool)>, request: Request, next: Next) -> Response {
    let answered = AssertUnwindSafe(timeout(limit, next.run(request))).catch_unwind().await;
    let mut response = match answered {
        Ok(Ok(response)) => response,
        Ok(Err(_)) => Error::Timeout.into_response(),
        Err(_) => Error::Internal("a handler panicked".into()).into_response(),
    };
    let headers = response.headers_mut();
    for (name, value) in DEFAULTS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if https {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HSTS);
    }
    response
}

async fn log(request: Request, next: Next) -> Response {
    let id = request_id(&request);
    let span = tracing::info_span!("request", id = id.to_str().unwrap_or_default());
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let start = std::time::Instant::now();
    async move {
        let mut response = next.run(request).await;
        let milliseconds = start.elapsed().as_millis();
        // Debug format: control characters come out escaped, so that a path cannot start a line of its own.
        tracing::info!(%method, ?path, status = response.status().as_u16(), milliseconds, "answered");
        response.headers_mut().insert(REQUEST_ID, id);
        response
    }
    .instrument(span)
    .await
}

/// The id that a proxy gave if it is harmless, else a new one.
fn request_id(request: &Request) -> HeaderValue {
    let harmless = |value: &&HeaderValue| {
        let bytes = value.as_bytes();
        (1..=64).contains(&bytes.len())
            && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
    };
    if let Some(value) = request.headers().get(REQUEST_ID).filter(harmless) {
        return value.clone();
    }
    let made = secrets::random_text(REQUEST_ID_LENGTH).ok();
    made.and_then(|text| HeaderValue::from_str(text.expose()).ok()).unwrap_or(HeaderValue::from_static("unknown"))
}
