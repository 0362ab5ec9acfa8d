//! What JavaScript is told of each error.

use serde_json::{json, to_value};

use super::{Act, ErrorFields, KnownCode};
use crate::api::{Error, NextPage, Problem};

const ACTS: [Act; 4] = [Act::Read, Act::Create, Act::Delete, Act::Token];

fn refused(status: u16, change: impl FnOnce(&mut Problem)) -> Error {
    let mut problem = Problem { status, ..Problem::default() };
    change(&mut problem);
    Error::Refused(Box::new(problem))
}

fn known(error: &Error) -> (String, Option<u16>) {
    let fields = ErrorFields::of(error, Act::Read);
    (fields.code.into_owned(), fields.status)
}

#[test]
fn each_error_has_its_word_and_its_status() {
    for (error, code, status) in [
        (Error::Unreachable, "unreachable", None),
        (Error::TimedOut, "timeout", None),
        (Error::Cancelled, "aborted", None),
        (Error::Incomplete, "incomplete", None),
        (Error::Malformed, "malformed", None),
        (Error::Garbled, "malformed", None),
        (Error::Unexpected, "unexpected", None),
        (Error::NextPage(NextPage::Repeated), "next_page", None),
        (Error::NotData { status: 0 }, "not_data", None),
        (Error::NotData { status: 302 }, "not_data", Some(302)),
        (refused(401, |_| {}), "unauthorized", Some(401)),
        (refused(403, |_| {}), "forbidden", Some(403)),
        (refused(404, |_| {}), "not_found", Some(404)),
        (refused(429, |_| {}), "rate_limited", Some(429)),
        (refused(503, |_| {}), "server_error", Some(503)),
        (refused(409, |_| {}), "refused", Some(409)),
    ] {
        assert_eq!(known(&error), (code.to_owned(), status), "{error:?}");
    }
}

#[test]
fn the_servers_own_word_and_sentence_come_first() {
    let error = refused(400, |problem| {
        problem.code = Some("validation_error".into());
        problem.message = Some("Enter a name.".into());
        problem.fields = vec![("name".into(), vec!["Required.".into()])];
        problem.request_id = Some("r-1".into());
    });
    let fields = to_value(ErrorFields::of(&error, Act::Create)).unwrap();
    assert_eq!(
        fields,
        json!({
            "code": "validation_error", "status": 400,
            "message": "The server refused the request. The server says: Enter a name.",
            "fields": [["name", ["Required."]]], "retryable": false, "retryAfter": null, "requestId": "r-1",
            "scope": null, "outcomeUnknown": false,
        })
    );
}

#[test]
fn a_creation_is_never_to_be_repeated_while_its_outcome_is_unknown() {
    for error in [Error::Unreachable, Error::TimedOut, Error::Incomplete, refused(502, |_| {}), refused(500, |_| {})] {
        let lost = ErrorFields::of(&error, Act::Create);
        assert!(lost.outcome_unknown && !lost.retryable, "{error:?}");
        assert!(lost.message.ends_with("before you create it again."));
        let token = ErrorFields::of(&error, Act::Token);
        assert!(token.outcome_unknown && !token.retryable, "{error:?}");
        for act in [Act::Read, Act::Delete] {
            let fields = ErrorFields::of(&error, act);
            assert!(!fields.outcome_unknown && fields.retryable, "{error:?} {act:?}");
        }
    }
}

#[test]
fn a_busy_server_may_be_asked_again_by_whoever() {
    let busy = refused(429, |problem| problem.retry_after = Some(7));
    for act in ACTS {
        let fields = ErrorFields::of(&busy, act);
        assert!(fields.retryable && !fields.outcome_unknown, "{act:?}");
        assert_eq!(fields.retry_after, Some(7));
    }
}

#[test]
fn what_the_server_refuses_for_good_is_not_repeated() {
    for error in [refused(400, |_| {}), refused(401, |_| {}), refused(403, |_| {}), Error::NotData { status: 200 }] {
        for act in ACTS {
            assert!(!ErrorFields::of(&error, act).retryable, "{error:?} {act:?}");
        }
    }
}

#[test]
fn a_secret_that_the_server_quotes_is_taken_out() {
    let error = refused(400, |problem| {
        problem.code = Some("canary-1".into());
        problem.message = Some("No such token: canary-1".into());
        problem.fields = vec![("canary-1".into(), vec!["canary-1 is wrong".into()])];
        problem.request_id = Some("canary-1".into());
        problem.scope = Some("canary-1".into());
    });
    let fields = ErrorFields::of(&error, Act::Read).without("canary-1").without("");
    assert!(!format!("{fields:?}").contains("canary"));
    assert!(fields.message.ends_with("No such token: …"));
}

#[test]
fn the_words_are_those_that_serde_writes() {
    for code in [
        KnownCode::Unreachable,
        KnownCode::Timeout,
        KnownCode::Aborted,
        KnownCode::Incomplete,
        KnownCode::NotData,
        KnownCode::Unauthorized,
        KnownCode::Forbidden,
        KnownCode::NotFound,
        KnownCode::RateLimited,
        KnownCode::ServerError,
        KnownCode::Refused,
        KnownCode::NotSignedIn,
        KnownCode::TokenFailed,
        KnownCode::InvalidOptions,
        KnownCode::NotAllowed,
        KnownCode::LoadFailed,
        KnownCode::Integrity,
        KnownCode::Updated,
        KnownCode::Blocked,
        KnownCode::WasmBlocked,
        KnownCode::OldBrowser,
        KnownCode::InvalidConfig,
        KnownCode::Panic,
        KnownCode::Unmounted,
    ] {
        assert_eq!(to_value(code).unwrap(), code.word());
    }
}
