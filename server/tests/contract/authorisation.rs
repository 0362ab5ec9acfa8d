//! Who may do what: bearer tokens, scopes, ownership.

use oauth_apps_server::config::Settings;
use reqwest::Method;
use serde_json::json;

use crate::running::{Running, send};

const OPERATIONS: [(Method, &str); 3] =
    [(Method::GET, "/o/apps/"), (Method::POST, "/o/apps/"), (Method::DELETE, "/o/apps/1/")];

/// RFC 6750 section 3: without authentication information, no error word.
#[tokio::test]
async fn without_a_token_every_operation_answers_401_with_a_challenge() {
    let server = Running::start().await;
    for (method, path) in OPERATIONS {
        let answer = send(server.request(method.clone(), path)).await;
        answer.assert_envelope(401, "missing_token");
        assert_eq!(answer.header("www-authenticate"), r#"Bearer realm="oauth-apps""#);
        let answer = send(server.request(method, path).basic_auth("a", Some("b"))).await;
        answer.assert_envelope(401, "missing_token");
    }
}

/// security rule 21
#[tokio::test]
async fn a_bad_token_answers_401_invalid_token() {
    let server = Running::start().await;
    let token = server.session_user("ana").await;
    let upper = token.to_uppercase();
    let (short, long) = (&token[1..], format!("{token}a"));
    for bad in ["unknown", "", "a b", "%00", &upper, short, &long] {
        for (method, path) in OPERATIONS {
            let answer = send(server.request(method, path).bearer_auth(bad)).await;
            answer.assert_envelope(401, "invalid_token");
            assert!(answer.header("www-authenticate").starts_with(r#"Bearer error="invalid_token""#));
        }
    }
    let raw = server.request(Method::GET, "/o/apps/").header("authorization", b"Bearer \xff\xfe".as_slice());
    send(raw).await.assert_envelope(401, "invalid_token");
    let twice = server.request(Method::GET, "/o/apps/").bearer_auth(&token).bearer_auth(&token);
    send(twice).await.assert_envelope(401, "invalid_token");
}

#[tokio::test]
async fn the_scheme_is_read_in_any_case() {
    let server = Running::start().await;
    let token = server.session_user("ana").await;
    for scheme in ["bearer", "BEARER"] {
        let request = server.request(Method::GET, "/o/apps/").header("authorization", format!("{scheme} {token}"));
        assert_eq!(send(request).await.status, 200);
    }
}

/// security rule 21
#[tokio::test]
async fn a_token_that_lacks_a_scope_answers_403_and_names_it() {
    let server = Running::start().await;
    let client = server.client("ana").await;
    for (scope, missing) in [("read", "write"), ("write", "read")] {
        let token = server.token(&client, scope).await;
        for (method, path) in OPERATIONS {
            let answer = send(server.request(method, path).bearer_auth(&token)).await;
            answer.assert_envelope(403, "insufficient_scope");
            assert_eq!(answer.header("www-authenticate"), r#"Bearer error="insufficient_scope", scope="read write""#);
            let message = answer.json()["error"]["message"].as_str().unwrap().to_owned();
            assert!(message.ends_with(missing), "{message}");
        }
    }
    let token = server.token(&client, "read write").await;
    assert_eq!(server.get("/o/apps/", &token).await.json().as_array().unwrap().len(), 1, "a refused request worked");
}

/// As some deployments do; security rule 21.
#[tokio::test]
async fn where_it_is_configured_a_token_with_read_alone_lists_and_does_nothing_else() {
    let server = Running::start_with(Settings { list_with_read: true, ..Settings::default() }).await;
    let client = server.client("ana").await;
    let read = server.token(&client, "read").await;
    assert_eq!(server.get("/o/apps/", &read).await.json().as_array().unwrap().len(), 1);
    server.create(&read, &json!({"name": "a"})).await.assert_envelope(403, "insufficient_scope");
    let refused = server.delete(&format!("/o/apps/{}/", client.id), &read).await;
    refused.assert_envelope(403, "insufficient_scope");
    assert_eq!(refused.header("www-authenticate"), r#"Bearer error="insufficient_scope", scope="read write""#);
    let write = server.get("/o/apps/", &server.token(&client, "write").await).await;
    write.assert_envelope(403, "insufficient_scope");
    assert_eq!(write.header("www-authenticate"), r#"Bearer error="insufficient_scope", scope="read""#);
    assert_eq!(server.get("/o/apps/", &server.token(&client, "read write").await).await.status, 200);
}

/// security rule 21
#[tokio::test]
async fn a_token_in_the_query_string_is_refused_even_beside_a_good_one() {
    let server = Running::start().await;
    let token = server.session_user("ana").await;
    for name in ["access_token", "token", "%61ccess_token", "ACCESS_TOKEN"] {
        let path = format!("/o/apps/?a=b&{name}={token}");
        let alone = send(server.request(Method::GET, &path)).await;
        alone.assert_envelope(400, "invalid_request");
        assert!(!alone.text.contains(&token));
        server.get(&path, &token).await.assert_envelope(400, "invalid_request");
    }
    assert_eq!(server.get("/o/apps/?page=2", &token).await.status, 200);
    let client = server.client("ana").await;
    let path = format!("/o/token/?client_id={}&client_secret={}", client.client_id, client.secret);
    let answer = send(server.request(Method::POST, &path).form(&[("grant_type", "client_credentials")])).await;
    answer.assert_oauth_error(400, "invalid_request");
    assert!(!answer.text.contains(&client.secret));
}

#[tokio::test]
async fn a_token_stops_working_when_its_lifetime_is_over() {
    let server = Running::start_with(Settings { token_lifetime: 1, ..Settings::default() }).await;
    let token = server.session_user("ana").await;
    tokio::time::sleep(std::time::Duration::from_millis(2_100)).await;
    server.get("/o/apps/", &token).await.assert_envelope(401, "invalid_token");
}

/// security rule 29
#[tokio::test]
async fn one_user_never_sees_or_deletes_the_application_of_another() {
    let server = Running::start().await;
    let (ana, ben) = (server.session_user("ana").await, server.session_user("ben").await);
    let id = server.create(&ana, &json!({"name": "Ana's"})).await.json()["id"].as_i64().unwrap();
    let seen = server.get("/o/apps/", &ben).await.json();
    assert_eq!(seen.as_array().unwrap().len(), 1);
    assert!(!seen.to_string().contains("Ana's"));
    let refused = server.delete(&format!("/o/apps/{id}/"), &ben).await;
    let unknown = server.delete("/o/apps/987654/", &ben).await;
    refused.assert_envelope(404, "not_found");
    assert_eq!(refused.text, unknown.text, "another's application can be told from none");
    assert_eq!(server.get("/o/apps/", &ana).await.json().as_array().unwrap().len(), 2);
}

/// security rule 29
#[tokio::test]
async fn the_tokens_of_an_application_survive_a_stranger_trying_to_delete_it() {
    let server = Running::start().await;
    let client = server.client("ana").await;
    let token = server.token(&client, "read write").await;
    let ben = server.session_user("ben").await;
    server.delete(&format!("/o/apps/{}/", client.id), &ben).await.assert_envelope(404, "not_found");
    assert_eq!(server.get("/o/apps/", &token).await.status, 200);
}

/// security rule 20
#[tokio::test]
async fn every_answer_with_a_token_or_an_application_is_no_store_errors_included() {
    let server = Running::start().await;
    let client = server.client("ana").await;
    let grant = [("grant_type", "client_credentials")];
    let token = server.token(&client, "read write").await;
    let read = server.token(&client, "read").await;
    let answers = [
        server.form("/o/token/", &client, &grant).await,
        server.form("/o/token/", &client, &[]).await,
        server.form("/o/introspect/", &client, &[("token", &token)]).await,
        server.form("/o/revoke_token/", &client, &[("token", "unknown")]).await,
        server.get("/o/apps/", &token).await,
        server.get("/o/apps/", &read).await,
        server.get("/o/apps/", "bad").await,
        server.create(&token, &json!({"name": "a"})).await,
        server.create(&token, &json!({"name": ""})).await,
        server.delete("/o/apps/99/", &token).await,
        server.delete(&format!("/o/apps/{}/", client.id), &token).await,
        server.get("/o/nothing/", &token).await,
    ];
    let statuses: Vec<u16> = answers.iter().map(|answer| answer.status.as_u16()).collect();
    assert_eq!(statuses, [200, 400, 200, 200, 200, 403, 401, 201, 422, 404, 204, 404]);
    for answer in answers {
        assert_eq!(answer.header("cache-control"), "no-store", "{} {}", answer.status, answer.text);
    }
}
