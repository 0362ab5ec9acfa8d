//! Says what went wrong and what to do, in the user's words. One place, so that an error reads the same everywhere.

use erased_view::prelude::*;

use crate::api::{Error, NextPage, Problem, origin_of};
use crate::applications::Applications;
use crate::i18n::{I18n, fill};
use crate::session::Account;
use crate::ui::{Browser, now};

/// An error in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorText {
    /// What happened.
    pub title: String,
    /// What it means and what to do.
    pub text: String,
}

impl ErrorText {
    /// One sentence after the other.
    pub fn joined(&self) -> String {
        let stop = if self.title.ends_with(['.', '?', ':']) { " " } else { ". " };
        [&self.title, stop, &self.text].concat()
    }
}

/// Whoever puts errors into words: in the language of the element, and with what else is known of it.
#[derive(Clone, Copy)]
pub struct ErrorTexts {
    /// The language.
    pub i18n: I18n,
    /// Where the API is.
    pub account: Account,
    /// Whether a list has come from there.
    pub applications: Applications,
    /// Whether this page itself blocked the request.
    pub browser: Browser,
}

/// Errors in the words of the element that the current owner belongs to.
pub fn use_error_texts() -> ErrorTexts {
    ErrorTexts {
        i18n: expect_context(),
        account: expect_context(),
        applications: expect_context(),
        browser: expect_context(),
    }
}

impl ErrorTexts {
    /// Puts an error of the API into words.
    pub fn explain(self, error: &Error) -> ErrorText {
        let t = self.i18n.t;
        let words = |title: &str, text: String| ErrorText { title: title.to_owned(), text };
        let url = self.account.endpoints.with_untracked(|endpoints| endpoints.apps.clone());
        match error {
            Error::Unreachable => words(t.unreachable(), fill(t.unreachable_where(), &[("url", &url)])),
            Error::TimedOut => words(t.timed_out(), t.timed_out_text().to_owned()),
            Error::Cancelled => words(t.cancelled(), t.cancelled_text().to_owned()),
            Error::Incomplete => words(t.incomplete(), t.incomplete_text().to_owned()),
            Error::Malformed => words(t.malformed(), t.malformed_text().to_owned()),
            Error::Garbled => words(t.garbled(), t.garbled_text().to_owned()),
            Error::Unexpected => words(t.unexpected(), fill(t.unexpected_text(), &[("url", &url)])),
            Error::NextPage(NextPage::Elsewhere { origin }) => {
                words(&fill(t.next_elsewhere(), &[("origin", origin)]), t.next_elsewhere_text().to_owned())
            }
            Error::NextPage(NextPage::TooMany) => words(t.next_too_many(), t.next_too_many_text().to_owned()),
            Error::NextPage(why) => {
                let title = match why {
                    NextPage::Repeated => t.next_repeated(),
                    NextPage::Missing => t.next_missing(),
                    _ => t.next_unreadable(),
                };
                words(title, t.next_text().to_owned())
            }
            Error::NotData { .. } => words(t.not_data(), fill(t.not_data_text(), &[("url", &url)])),
            Error::Refused(problem) => self.refusal(problem, &url),
        }
    }

    fn refusal(self, problem: &Problem, url: &str) -> ErrorText {
        let t = self.i18n.t;
        let said = problem.message.clone().unwrap_or_default();
        let words =
            |title: &str, text: &str| ErrorText { title: title.to_owned(), text: self.with_request(problem, text) };
        match problem.status {
            403 => {
                let why = match (&problem.scope, said.as_str()) {
                    (Some(scope), _) => fill(t.forbidden_scope(), &[("scope", scope)]),
                    (None, "") => t.forbidden_unknown().to_owned(),
                    (None, said) => said.to_owned(),
                };
                words(t.forbidden_list(), &fill(t.forbidden_text(), &[("why", &why)]))
            }
            // Where a list has come from, a 404 says nothing about the address.
            404 if self.applications.loaded_untracked().is_none() => {
                words(t.no_endpoint(), &fill(t.no_endpoint_text(), &[("url", url)]))
            }
            429 => words(t.too_many(), if said.is_empty() { t.too_many_text() } else { &said }),
            status => {
                let title = fill(t.server_error(), &[("status", &status.to_string())]);
                let text = if said.is_empty() && status >= 500 { t.server_error_text().to_owned() } else { said };
                words(&title, &text)
            }
        }
    }

    fn with_request(self, problem: &Problem, text: &str) -> String {
        match &problem.request_id {
            Some(id) => [text, " ", &fill(self.i18n.t.request_id(), &[("id", id)])].concat().trim().to_owned(),
            None => text.to_owned(),
        }
    }

    /// What the server said about a refused change, or what its status means. For a note in a dialog.
    pub fn reason(self, error: &Error, forbidden: &str) -> String {
        match error {
            Error::Refused(problem) if problem.status == 403 => {
                let why = match &problem.scope {
                    Some(scope) => fill(self.i18n.t.forbidden_scope(), &[("scope", scope)]),
                    None => problem.message.clone().unwrap_or_else(|| self.i18n.t.forbidden_unknown().to_owned()),
                };
                [forbidden, " ", &fill(self.i18n.t.forbidden_text(), &[("why", &why)])].concat()
            }
            error => self.explain(error).joined(),
        }
    }

    /// Why a server that can't be reached may be out of reach, where it is not this page's own: the origin to allow. `origin`
    /// may be a whole URL.
    pub fn maybe_cors(self, origin: &str) -> String {
        if self.browser.csp_blocked.get_untracked() {
            return fill(self.i18n.t.maybe_csp(), &[("origin", origin_of(origin))]);
        }
        let page = window().location().origin().unwrap_or_default();
        if origin.starts_with(&page) { String::new() } else { fill(self.i18n.t.maybe_cors(), &[("origin", &page)]) }
    }

    /// A lost answer in a few words: what came instead, and the request that an operator can find.
    pub fn brief(self, error: &Error) -> String {
        match error {
            Error::Cancelled => self.i18n.t.answer_lost().to_owned(),
            Error::Refused(problem) => {
                let title = fill(self.i18n.t.server_error(), &[("status", &problem.status.to_string())]);
                match &problem.request_id {
                    Some(id) => [&title, " (", id, ")"].concat(),
                    None => title,
                }
            }
            error => self.explain(error).title,
        }
    }
}

/// When another try makes sense, in milliseconds since 1970, where the server asked to wait.
pub fn retry_at(error: &Error) -> Option<f64> {
    error.retry_after().map(|seconds| now() + f64::from(seconds) * 1000.0)
}
