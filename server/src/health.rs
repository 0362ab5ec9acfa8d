//! `GET /healthz`: whether the server can work. Says nothing of its inside.

use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{error::Error, state::AppState, wire::ErrorEnvelope};

/// What a healthy server answers.
#[derive(Debug, Serialize, ToSchema)]
pub struct Health {
    /// Always `ok`; a server that is not answers with an error.
    pub status: &'static str,
}

/// Health
///
/// Reads from the database, so that an answer means that requests can be served.
#[utoipa::path(
    get, path = "/healthz", tag = "service", operation_id = "health",
    responses(
        (status = 200, description = "The server works", body = Health),
        (status = 500, description = "It does not", body = ErrorEnvelope),
    ),
)]
pub async fn health(State(app): State<AppState>) -> Result<Json<Health>, Error> {
    app.store.ping().await?;
    Ok(Json(Health { status: "ok" }))
}
