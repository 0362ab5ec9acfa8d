//! Why signing in did not work, in words, with what to do.

use erased_view::prelude::*;

use super::errors::SignInErrors;
use crate::api::Error;
use crate::i18n::{I18n, fill};
use crate::page::error_text::{ErrorTexts, retry_at, use_error_texts};
use crate::session::{Account, AuthorizationError, CodeError, CredentialsError, PasteFault, shown};

/// Whoever puts the errors of signing in into words.
#[derive(Clone, Copy)]
pub struct SignInTexts {
    /// The language.
    pub i18n: I18n,
    account: Account,
    errors: ErrorTexts,
}

/// The words of the element that the current owner belongs to.
pub fn use_sign_in_texts() -> SignInTexts {
    SignInTexts { i18n: expect_context(), account: expect_context(), errors: use_error_texts() }
}

impl SignInTexts {
    /// A sign-in at the server that did not work.
    pub fn code_error(self, error: &CodeError) -> String {
        let t = self.i18n.t;
        match error {
            CodeError::NoMetadata(error) => self.no_metadata(error),
            CodeError::NotOffered => t.no_code_grant().to_owned(),
            CodeError::NeedsHttps => {
                let host = self.account.endpoints.with_untracked(|endpoints| endpoints.sign_in_host().to_owned());
                fill(t.needs_https(), &[("host", &host)])
            }
            CodeError::NoStorage => t.kept_in_memory().to_owned(),
            CodeError::Response(error) => self.no_code(error),
            CodeError::NotRedeemed(error) => self.not_redeemed(error),
            CodeError::NotLoaded => self.not_loaded(),
            CodeError::Disposed => String::new(),
        }
    }

    /// Client credentials that gave no token (RFC 6749 section 5.2).
    pub fn credentials_error(self, error: &CredentialsError, client_id: &str) -> SignInErrors {
        match error {
            CredentialsError::NoMetadata(error) => {
                SignInErrors { note: Some(self.no_metadata(error)), ..SignInErrors::default() }
            }
            CredentialsError::NoToken(error) => self.no_token(error, client_id),
            CredentialsError::NotLoaded => SignInErrors { note: Some(self.not_loaded()), ..SignInErrors::default() },
            CredentialsError::Disposed => SignInErrors::default(),
        }
    }

    /// A pasted text that is no access token.
    pub fn paste_fault(self, fault: &PasteFault) -> String {
        let t = self.i18n.t;
        match fault {
            PasteFault::Empty => t.token_empty().to_owned(),
            PasteFault::Character(character) => fill(t.token_bad_character(), &[("character", &shown(*character))]),
            PasteFault::Scheme(scheme) => fill(t.token_not_bearer(), &[("scheme", scheme)]),
        }
    }

    /// What signs in is a file of its own, which did not come.
    fn not_loaded(self) -> String {
        let t = self.i18n.t;
        let text = if self.errors.browser.online.get_untracked() { t.part_missing() } else { t.offline() };
        text.to_owned()
    }

    /// Why the user can't be sent to the server: it did not say where.
    fn no_metadata(self, error: &Error) -> String {
        let t = self.i18n.t;
        let issuer = self.account.endpoints.with_untracked(|endpoints| endpoints.issuer.clone());
        let said = match error {
            Error::NotData { .. } => fill(t.other_issuer(), &[("issuer", &issuer)]),
            _ => fill(t.no_metadata(), &[("issuer", &issuer)]),
        };
        [&said, " ", &self.errors.maybe_cors(&issuer)].concat().trim_end().to_owned()
    }

    /// A response without a code (RFC 6749 section 4.1.2.1, OpenID Connect Core section 3.1.2.6).
    fn no_code(self, error: &AuthorizationError) -> String {
        let t = self.i18n.t;
        let (error, description) = match error {
            AuthorizationError::UnknownRequest => return t.unasked().to_owned(),
            AuthorizationError::Issuer => return t.wrong_issuer().to_owned(),
            AuthorizationError::Refused { error, description } => (error, description),
        };
        let text = match error.as_str() {
            "access_denied" | "consent_required" => t.access_denied(),
            "invalid_scope" => t.authorize_scope(),
            "unauthorized_client" | "unsupported_response_type" | "invalid_client" => t.authorize_client(),
            "invalid_request" | "invalid_request_uri" => t.authorize_request(),
            "server_error" | "temporarily_unavailable" => t.authorize_busy(),
            _ => t.authorize_other(),
        };
        let settings = self.account.options();
        let text = fill(text, &[("error", error), ("scope", &settings.scope), ("client", &settings.client_id)]);
        self.with_words(text, description.as_deref())
    }

    /// A code that was not taken (RFC 6749 section 5.2).
    fn not_redeemed(self, error: &Error) -> String {
        let t = self.i18n.t;
        let Some(problem) = error.problem() else {
            let Some(text) = self.token_endpoint_failed(error) else {
                return self.errors.explain(error).joined();
            };
            let origin = self.account.endpoints.with_untracked(|endpoints| endpoints.token_origin().to_owned());
            return [&text, " ", &self.errors.maybe_cors(&origin)].concat().trim_end().to_owned();
        };
        let code = problem.code.as_deref().unwrap_or_default();
        let text = match code {
            "invalid_grant" => t.code_refused(),
            "invalid_client" | "unauthorized_client" | "unsupported_grant_type" => t.authorize_client(),
            _ => return self.errors.explain(error).joined(),
        };
        let client = self.account.options().client_id;
        self.with_words(fill(text, &[("error", code), ("client", &client)]), problem.message.as_deref())
    }

    /// What a token endpoint did in the place of an answer, and where that is.
    fn token_endpoint_failed(self, error: &Error) -> Option<String> {
        let t = self.i18n.t;
        let text = match error {
            Error::Unreachable => t.unreachable_where(),
            Error::Unexpected => t.unexpected_text(),
            Error::NotData { .. } => t.not_data_text(),
            _ => return None,
        };
        let url = self.account.endpoints.with_untracked(|endpoints| endpoints.token.clone());
        Some(fill(text, &[("url", &url)]))
    }

    fn no_token(self, error: &Error, client_id: &str) -> SignInErrors {
        let t = self.i18n.t;
        let problem = error.problem();
        if problem.is_some_and(|problem| problem.status == 401 || problem.code.as_deref() == Some("invalid_client")) {
            return SignInErrors { note: Some(t.bad_credentials().to_owned()), wrong: true, ..SignInErrors::default() };
        }
        let said = problem
            .filter(|problem| problem.status < 500 && problem.status != 429)
            .and_then(|problem| Some((problem.status, problem.message.clone().or_else(|| problem.code.clone())?)));
        let titled = |title: &str| Some([title, ". ", &self.token_endpoint_failed(error)?].concat());
        let note = match (error, said) {
            (Error::Unreachable, _) => titled(t.unreachable()),
            (Error::Unexpected, _) => titled(t.unexpected()),
            (Error::NotData { .. }, _) => titled(t.not_data()),
            (_, Some((status, said))) => {
                Some([&fill(t.server_error(), &[("status", &status.to_string())]), ": ", &said].concat())
            }
            (Error::Refused(problem), None) if problem.status == 404 => {
                let url = self.account.endpoints.with_untracked(|endpoints| endpoints.token.clone());
                Some(fill(t.no_endpoint_text(), &[("url", &url)]))
            }
            _ => None,
        };
        let note = note.unwrap_or_else(|| self.errors.explain(error).joined());
        let command = self.account.endpoints.with_untracked(|endpoints| endpoints.curl_token(client_id));
        SignInErrors {
            note: Some(note),
            command: matches!(error, Error::Unreachable).then_some(command),
            retry_at: retry_at(error),
            ..SignInErrors::default()
        }
    }

    fn with_words(self, text: String, said: Option<&str>) -> String {
        match said.and_then(crate::api::problem::clean) {
            Some(said) => [&text, " ", &fill(self.i18n.t.server_says(), &[("said", &said)])].concat(),
            None => text,
        }
    }
}
