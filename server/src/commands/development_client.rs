//! `development-client`: one client of the user "development", so that a fresh checkout can get a token.
//!
//! Its credentials are random, made on the first call and shown by each.

use std::io::{self, Write as _};

use serde_json::json;

use super::{Failure, open};
use crate::{
    config::StoreOptions,
    store::{Application, Draft},
};

/// The user it belongs to.
pub const USER: &str = "development";
/// Its display name.
pub const NAME: &str = "Development client";

/// Prints the client as JSON: `client_id`, `client_secret`, `user`.
///
/// # Errors
/// When the database or the key is wrong.
pub async fn show(options: &StoreOptions) -> Result<(), Failure> {
    let store = open(options).await?;
    let user = store.ensure_user(USER).await?;
    let is_it = |application: &Application| application.name == NAME && application.client_secret.is_some();
    let client = match store.applications(user).await?.into_iter().find(is_it) {
        Some(client) => client,
        None => store.create_application(user, Draft::confidential(NAME.to_owned())).await?,
    };
    store.close().await;
    let secret = client.client_secret.as_ref().map(|secret| secret.expose());
    let shown = json!({ "user": USER, "client_id": client.client_id, "client_secret": secret });
    Ok(writeln!(io::stdout(), "{shown}")?)
}
