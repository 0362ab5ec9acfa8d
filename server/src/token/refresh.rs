//! The refresh token grant (RFC 6749 section 6), with rotation (RFC 9700 section 4.14.2).

use oauth_apps::api::wire::TokenAnswer;

use super::{Pair, asked_scope, require_code_client};
use crate::{App, client::ClientRequest, oauth_error::OAuthError, secrets::Secret};

/// Replaces the refresh token of the form.
pub async fn issue(app: &App, request: ClientRequest) -> Result<TokenAnswer, OAuthError> {
    require_code_client(&request)?;
    let refresh = Secret::new(request.form.require("refresh_token", "refresh_token is missing")?.to_owned());
    let scope = asked_scope(&request)?;
    let pair = Pair::random()?;
    let issued = app.store.rotate(refresh.hash(), &request.client, scope, pair.to_store(app)).await?;
    pair.answer(&request, issued)
}
