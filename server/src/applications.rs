//! `/o/apps/`: lists, creates and deletes the caller's applications.
//!
//! The caller's user goes into every question to the store, so that nobody sees or ends another's application. A list goes
//! out as it is read, a piece at a time.

use std::{future::ready, io};

use axum::{
    Json,
    body::{Body, Bytes},
    extract::{Request, State},
    http::{StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use futures_util::{Stream, StreamExt as _, stream};
use serde_json::Value;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use crate::{
    bearer::{Caller, Presented, check_scope},
    body,
    error::Error,
    openapi::{BodyErrors, CallerErrors, NotFoundError},
    secrets::Secret,
    state::AppState,
    store::{self, DeleteOutcome, Draft, List, Listed, Piece},
    wire::{self, CreatedApplication, NewApplication},
};

/// The longest name, in code points.
pub const NAME_LIMIT: usize = 255;

/// List applications
///
/// All applications of the user whom the token acts for, oldest first.
#[utoipa::path(
    get, path = "/o/apps/", tag = "applications", operation_id = "list_applications",
    security(("token" = [])),
    responses((status = 200, description = "The applications", body = Vec<wire::Application>), CallerErrors),
)]
pub async fn list(State(app): State<AppState>, Presented(token): Presented) -> Result<Response, Error> {
    let needed = if app.settings.list_with_read { "read" } else { "read write" };
    let (token, first, rest) = app.store.list_by(token).await?.ok_or(Error::InvalidToken)?;
    check_scope(&token, needed)?;
    let first = begin(first, &rest);
    let body = if rest.has_more() {
        Body::from_stream(stream::once(ready(Ok(first))).chain(pieces(rest)))
    } else {
        Body::from(first)
    };
    Ok(([(header::CONTENT_TYPE, "application/json")], body).into_response())
}

/// A piece of a list in JSON, a comma before each application.
struct Rows(Vec<u8>);

impl Default for Rows {
    /// Room for some twenty applications, which is what most lists have.
    fn default() -> Self {
        Self(Vec::with_capacity(8_192))
    }
}

impl Piece for Rows {
    fn add(&mut self, application: &Listed<'_>) -> io::Result<()> {
        self.0.push(b',');
        let row = wire::Application {
            id: application.id,
            name: application.name,
            client_id: application.client_id,
            client_secret: application.client_secret.as_ref().map(Secret::expose).unwrap_or_default(),
            client_type: application.client_type.as_str(),
            created: &rfc3339(application.created),
            authorization_grant_type: application.authorization_grant_type,
        };
        serde_json::to_writer(&mut self.0, &row).map_err(io::Error::from)
    }
}

/// The first piece of a body, which is all of it if there is no `rest`.
fn begin(Rows(mut rows): Rows, rest: &List) -> Bytes {
    match rows.first_mut() {
        Some(comma) => *comma = b'[',
        None => rows.push(b'['),
    }
    end(rows, rest)
}

fn end(mut rows: Vec<u8>, rest: &List) -> Bytes {
    if !rest.has_more() {
        rows.push(b']');
    }
    rows.into()
}

/// What comes after the first piece. After an error the body has no end: the client sees that something is missing.
fn pieces(list: List) -> impl Stream<Item = Result<Bytes, store::Error>> {
    stream::try_unfold(list, async |mut list| {
        if !list.has_more() {
            return Ok(None);
        }
        let read = list.next::<Rows>().await;
        let Rows(rows) = read.inspect_err(|cause| tracing::error!(cause = ?cause.to_string(), "a list breaks off"))?;
        Ok(Some((end(rows, &list), list)))
    })
}

/// Create an application
///
/// A confidential client for the client credentials grant. The name is trimmed.
#[utoipa::path(
    post, path = "/o/apps/", tag = "applications", operation_id = "create_application",
    security(("token" = [])),
    request_body = NewApplication,
    responses(
        (status = 201, description = "Created", body = CreatedApplication),
        CallerErrors, BodyErrors,
    ),
)]
pub async fn create(
    State(app): State<AppState>,
    caller: Caller,
    request: Request,
) -> Result<(StatusCode, Json<CreatedApplication>), Error> {
    let body = body::read(request, "application/json").await?;
    let name = name_from(&body)?;
    let created = app.store.create_application_by(caller.token, caller.user, Draft::confidential(name)).await?;
    let created = created.ok_or(Error::InvalidToken)?;
    tracing::info!(application = created.id, "application created");
    let client_secret = clear(created.client_secret.as_ref());
    let answer = CreatedApplication { id: created.id, client_id: created.client_id, client_secret };
    Ok((StatusCode::CREATED, Json(answer)))
}

/// Delete an application
///
/// Every token issued for it stops working at once.
#[utoipa::path(
    delete, path = "/o/apps/{id}/", tag = "applications", operation_id = "delete_application",
    security(("token" = [])),
    params(("id" = i64, Path, description = "The application's id")),
    responses((status = 204, description = "Deleted"), CallerErrors, NotFoundError),
)]
pub async fn delete(State(app): State<AppState>, caller: Caller, uri: Uri) -> Result<StatusCode, Error> {
    let id = id_in(uri.path()).ok_or(Error::ApplicationNotFound)?;
    match app.store.delete_application_by(caller.token, caller.user, id).await? {
        DeleteOutcome::Deleted => {
            tracing::info!(application = id, "application deleted");
            Ok(StatusCode::NO_CONTENT)
        }
        DeleteOutcome::NotFound => Err(Error::ApplicationNotFound),
        DeleteOutcome::TokenInvalid => Err(Error::InvalidToken),
    }
}

/// The id that a path ends in, as the list writes it: digits that no sign, zero, space or escape goes before.
fn id_in(path: &str) -> Option<i64> {
    let text = path.trim_end_matches('/').rsplit('/').next()?;
    let id: i64 = text.parse().ok()?;
    (id.to_string() == text).then_some(id)
}

/// Takes the name out of a body.
fn name_from(body: &[u8]) -> Result<String, Error> {
    let body: Value = serde_json::from_slice(body).map_err(|_| Error::BadRequest("The body is not valid JSON"))?;
    let Value::Object(fields) = body else {
        return Err(Error::field("name", "Send a JSON object with a name."));
    };
    let name = match fields.get("name") {
        Some(Value::String(name)) => name.trim(),
        Some(_) => return Err(Error::field("name", "The name must be a string.")),
        None => return Err(Error::field("name", "The name is required.")),
    };
    if name.is_empty() {
        return Err(Error::field("name", "The name may not be blank."));
    }
    if name.chars().count() > NAME_LIMIT {
        return Err(Error::field("name", "The name may have at most 255 characters."));
    }
    if name.chars().any(char::is_control) {
        return Err(Error::field("name", "The name may not contain control characters."));
    }
    Ok(name.to_owned())
}

fn clear(secret: Option<&Secret>) -> String {
    secret.map(|secret| secret.expose().to_owned()).unwrap_or_default()
}

fn rfc3339(seconds: i64) -> String {
    let time = OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    time.format(&Rfc3339).unwrap_or_default()
}
