//! Input made to break something gets a 4xx, never a 5xx (security rule 30), and is never echoed (27).

use reqwest::Method;
use serde_json::json;

use crate::running::{Running, send};

/// security rule 30
#[tokio::test]
async fn nul_long_and_non_utf8_names_get_a_4xx() {
    let server = Running::start().await;
    let token = server.session_user("ana").await;
    for name in ["a\0b", "\0", &"a".repeat(10_000), &"\u{10ffff}".repeat(10_000), &"\0".repeat(10_000)] {
        server.create(&token, &json!({"name": name})).await.assert_envelope(422, "validation_error");
    }
    for body in [b"{\"name\":\"\xff\"}".as_slice(), b"\xff\xfe", b"{\"name\":\"\xed\xa0\x80\"}"] {
        let request = server.request(Method::POST, "/o/apps/").bearer_auth(&token);
        let answer = send(request.header("content-type", "application/json").body(body)).await;
        answer.assert_envelope(400, "invalid_request");
    }
    assert_eq!(server.get("/o/apps/", &token).await.json().as_array().unwrap().len(), 1);
}

/// security rule 30
#[tokio::test]
async fn nul_long_and_non_utf8_ids_get_a_404() {
    let server = Running::start().await;
    let token = server.session_user("ana").await;
    for id in ["%00", "1%00", "%ff%fe", "%ed%a0%80", &"1".repeat(10_000), &"%00".repeat(3_000), "%2e%2e", "1%2f2"] {
        server.delete(&format!("/o/apps/{id}/"), &token).await.assert_envelope(404, "not_found");
    }
}

/// security rule 30
#[tokio::test]
async fn nul_long_and_non_utf8_forms_get_a_4xx() {
    let server = Running::start().await;
    let client = server.client("ana").await;
    let values = ["%00".to_owned(), "a%00b".to_owned(), "a".repeat(10_000), "%ff".to_owned(), "%ed%a0%80".to_owned()];
    for path in ["/o/token/", "/o/revoke_token/", "/o/introspect/"] {
        for field in ["grant_type", "scope", "client_id", "client_secret"] {
            for value in &values {
                let mut body = format!("{field}={value}&token=x");
                if field != "grant_type" {
                    body += "&grant_type=client_credentials";
                }
                let request = server.request(Method::POST, path).basic_auth(&client.client_id, Some(&client.secret));
                let request = request.header("content-type", "application/x-www-form-urlencoded").body(body.clone());
                let status = send(request).await.status;
                // Only the token endpoint reads grant_type and scope: the others ignore them (RFC 6749 section 3.2).
                let ignored = path != "/o/token/"
                    && matches!(field, "grant_type" | "scope")
                    && !value.starts_with("%ff")
                    && !value.starts_with("%ed");
                assert!(if ignored { status == 200 } else { status.is_client_error() }, "{path} {body} {status}");
            }
        }
    }
}

/// security rule 30
#[tokio::test]
async fn nul_long_and_non_utf8_tokens_get_a_401() {
    let server = Running::start().await;
    let values =
        [b"Bearer \xff".to_vec(), format!("Bearer {}", "a".repeat(10_000)).into_bytes(), b"Bearer %00".to_vec()];
    for value in values {
        let request = server.request(Method::GET, "/o/apps/").header("authorization", value);
        send(request).await.assert_envelope(401, "invalid_token");
    }
}

/// security rule 27
#[tokio::test]
async fn a_submitted_secret_is_never_echoed() {
    let server = Running::start().await;
    let client = server.client("ana").await;
    let token = server.token(&client, "read write").await;
    let canary = "canary-7f3a9c";
    let answers = [
        server.get("/o/apps/", canary).await,
        server.get(&format!("/o/apps/?access_token={canary}"), &token).await,
        server.get(&format!("/{canary}"), &token).await,
        server.delete(&format!("/o/apps/{canary}/"), &token).await,
        server.create(&token, &json!({ "name": 1, "client_secret": canary })).await,
        server.create(&token, &json!([canary])).await,
        server.create(&token, &json!({"name": format!("{canary}\n")+canary})).await,
        server.form("/o/token/", &client, &[("grant_type", canary)]).await,
        server.form("/o/token/", &client, &[("grant_type", "client_credentials"), ("scope", canary)]).await,
        server.form("/o/token/", &client, &[("client_secret", canary)]).await,
        server.form("/o/introspect/", &client, &[("token", canary)]).await,
    ];
    for answer in answers {
        assert!(!answer.text.contains(canary), "{}", answer.text);
        for (name, value) in &answer.headers {
            assert!(!String::from_utf8_lossy(value.as_bytes()).contains(canary), "{name}");
        }
    }
}
