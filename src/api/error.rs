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
    /// The body broke off, or is not valid JSON, or lacks what the caller cannot do without; or the next page of a
    /// list was refused because it lies elsewhere or repeats.
    Incomplete,
    /// A page, a redirect or some other document instead of the API's JSON.
    NotData {
        /// The HTTP status; 0 for a redirect, which the browser hides.
        status: u16,
    },
    /// The server answered with 4xx or 5xx.
    Refused(Box<Problem>),
}

/// A refusal, decoded from any of the shapes that the contract lists under "Errors".
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
            Self::Unreachable | Self::TimedOut | Self::Cancelled | Self::Incomplete | Self::NotData { .. } => true,
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
            Self::Unreachable | Self::TimedOut | Self::Cancelled | Self::Incomplete => None,
        }
    }

    /// Seconds to wait before another try, where the server said so.
    #[must_use]
    pub fn retry_after(&self) -> Option<u32> {
        self.problem()?.retry_after
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
