//! `development-client`: one client of the user "development", so that a fresh checkout can get a token; and with redirect
//! URIs, the public client of the page, so that people can sign in.
//!
//! Their ids and the secret are random, made on the first call and shown by each.

use std::io::{self, Write as _};

use serde_json::json;

use super::{Failure, open};
use crate::{
    config::DevelopmentClientOptions,
    store::{Application, ClientType, Draft, Store, UserId},
};

/// The user whom they belong to.
pub const USER: &str = "development";
/// The display name of the client.
pub const NAME: &str = "Development client";
/// The display name of the public client.
pub const PAGE_NAME: &str = "oauth-apps page";

/// Prints as JSON: `client_id`, `client_secret`, `user`, and with redirect URIs `page_client_id`.
///
/// # Errors
/// When the database or the key is wrong.
pub async fn show(options: &DevelopmentClientOptions) -> Result<(), Failure> {
    let store = open(&options.store).await?;
    let user = store.ensure_user(USER).await?;
    let client = ensure(&store, user, Draft::confidential(NAME.to_owned())).await?;
    let secret = client.client_secret.as_ref().map(|secret| secret.expose());
    let mut shown = json!({ "user": USER, "client_id": client.client_id, "client_secret": secret });
    if !options.redirect_uris.is_empty() {
        let page = ensure(&store, user, Draft::public(PAGE_NAME.to_owned())).await?;
        store.set_redirect_uris(page.id, &options.redirect_uris).await?;
        shown["page_client_id"] = page.client_id.into();
    }
    store.close().await;
    Ok(writeln!(io::stdout(), "{shown}")?)
}

/// Finds the client of that name and type, or makes it.
async fn ensure(store: &Store, user: UserId, draft: Draft) -> Result<Application, Failure> {
    let public = draft.client_type == ClientType::Public;
    let is_it =
        |application: &Application| application.name == draft.name && application.client_secret.is_none() == public;
    match store.applications(user).await?.into_iter().find(is_it) {
        Some(client) => Ok(client),
        None => Ok(store.create_application(user, draft).await?),
    }
}
