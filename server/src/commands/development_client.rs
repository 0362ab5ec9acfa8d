//! `development-client`: one client of the user "development", so that a fresh checkout can get a token; and with redirect
//! URIs, the public client of the page, so that people can sign in.
//!
//! Their ids and the secret are random, made on the first call and shown by each.

use std::io::{self, Write as _};

use serde_json::json;

use super::{failure::Failure, open_store::open_store};
use crate::{config::DevelopmentClientOptions, store::Draft};

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
    let store = open_store(&options.store).await?;
    let user = store.ensure_user(USER).await?;
    let client = store.ensure_application(user, Draft::confidential(NAME.to_owned())).await?;
    let secret = client.client_secret.as_ref().map(|secret| secret.expose());
    let mut shown = json!({ "user": USER, "client_id": client.client_id, "client_secret": secret });
    if !options.redirect_uris.is_empty() {
        let page = store.ensure_application(user, Draft::public(PAGE_NAME.to_owned())).await?;
        store.set_redirect_uris(page.id, &options.redirect_uris).await?;
        shown["page_client_id"] = page.client_id.into();
    }
    store.close().await;
    Ok(writeln!(io::stdout(), "{shown}")?)
}
