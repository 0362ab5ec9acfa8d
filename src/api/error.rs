//! The one error type of the client, and what a server's refusal says. How a body becomes one is in
//! [`problem`](super::problem).
//!
//! No text for users here: the page has its own, in the user's language.

/// Why a call gave no result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// No answer at all: offline, DNS, refused connection, CORS or the page's CSP. `fetch` tells none of them apart.
    Unreachable,
    /// The answer, its body included, took too long.
    TimedOut,
    /// The caller's [`Cancel`](super::Cancel) was used.
    Cancelled,
    /// The body broke off: the connection ended early, or the JSON ends before its end.
    Incomplete,
    /// The body is text, and no JSON.
    Malformed,
    /// The body is no text in UTF-8: still compressed, or in another character set.
    Garbled,
    /// JSON, but not what was asked for.
    Unexpected,
    /// The list does not lead on to its next page.
    NextPage(NextPage),
    /// A page for people, or a redirect to one, instead of the API's JSON.
    NotData {
        /// The HTTP status; 0 for a redirect, which the browser hides.
        status: u16,
    },
    /// The server answered with 4xx or 5xx.
    Refused(Box<Problem>),
}

/// Why the next page of a list is not asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextPage {
    /// It lies at another origin, where the token must not go.
    Elsewhere {
        /// Scheme, host and port.
        origin: String,
    },
    /// It was read already.
    Repeated,
    /// There are more pages than are read of one list.
    TooMany,
    /// What names it is no URL.
    Unreadable,
    /// None is named, though the server counts more applications than came.
    Missing,
}

/// A refusal, read from any of the shapes in docs/requirements/contract.md, "Errors".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problem {
    /// The HTTP status.
    pub status: u16,
    /// A stable word such as `not_found` or `invalid_client`.
    pub code: Option<String>,
    /// The server's sentence: at most 500 characters, on one line, without control characters.
    pub message: Option<String>,
    /// Messages by field. The name is empty for those that belong to no field.
    pub fields: Vec<(String, Vec<String>)>,
    /// What the operator can find the request by.
    pub request_id: Option<String>,
    /// Seconds to wait before another try, 1 to 300; none where `Retry-After` is absent or of no use.
    pub retry_after: Option<u32>,
    /// The scopes that the token lacks, separated by spaces, where the server names them (RFC 6750 section 3).
    pub scope: Option<String>,
}

impl Error {
    /// Whether a `POST` that ended so may have been carried out all the same.
    #[must_use]
    pub fn outcome_unknown(&self) -> bool {
        match self {
            Self::Unreachable | Self::TimedOut | Self::Cancelled | Self::NotData { .. } => true,
            Self::Incomplete | Self::Malformed | Self::Garbled | Self::Unexpected | Self::NextPage(_) => true,
            // A gateway answers for a server that it lost, and HTML or an empty body comes from no API that knows.
            Self::Refused(problem) => match problem.status {
                503 => !problem.spoken() && problem.retry_after.is_none(),
                502 | 504 | 520..=599 => true,
                status => status >= 500 && !problem.spoken(),
            },
        }
    }

    /// Whether the answer may mean that the application is not there (any more), or only that something between does not
    /// know the address: only the list tells.
    #[must_use]
    pub fn may_be_absent(&self) -> bool {
        matches!(self, Self::Refused(problem) if matches!(problem.status, 404 | 410))
    }

    /// The HTTP status, where there was one.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Refused(problem) => Some(problem.status),
            Self::NotData { status: 0 } => None,
            Self::NotData { status } => Some(*status),
            _ => None,
        }
    }

    /// Seconds to wait before another try, where the server said so.
    #[must_use]
    pub fn retry_after(&self) -> Option<u32> {
        self.problem()?.retry_after
    }

    /// Whether another token is the way out: a 401, or a 403 that means one. Some frameworks answer a request without
    /// valid credentials with 403 where they have no challenge to name.
    #[must_use]
    pub fn wants_token(&self) -> bool {
        self.problem().is_some_and(Problem::wants_token)
    }

    /// What the server said, where it refused.
    #[must_use]
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Refused(problem) => Some(problem),
            _ => None,
        }
    }
}

impl Problem {
    fn wants_token(&self) -> bool {
        const CODES: [&str; 8] = [
            "invalid_token",
            "expired_token",
            "token_expired",
            "token_not_valid",
            "not_authenticated",
            "unauthenticated",
            "authentication_failed",
            "authentication_required",
        ];
        const SENTENCES: [&str; 6] = [
            "credentials were not provided",
            "invalid token",
            "invalid authentication",
            "incorrect authentication credentials",
            "token has expired",
            "token is invalid",
        ];
        if self.status != 403 || self.scope.is_some() {
            return self.status == 401;
        }
        let code = self.code.as_deref().unwrap_or_default().to_ascii_lowercase().replace('-', "_");
        let message = self.message.as_deref().unwrap_or_default().as_bytes();
        let says = |sentence: &[u8]| message.windows(sentence.len()).any(|part| part.eq_ignore_ascii_case(sentence));
        // The code is the server's own word; a sentence counts where there is none that says more.
        CODES.contains(&code.as_str())
            || matches!(code.as_str(), "" | "permission_denied" | "forbidden" | "error")
                && SENTENCES.iter().any(|sentence| says(sentence.as_bytes()))
    }

    /// Whether the body was one that an API writes.
    fn spoken(&self) -> bool {
        self.code.is_some() || self.message.is_some() || !self.fields.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::{Error, Problem};

    fn refused(status: u16, message: Option<&str>, retry_after: Option<u32>) -> Error {
        Error::Refused(Box::new(Problem {
            status,
            message: message.map(str::to_owned),
            retry_after,
            ..Problem::default()
        }))
    }

    #[test]
    fn a_403_that_is_about_the_token_itself_means_401_and_one_about_rights_does_not() {
        let said = |code: &str, message: &str, scope: Option<&str>| {
            let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            let (code, message, scope) = (text(code), text(message), scope.map(str::to_owned));
            Error::Refused(Box::new(Problem { status: 403, code, message, scope, ..Problem::default() }))
        };
        for (code, message) in [
            ("", "Authentication credentials were not provided."),
            ("not_authenticated", ""),
            ("authentication_failed", "Something else"),
            ("invalid_token", "The access token expired"),
            ("Invalid-Token", ""),
            ("token_not_valid", "Given token not valid for any token type"),
            ("", "Invalid token."),
            ("", "Token has expired"),
            ("forbidden", "Incorrect authentication credentials."),
        ] {
            assert!(said(code, message, None).wants_token(), "{code} {message}");
        }
        for (code, message, scope) in [
            ("", "", None),
            ("", "You do not have permission to perform this action.", None),
            ("permission_denied", "You do not have permission to perform this action.", None),
            ("forbidden", "This token acts for no user.", None),
            ("insufficient_scope", "Invalid token scope", None),
            ("invalid_token", "The token lacks a scope", Some("write")),
            ("csrf_failed", "CSRF token has expired", None),
        ] {
            assert!(!said(code, message, scope).wants_token(), "{code} {message}");
        }
        assert!(refused(401, None, None).wants_token());
        assert!(!refused(400, Some("Invalid token."), None).wants_token());
    }

    #[test]
    fn a_post_that_the_api_refused_was_not_carried_out() {
        for error in [
            refused(400, None, None),
            refused(401, None, None),
            refused(409, None, None),
            refused(429, None, None),
            refused(500, Some("Something went wrong"), None),
            refused(503, None, Some(3)),
            refused(503, Some("Maintenance"), None),
        ] {
            assert!(!error.outcome_unknown(), "{error:?}");
        }
    }

    #[test]
    fn a_post_without_the_apis_own_answer_may_have_been_carried_out() {
        for error in [
            Error::Unreachable,
            Error::TimedOut,
            Error::Cancelled,
            Error::Incomplete,
            Error::Malformed,
            Error::Garbled,
            Error::Unexpected,
            Error::NotData { status: 200 },
            refused(500, None, None),
            refused(502, Some("Bad gateway"), None),
            refused(503, None, None),
            refused(504, None, None),
        ] {
            assert!(error.outcome_unknown(), "{error:?}");
        }
    }
}
