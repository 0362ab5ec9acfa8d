//! Which handler answers which path, and the OpenAPI document that is generated from the handlers.

use std::sync::Arc;

use axum::{Json, Router, routing::get};
use utoipa::OpenApi as _;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    applications, authorize, error::Error, health, introspect, metadata, middleware, openapi, page, revoke,
    state::AppState, token,
};

/// Builds the whole server: the API, its document, the page if there is one, and the middleware around them.
pub fn router(state: AppState) -> Router {
    let settings = Arc::clone(&state.settings);
    let (api, mut document) = api().split_for_parts();
    openapi::describe_forms(&mut document);
    let cross_origin = api
        .route("/openapi.json", get(async move || Json(document)))
        .method_not_allowed_fallback(async || Error::MethodNotAllowed);
    let cross_origin = match &settings.page {
        Some(folder) => cross_origin.fallback_service(page::routes(folder, &settings.api_origins)),
        None => cross_origin.fallback(async || Error::NotFound),
    };
    let same_origin = authorize::routes().with_state(state.clone());
    middleware::wrap(cross_origin.with_state(state), same_origin, &settings)
}

/// The OpenAPI document, generated from the code.
#[must_use]
pub fn document() -> utoipa::openapi::OpenApi {
    let mut document = api().into_openapi();
    openapi::describe_forms(&mut document);
    document
}

fn api() -> OpenApiRouter<AppState> {
    OpenApiRouter::with_openapi(openapi::Document::openapi())
        .routes(routes!(applications::list, applications::create))
        .routes(routes!(applications::delete))
        .routes(routes!(token::issue))
        .routes(routes!(revoke::revoke))
        .routes(routes!(introspect::introspect))
        .routes(routes!(metadata::describe))
        .routes(routes!(health::health))
}
