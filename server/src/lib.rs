//! The reference API server of `oauth-apps`: the contract of `/o/apps/` made runnable. The map of the crate.
//!
//! A request comes by one of the [`connections`] and passes [`guard`], then a handler ([`applications`], [`token`],
//! [`revoke`], [`introspect`], [`metadata`], [`health`]) whose arguments say who asks ([`bearer`], [`client`]), or
//! [`authorize`], where people sign in and allow (held back by [`throttle`]: by name and [`network`]); then [`store`], the only room with SQL. [`error`] and [`oauth_error`] are what a caller sees of a failure. [`page`] serves the built page. [`config`] and [`commands`] are the way in.

pub mod applications;
pub mod authorize;
pub mod bearer;
pub mod body;
pub mod client;
pub mod commands;
pub mod config;
pub mod connections;
pub mod error;
pub mod form;
pub mod guard;
pub mod health;
pub mod introspect;
pub mod issuer;
pub mod metadata;
pub mod network;
pub mod oauth_error;
pub mod openapi;
pub mod page;
pub mod passwords;
pub mod pkce;
pub mod private;
pub mod redirect_uri;
pub mod revoke;
pub mod scope;
pub mod secrets;
pub mod store;
pub mod throttle;
pub mod token;

use std::sync::Arc;

use axum::{Json, Router, routing::get};
use utoipa::OpenApi as _;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{config::Settings, error::Error, store::Store, throttle::Throttle};

/// What the handlers share. Cheap to clone.
#[derive(Clone, Debug)]
pub struct App {
    /// The database.
    pub store: Store,
    /// The configuration.
    pub settings: Arc<Settings>,
    /// What sign-ins are held back by.
    pub throttle: Arc<Throttle>,
}

impl App {
    /// What a server with that database and configuration shares.
    #[must_use]
    pub fn new(store: Store, settings: Settings) -> Self {
        Self { store, settings: Arc::new(settings), throttle: Arc::default() }
    }
}

/// Builds the whole server: the API, its document, the page if there is one, and the guard around them.
pub fn app(state: App) -> Router {
    let settings = Arc::clone(&state.settings);
    let (api, mut document) = api().split_for_parts();
    openapi::describe_forms(&mut document);
    let routes = api
        .route("/openapi.json", get(async move || Json(document)))
        .method_not_allowed_fallback(async || Error::MethodNotAllowed);
    let routes = match &settings.page {
        Some(folder) => routes.fallback_service(page::routes(folder, &settings.api_origins)),
        None => routes.fallback(async || Error::NotFound),
    };
    let own = authorize::routes().with_state(state.clone());
    guard::guard(routes.with_state(state), own, &settings)
}

/// The OpenAPI document, generated from the code.
#[must_use]
pub fn document() -> utoipa::openapi::OpenApi {
    let mut document = api().into_openapi();
    openapi::describe_forms(&mut document);
    document
}

fn api() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(openapi::Document::openapi())
        .routes(routes!(applications::list, applications::create))
        .routes(routes!(applications::delete))
        .routes(routes!(token::issue))
        .routes(routes!(revoke::revoke))
        .routes(routes!(introspect::introspect))
        .routes(routes!(metadata::describe))
        .routes(routes!(health::health))
}
