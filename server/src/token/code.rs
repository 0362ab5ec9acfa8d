//! The authorization code grant (RFC 6749 section 4.1.3) with PKCE (RFC 7636 section 4.6).
//!
//! Says the same of a code that is unknown, used, expired, another client's, or sent with another verifier.

use super::pair::TokenPair;
use crate::{
    client::ClientRequest, oauth_error::OAuthError, pkce, secrets::Secret, state::AppState, store::Redemption,
    wire::TokenResponse,
};

/// Redeems the code of the form.
pub async fn issue(app: &AppState, request: ClientRequest) -> Result<TokenResponse, OAuthError> {
    request.require_grant_type("authorization-code", "This client may not use this grant")?;
    let code = Secret::new(request.form.require("code", "code is missing")?.to_owned());
    let redirect_uri = request.form.require("redirect_uri", "redirect_uri is missing")?;
    let verifier = request.form.require("code_verifier", "code_verifier is missing")?;
    let challenge = pkce::challenge_of(verifier).ok_or(OAuthError::InvalidGrant)?;
    let redemption = Redemption { code: code.hash(), client: &request.client, redirect_uri, challenge: &challenge };
    let pair = TokenPair::random()?;
    let issued = app.store.redeem_code(redemption, pair.to_store(app)).await?;
    pair.response(&request, issued)
}
