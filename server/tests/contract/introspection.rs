//! `POST /o/introspect/` (RFC 7662).

use reqwest::Method;
use serde_json::json;

use crate::running::{Running, send};

#[tokio::test]
async fn a_live_token_is_active_and_says_what_it_may() {
    let server = Running::start().await;
    let client = server.client("ana").await;
    let token = server.token(&client, "read").await;
    let answer = server.form("/o/introspect/", &client, &[("token", &token)]).await;
    assert_eq!(answer.status, 200);
    let body = answer.json();
    assert_eq!(body["active"], true);
    assert_eq!(body["scope"], "read");
    assert_eq!(body["client_id"], client.client_id);
    assert_eq!(body["username"], "ana");
    assert_eq!(body["token_type"], "Bearer");
    assert_eq!(body["exp"].as_i64().unwrap() - body["iat"].as_i64().unwrap(), 36_000);
}

/// RFC 7662 section 2.2: nothing more is said of an inactive token; security rule 29.
#[tokio::test]
async fn an_unknown_revoked_or_foreign_token_is_inactive_and_nothing_more() {
    let server = Running::start().await;
    let client = server.client("ana").await;
    let revoked = server.token(&client, "read").await;
    server.form("/o/revoke_token/", &client, &[("token", &revoked)]).await;
    let foreign = server.token(&server.client("ben").await, "read").await;
    for token in ["unknown", &revoked, &foreign, "\0"] {
        let answer = server.form("/o/introspect/", &client, &[("token", token)]).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.json(), json!({"active": false}));
    }
}

/// RFC 7662 section 2.1: the endpoint is protected.
#[tokio::test]
async fn introspection_needs_a_confidential_client() {
    let server = Running::start().await;
    let public = server.public_client("ana").await;
    let token = server.session_user("ana").await;
    for fields in [vec![("token", token.as_str())], vec![("token", token.as_str()), ("client_id", &public.client_id)]] {
        let answer = send(server.request(Method::POST, "/o/introspect/").form(&fields)).await;
        answer.assert_oauth_error(401, "invalid_client");
    }
    let client = server.client("ana").await;
    server.form("/o/introspect/", &client, &[]).await.assert_oauth_error(400, "invalid_request");
}
