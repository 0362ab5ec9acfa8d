//! Tests every shape of error of docs/requirements/contract.md, "Errors", and that nothing hostile gets through.

use proptest::prelude::*;

use super::{parameter, problem, says_not_found};
use crate::api::Problem;
use crate::api::reply::Reply;

fn read(status: u16, body: &str) -> Problem {
    problem(&Reply::new(status, body.as_bytes()), 0.0)
}

fn fields(problem: &Problem) -> Vec<(&str, Vec<&str>)> {
    let fields = problem.fields.iter();
    fields.map(|(name, messages)| (&**name, messages.iter().map(|message| &**message).collect())).collect()
}

#[test]
fn the_envelope_is_understood() {
    let found = read(404, r#"{"error":{"code":"not_found","message":"Application not found","details":{}}}"#);
    assert_eq!(found.code.as_deref(), Some("not_found"));
    assert_eq!(found.message.as_deref(), Some("Application not found"));
    assert!(found.fields.is_empty());
}

#[test]
fn only_the_envelope_says_that_an_application_is_not_there() {
    let says = |status, body: &str| says_not_found(&Reply::new(status, body.as_bytes()));
    let envelope = r#"{"error":{"code":"not_found","message":"Application not found","details":{}}}"#;
    assert!(says(404, envelope) && says(410, envelope));
    assert!(!says(400, envelope) && !says(500, envelope), "another status");
    for (whose, body) in [
        ("nothing", ""),
        ("a proxy's text", "404 page not found"),
        ("a proxy's page", "<html><h1>404 Not Found</h1></html>"),
        ("REST framework's", r#"{"detail":"Not found."}"#),
        ("FastAPI's", r#"{"detail":"Not Found"}"#),
        ("Spring's", r#"{"timestamp":"2026-01-01","status":404,"error":"Not Found","path":"/o/apps/1/"}"#),
        ("Express's", r#"{"message":"Cannot DELETE /o/apps/1/"}"#),
        ("Kong's", r#"{"message":"no Route matched with those values"}"#),
        ("Google's", r#"{"error":{"code":404,"message":"Not found","status":"NOT_FOUND"}}"#),
        ("Azure's", r#"{"error":{"code":"ResourceNotFound","message":"Gone"}}"#),
        ("OAuth's", r#"{"error":"not_found"}"#),
        ("a code alone", r#"{"code":"not_found"}"#),
        ("half an envelope", r#"{"error":{"code":"not_found""#),
        ("a list", r#"[{"error":{"code":"not_found"}}]"#),
    ] {
        assert!(!says(404, body), "{whose}");
        assert!(!says(410, body), "{whose}");
    }
}

#[test]
fn the_details_of_a_validation_error_are_messages_by_field() {
    let found = read(
        422,
        r#"{"error":{"code":"validation","message":"Invalid","details":{"name":["Too long","Odd"],"other":"x"}}}"#,
    );
    assert_eq!(fields(&found), [("name", vec!["Too long", "Odd"]), ("other", vec!["x"])]);
}

#[test]
fn nested_details_are_flattened() {
    let found = read(
        400,
        r#"{"error":{"code":"v","message":"m","details":{"a":{"b":["c",{"d":1}]},"e":[],"f":null,"g":[["h"]],"i":[{"message":"j","code":"k"}]}}}"#,
    );
    assert_eq!(fields(&found), [("a", vec!["b: c", "b: d: 1"]), ("g", vec!["h"]), ("i", vec!["j"])]);
}

#[test]
fn an_oauth_error_is_understood() {
    let found = read(401, r#"{"error":"invalid_client","error_description":"Wrong\nsecret"}"#);
    assert_eq!(found.code.as_deref(), Some("invalid_client"));
    assert_eq!(found.message.as_deref(), Some("Wrong secret"));
}

#[test]
fn rest_framework_is_understood() {
    let found = read(403, r#"{"detail":"You do not have permission."}"#);
    assert_eq!(found.message.as_deref(), Some("You do not have permission."));
    let found = read(400, r#"{"name":["This field is required."],"non_field_errors":["Limit reached."]}"#);
    assert_eq!(fields(&found), [("name", vec!["This field is required."]), ("", vec!["Limit reached."])]);
    assert_eq!(read(400, r#"["No."]"#).message.as_deref(), Some("No."));
    let found = read(422, r#"{"detail":[{"loc":["body","name"],"msg":"field required"}]}"#);
    assert_eq!(fields(&found), [("", vec!["field required"])]);
}

#[test]
fn the_older_version_is_understood() {
    let found = read(409, r#"{"error":"conflict","message":"Name taken","request_id":"r-1"}"#);
    assert_eq!(found.code.as_deref(), Some("conflict"));
    assert_eq!(found.message.as_deref(), Some("Name taken"));
    assert_eq!(found.request_id.as_deref(), Some("r-1"));
    let found = read(409, r#"{"error":"Name is taken","request_id":"r-1"}"#);
    assert_eq!((found.code, found.message.as_deref()), (None, Some("Name is taken")));
}

#[test]
fn a_page_and_an_empty_body_say_nothing() {
    for body in ["", " \n", "<!doctype html><h1>Canary</h1>", "\u{feff}<html>", "Internal Server Error", "nul"] {
        let found = read(502, body);
        assert_eq!(found, Problem { status: 502, ..Problem::default() }, "{body}");
    }
    let mut reply = Reply::new(500, br#"{"error":{"message":"m"}}"#);
    reply.content_type = Some("Text/HTML; charset=utf-8".to_owned());
    assert_eq!(problem(&reply, 0.0).message, None);
}

#[test]
fn the_headers_are_read() {
    let mut reply = Reply::new(429, br#"{"error":{"code":"throttled","message":"Wait","request_id":"body"}}"#);
    reply.retry_after = Some("7".to_owned());
    reply.request_id = Some("header".to_owned());
    let found = problem(&reply, 0.0);
    assert_eq!((found.retry_after, found.request_id.as_deref()), (Some(7), Some("header")));
}

#[test]
fn a_403_names_the_scope_where_the_server_does() {
    let mut reply = Reply::new(403, b"");
    reply.www_authenticate = Some(
        r#"Bearer realm="a=b, c", error="insufficient_scope", error_description="No", scope="read write""#.to_owned(),
    );
    let found = problem(&reply, 0.0);
    assert_eq!(found.scope.as_deref(), Some("read write"));
    assert_eq!(found.code.as_deref(), Some("insufficient_scope"));
    assert_eq!(found.message.as_deref(), Some("No"));

    for (message, scope) in [
        ("This token needs the scope write.", Some("write")),
        ("Missing scope: `apps:write`", Some("apps:write")),
        ("The token doesn't have the 'write' scope", Some("write")),
        ("Requires the scopes read and write", Some("read write")),
        ("You may not write here.", None),
        ("The scope is missing", None),
    ] {
        let body = serde_json::json!({"error": {"code": "insufficient_scope", "message": message}}).to_string();
        assert_eq!(read(403, &body).scope.as_deref(), scope, "{message}");
    }
    assert_eq!(read(404, r#"{"detail":"no scope write"}"#).scope, None);
}

#[test]
fn a_challenge_is_read_by_whole_names() {
    assert_eq!(parameter("Bearer xscope=no, scope = read", "scope"), Some("read"));
    assert_eq!(parameter("Bearer error=\"a", "error"), Some("a"));
    assert_eq!(parameter("Bearer", "scope"), None);
}

#[test]
fn hostile_text_is_cut_and_cleaned() {
    let body = serde_json::json!({"detail": format!("a\u{0}\u{202e}b\r\nc {}", "x".repeat(10_000))}).to_string();
    let message = read(400, &body).message.unwrap();
    assert!(message.starts_with("ab c xxx") && message.ends_with('…'));
    assert_eq!(message.chars().count(), 500);
}

#[test]
fn details_that_nest_without_end_are_dropped() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = [open.repeat(100_000), "1".to_owned(), close.repeat(100_000)].concat();
        let found = read(400, &format!(r#"{{"error":{{"code":"v","message":"m","details":{deep}}}}}"#));
        assert_eq!(found.code.as_deref(), Some("v"));
        assert!(found.fields.is_empty());
        let _ = read(400, &deep);
    }
}

proptest! {
    #[test]
    fn no_refusal_panics(body in any::<Vec<u8>>(), header in ".{0,80}", status in any::<u16>()) {
        let mut reply = Reply::new(status, &body);
        reply.www_authenticate = Some(header.clone());
        reply.request_id = Some(header.clone());
        reply.retry_after = Some(header);
        let _ = problem(&reply, 0.0);
    }

    #[test]
    fn no_odd_envelope_panics_and_every_text_stays_short(
        body in r#"\{"(error|detail|details|message|errors|name)": ?(\[|\{"code":|)("[^"\\]{0,600}"|[0-9]{1,40}|null|\{\}|\["\PC{0,5}"\])(\]|\}|)\}"#,
    ) {
        let found = read(403, &body);
        prop_assert!(found.message.is_none_or(|message| message.chars().count() <= 500));
    }

    #[test]
    fn no_challenge_panics(challenge in "(Bearer|scope|error|[\" =,a-zé\t]){0,20}") {
        let mut reply = Reply::new(403, b"");
        reply.www_authenticate = Some(challenge);
        let _ = problem(&reply, 0.0);
    }
}
