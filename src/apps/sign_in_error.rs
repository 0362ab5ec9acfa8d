//! Why a sign-in at the server did not work, in words, with what to do.

use leptos::prelude::*;

use super::desk::Desk;
use super::trouble::{explain, maybe_cors};
use crate::api::Error;
use crate::i18n::fill;
use crate::session::{AuthorizationError, CodeError};

/// A sign-in by code that did not work.
pub fn code_error_text(desk: Desk, error: CodeError) -> String {
    let t = desk.i18n.t;
    match error {
        CodeError::NoMetadata(error) => no_metadata(desk, &error),
        CodeError::NotOffered => t.no_code_grant().to_owned(),
        CodeError::NeedsHttps => {
            let host = desk.account.endpoints.with_untracked(|endpoints| endpoints.sign_in_host().to_owned());
            fill(t.needs_https(), &[("host", &host)])
        }
        CodeError::NoStorage => t.kept_in_memory().to_owned(),
        CodeError::Response(error) => no_code(desk, error),
        CodeError::NotRedeemed(error) => not_redeemed(desk, &error),
        CodeError::Disposed => String::new(),
    }
}

/// Why the user can't be sent to the server: it did not say where.
pub fn no_metadata(desk: Desk, error: &Error) -> String {
    let t = desk.i18n.t;
    let issuer = desk.account.endpoints.with_untracked(|endpoints| endpoints.issuer.clone());
    let said = match error {
        Error::NotData { .. } => fill(t.other_issuer(), &[("issuer", &issuer)]),
        _ => fill(t.no_metadata(), &[("issuer", &issuer)]),
    };
    [&said, " ", &maybe_cors(desk, &issuer)].concat().trim_end().to_owned()
}

/// An answer without a code in words, with what to do (RFC 6749 section 4.1.2.1, OpenID Connect Core section 3.1.2.6).
fn no_code(desk: Desk, error: AuthorizationError) -> String {
    let t = desk.i18n.t;
    let (error, description) = match error {
        AuthorizationError::Unasked => return t.unasked().to_owned(),
        AuthorizationError::Issuer => return t.wrong_issuer().to_owned(),
        AuthorizationError::Refused { error, description } => (error, description),
    };
    let settings = desk.account.options();
    let text = match error.as_str() {
        "access_denied" | "consent_required" => t.access_denied(),
        "invalid_scope" => t.authorize_scope(),
        "unauthorized_client" | "unsupported_response_type" | "invalid_client" => t.authorize_client(),
        "invalid_request" | "invalid_request_uri" => t.authorize_request(),
        "server_error" | "temporarily_unavailable" => t.authorize_busy(),
        _ => t.authorize_other(),
    };
    let text = fill(text, &[("error", &error), ("scope", &settings.scope), ("client", &settings.client_id)]);
    with_words(desk, text, description.as_deref())
}

/// A refused code in words (RFC 6749 section 5.2).
fn not_redeemed(desk: Desk, error: &Error) -> String {
    let t = desk.i18n.t;
    let client = desk.account.options().client_id;
    let (url, origin) = desk
        .account
        .endpoints
        .with_untracked(|endpoints| (endpoints.token.clone(), endpoints.token_origin().to_owned()));
    let Some(problem) = error.problem() else {
        let text = match error {
            Error::Unreachable => fill(t.unreachable_where(), &[("url", &url)]),
            Error::Unexpected => fill(t.unexpected_text(), &[("url", &url)]),
            Error::NotData { .. } => fill(t.not_data_text(), &[("url", &url)]),
            error => return explain(desk, error).joined(),
        };
        return [&text, " ", &maybe_cors(desk, &origin)].concat().trim_end().to_owned();
    };
    let code = problem.code.as_deref().unwrap_or_default();
    let text = match code {
        "invalid_grant" => t.code_refused(),
        "invalid_client" | "unauthorized_client" | "unsupported_grant_type" => t.authorize_client(),
        _ => return explain(desk, error).joined(),
    };
    with_words(desk, fill(text, &[("error", code), ("client", &client)]), problem.message.as_deref())
}

fn with_words(desk: Desk, text: String, said: Option<&str>) -> String {
    match said.and_then(crate::api::problem::clean) {
        Some(said) => [&text, " ", &fill(desk.i18n.t.server_says(), &[("said", &said)])].concat(),
        None => text,
    }
}
