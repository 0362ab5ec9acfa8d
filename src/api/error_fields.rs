//! Describes an error for JavaScript: a stable word, a sentence for developers, and what may be done about it.
//!
//! Pure, and without secrets: what a server says is kept as [`problem`](super::problem) cleans it, and
//! [`ErrorFields::without`] takes out what the caller sent.

use std::borrow::Cow;

use serde::Serialize;

use super::error::{Error, NextPage};

/// What a call does, which decides whether it may be repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Reads.
    Read,
    /// Creates an application: twice would make two.
    Create,
    /// Deletes an application, or revokes a token: twice is the same as once.
    Delete,
    /// Gets a token: twice would make two.
    Token,
}

/// The words that this package gives. A server may name others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub enum KnownCode {
    /// No answer at all.
    Unreachable,
    /// The answer took too long.
    Timeout,
    /// It was stopped.
    Aborted,
    /// The answer broke off.
    Incomplete,
    /// The answer is no JSON, or no text at all.
    Malformed,
    /// JSON, but not what was asked for.
    Unexpected,
    /// The next page of a list cannot be asked for.
    NextPage,
    /// A page or a redirect instead of the API's JSON.
    NotData,
    /// 401.
    Unauthorized,
    /// 403.
    Forbidden,
    /// 404.
    NotFound,
    /// 429.
    RateLimited,
    /// Any 5xx.
    ServerError,
    /// Any other 4xx.
    Refused,
    /// There is no `getToken`, or it answered `null`.
    NotSignedIn,
    /// `getToken` threw, took too long, or answered with something else than a token.
    TokenFailed,
    /// An option or an argument cannot be used.
    InvalidOptions,
    /// The page does not allow this server: see `allowApis`.
    NotAllowed,
    /// A file of this package did not come.
    LoadFailed,
    /// A file of this package is not the one that was published.
    Integrity,
    /// A newer version of this package took the place of the one that runs: load the page again.
    Updated,
    /// The page's policy does not allow a file of this package, or the API.
    Blocked,
    /// The page's policy does not allow WebAssembly.
    WasmBlocked,
    /// The browser cannot run the module.
    OldBrowser,
    /// The file that `config` names cannot be read.
    InvalidConfig,
    /// The module has stopped.
    Panic,
    /// The page was taken out before it was ready.
    Unmounted,
}

impl KnownCode {
    /// The word, as serde writes it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Unreachable => "unreachable",
            Self::Timeout => "timeout",
            Self::Aborted => "aborted",
            Self::Incomplete => "incomplete",
            Self::Malformed => "malformed",
            Self::Unexpected => "unexpected",
            Self::NextPage => "next_page",
            Self::NotData => "not_data",
            Self::Unauthorized => "unauthorized",
            Self::Forbidden => "forbidden",
            Self::NotFound => "not_found",
            Self::RateLimited => "rate_limited",
            Self::ServerError => "server_error",
            Self::Refused => "refused",
            Self::NotSignedIn => "not_signed_in",
            Self::TokenFailed => "token_failed",
            Self::InvalidOptions => "invalid_options",
            Self::NotAllowed => "not_allowed",
            Self::LoadFailed => "load_failed",
            Self::Integrity => "integrity",
            Self::Updated => "updated",
            Self::Blocked => "blocked",
            Self::WasmBlocked => "wasm_blocked",
            Self::OldBrowser => "old_browser",
            Self::InvalidConfig => "invalid_config",
            Self::Panic => "panic",
            Self::Unmounted => "unmounted",
        }
    }
}

/// Why something went wrong: the fields of an `OAuthAppsError`. Never a token, never a secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ErrorFields {
    /// The server's own word where it named one, such as `"validation_error"`; else one of this package.
    #[cfg_attr(feature = "typescript", ts(type = "KnownCode | (string & {})"))]
    pub code: Cow<'static, str>,
    /// What happened and what to do, in English, for developers.
    pub message: String,
    /// The HTTP status, where there was one that the browser shows.
    pub status: Option<u16>,
    /// The server's messages by field; those that belong to none are under `""`.
    // Pairs, of which the facade makes an object: a name that a server chose is no property to assign.
    #[cfg_attr(feature = "typescript", ts(type = "Record<string, string[]>"))]
    pub fields: Vec<(String, Vec<String>)>,
    /// Whether the same call may be repeated: nothing would be done twice, and it may go better.
    pub retryable: bool,
    /// Seconds to wait before that, 1 to 300, where the server says so.
    pub retry_after: Option<u32>,
    /// What the server's operator can find the request by.
    pub request_id: Option<String>,
    /// The scopes that the token lacks, separated by spaces, where the server names them (RFC 6750 section 3).
    pub scope: Option<String>,
    /// A creation may have happened all the same: look at the list before it is repeated.
    pub outcome_unknown: bool,
}

impl ErrorFields {
    /// An error that no answer of a server caused.
    #[must_use]
    pub fn new(code: KnownCode, message: &str) -> Self {
        Self {
            code: code.word().into(),
            message: message.to_owned(),
            status: None,
            fields: Vec::new(),
            retryable: false,
            retry_after: None,
            request_id: None,
            scope: None,
            outcome_unknown: false,
        }
    }

    /// What came of a call.
    #[must_use]
    pub fn of(error: &Error, act: Act) -> Self {
        let (code, message) = sentence(error);
        let mut fields = Self::new(code, message);
        fields.status = error.status();
        fields.outcome_unknown = matches!(act, Act::Create | Act::Token) && error.outcome_unknown();
        fields.retryable = !fields.outcome_unknown && may_go_better(error);
        if let Some(problem) = error.problem() {
            if let Some(code) = &problem.code {
                fields.code = code.clone().into();
            }
            if let Some(said) = &problem.message {
                fields.add(&["The server says: ", said].concat());
            }
            fields.fields.clone_from(&problem.fields);
            fields.retry_after = problem.retry_after;
            fields.request_id.clone_from(&problem.request_id);
            fields.scope.clone_from(&problem.scope);
        }
        if fields.outcome_unknown && act == Act::Create {
            fields.add("The application may exist all the same: look at the list before you create it again.");
        }
        fields
    }

    /// Takes out a text that the caller sent and that a server may have quoted. What is shorter than six bytes stays.
    #[must_use]
    pub fn without(mut self, secret: &str) -> Self {
        if secret.len() < 6 {
            return self;
        }
        let clean = |text: &mut String| {
            while let Some(clean) = hidden(text, secret) {
                *text = clean;
            }
        };
        clean(self.code.to_mut());
        clean(&mut self.message);
        self.request_id.iter_mut().chain(self.scope.iter_mut()).for_each(clean);
        for (name, messages) in &mut self.fields {
            clean(name);
            messages.iter_mut().for_each(clean);
        }
        self
    }

    fn add(&mut self, sentence: &str) {
        self.message.push(' ');
        self.message.push_str(sentence);
    }
}

/// `text` without the first `secret` in it; none where it is in it no more. By bytes: what searches for text is code that
/// the module has no other use for.
fn hidden(text: &str, secret: &str) -> Option<String> {
    let at = text.as_bytes().windows(secret.len()).position(|part| part == secret.as_bytes())?;
    let (before, rest) = text.split_at_checked(at)?;
    let (_, after) = rest.split_at_checked(secret.len())?;
    Some([before, "…", after].concat())
}

/// Whether the same request may end in another way.
fn may_go_better(error: &Error) -> bool {
    match error {
        Error::Unreachable | Error::TimedOut | Error::Incomplete | Error::Malformed | Error::Garbled => true,
        Error::Cancelled | Error::NotData { .. } | Error::Unexpected | Error::NextPage(_) => false,
        Error::Refused(problem) => matches!(problem.status, 408 | 425 | 429 | 500 | 502..=504 | 520..=599),
    }
}

fn sentence(error: &Error) -> (KnownCode, &'static str) {
    match error {
        Error::Unreachable => (
            KnownCode::Unreachable,
            "No answer: the server is down, or does not allow this origin (CORS), or the page's Content-Security-Policy does not allow the server (connect-src).",
        ),
        Error::TimedOut => (KnownCode::Timeout, "The server took too long: see the option timeout."),
        Error::Cancelled => (KnownCode::Aborted, "The call was stopped."),
        Error::Incomplete => (KnownCode::Incomplete, "The answer broke off: it is not whole."),
        Error::Malformed => (KnownCode::Malformed, "The answer is no JSON."),
        Error::Garbled => (
            KnownCode::Malformed,
            "The answer is no text in UTF-8: it is still compressed (Content-Encoding) or in another character set.",
        ),
        Error::Unexpected => (KnownCode::Unexpected, "The answer is JSON, but not what was asked for."),
        Error::NextPage(why) => (
            KnownCode::NextPage,
            match why {
                NextPage::Elsewhere { .. } => {
                    "The list names a next page at another origin, where the token was not sent: the server must name its own address."
                }
                NextPage::Repeated => "The list names a next page that was read already.",
                NextPage::TooMany => "The list has more pages than are read.",
                NextPage::Unreadable => "The list names a next page that is no URL.",
                NextPage::Missing => "The server counts more applications than it lists, and names no next page.",
            },
        ),
        Error::NotData { .. } => {
            (KnownCode::NotData, "A page or a redirect answered instead of the API: see the option baseUrl.")
        }
        Error::Refused(problem) => match problem.status {
            401 => (KnownCode::Unauthorized, "The token or the credentials are not accepted."),
            403 => (KnownCode::Forbidden, "The token does not allow this."),
            404 => (
                KnownCode::NotFound,
                "The server, or something in front of it, does not know this address: see the option baseUrl.",
            ),
            429 => (KnownCode::RateLimited, "Too many requests: wait before the next."),
            500.. => (KnownCode::ServerError, "The server failed."),
            _ => (KnownCode::Refused, "The server refused the request."),
        },
    }
}

#[cfg(test)]
#[path = "error_fields_tests.rs"]
mod tests;
