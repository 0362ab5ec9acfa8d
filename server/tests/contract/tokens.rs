//! `POST /o/token/` (RFC 6749).

use base64::{Engine as _, engine::general_purpose::STANDARD};
use oauth_apps_server::config::Settings;
use reqwest::Method;
use serde_json::json;

use crate::running::{Answer, Running, send};

const GRANT: (&str, &str) = ("grant_type", "client_credentials");
const FORM: &str = "application/x-www-form-urlencoded";

async fn with_authorization(server: &Running, value: &str) -> Answer {
    send(server.request(Method::POST, "/o/token/").header("authorization", value).form(&[GRANT])).await
}

#[tokio::test]
async fn a_client_gets_a_token_by_basic_and_in_the_body() {
    let server = Running::start().await;
    let client = server.client("ana").await;
    let by_basic = server.form("/o/token/", &client, &[GRANT, ("scope", "read write")]).await;
    let credentials = [("client_id", client.client_id.as_str()), ("client_secret", client.secret.as_str())];
    let in_body = [GRANT, ("scope", "read write"), credentials[0], credentials[1]];
    let by_body = send(server.request(Method::POST, "/o/token/").form(&in_body)).await;
    for answer in [by_basic, by_body] {
        assert_eq!(answer.status, 200, "{}", answer.text);
        let body = answer.json();
        assert_eq!(body.as_object().unwrap().len(), 4);
        assert_eq!(body["token_type"], "Bearer");
        assert_eq!(body["expires_in"], 36_000);
        assert_eq!(body["scope"], "read write");
        // 43 characters of 62: more than 128 bits (security rule 26).
        let token = body["access_token"].as_str().unwrap();
        assert!(token.len() >= 43 && token.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.header("pragma"), "no-cache");
        assert_eq!(server.get("/o/apps/", token).await.status, 200);
    }
}

#[tokio::test]
async fn the_token_acts_for_the_owner_of_its_application() {
    let server = Running::start().await;
    let token = server.session_user("ana").await;
    let created = server.create(&token, &json!({"name": "Second"})).await.json();
    let fields = [
        GRANT,
        ("client_id", created["client_id"].as_str().unwrap()),
        ("client_secret", created["client_secret"].as_str().unwrap()),
    ];
    let answer = send(server.request(Method::POST, "/o/token/").form(&fields)).await;
    let second = answer.json()["access_token"].as_str().unwrap().to_owned();
    assert_eq!(server.get("/o/apps/", &second).await.text, server.get("/o/apps/", &token).await.text);
}

/// RFC 6749 section 2.3.1: both halves of Basic are form-encoded.
#[tokio::test]
async fn basic_credentials_are_form_decoded() {
    let server = Running::start().await;
    let client = server.client("ana").await;
    let encode = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    let pair = format!("{}:{}", encode(&client.client_id), encode(&client.secret));
    assert_eq!(with_authorization(&server, &format!("basic {}", STANDARD.encode(pair))).await.status, 200);
}

#[tokio::test]
async fn bad_basic_credentials_answer_401_with_a_basic_challenge() {
    let server = Running::start().await;
    let client = server.client("ana").await;
    let basic = |text: &[u8]| format!("Basic {}", STANDARD.encode(text));
    let swapped = format!("{}:{}", client.secret, client.client_id);
    let values = [
        basic(format!("{}:wrong", client.client_id).as_bytes()),
        basic(format!("{}:{}x", client.client_id, client.secret).as_bytes()),
        basic(format!("{}:", client.client_id).as_bytes()),
        basic(client.client_id.as_bytes()),
        basic(swapped.as_bytes()),
        basic(b"unknown:secret"),
        basic(b"\xff\xfe:\xff"),
        basic(b"a%ff:b"),
        basic(b":"),
        "Basic".into(),
        "Basic !!!".into(),
        "Bearer abc".into(),
    ];
    for value in values {
        let answer = with_authorization(&server, &value).await;
        answer.assert_oauth_error(401, "invalid_client");
        assert!(!answer.text.contains(&client.client_id));
    }
}

#[tokio::test]
async fn bad_credentials_in_the_body_answer_the_same_for_an_unknown_client_and_a_wrong_secret() {
    let server = Running::start().await;
    let client = server.client("ana").await;
    let id = client.client_id.as_str();
    let mut texts = Vec::new();
    for (id, secret) in [(id, "wrong"), (id, ""), ("unknown", &client.secret), ("\0", "\0")] {
        let fields = [GRANT, ("client_id", id), ("client_secret", secret)];
        let answer = send(server.request(Method::POST, "/o/token/").form(&fields)).await;
        answer.assert_oauth_error(401, "invalid_client");
        texts.push(answer.text);
    }
    texts.dedup();
    assert_eq!(texts.len(), 1);
    send(server.request(Method::POST, "/o/token/").form(&[GRANT])).await.assert_oauth_error(401, "invalid_client");
}

/// RFC 6749 section 2.3: never more than one method.
#[tokio::test]
async fn basic_and_body_credentials_together_are_refused() {
    let server = Running::start().await;
    let client = server.client("ana").await;
    let other = server.client("ana").await;
    let secret = ("client_secret", client.secret.as_str());
    server.form("/o/token/", &client, &[GRANT, secret]).await.assert_oauth_error(400, "invalid_request");
    let id = ("client_id", other.client_id.as_str());
    server.form("/o/token/", &client, &[GRANT, id]).await.assert_oauth_error(400, "invalid_request");
    let same = ("client_id", client.client_id.as_str());
    assert_eq!(server.form("/o/token/", &client, &[GRANT, same]).await.status, 200);
}

/// RFC 6749 section 3.2.
#[tokio::test]
async fn a_repeated_parameter_is_refused() {
    let server = Running::start().await;
    let client = server.client("ana").await;
    for repeated in [GRANT, ("scope", "read")] {
        let answer = server.form("/o/token/", &client, &[GRANT, ("scope", "read"), repeated]).await;
        answer.assert_oauth_error(400, "invalid_request");
    }
}

#[tokio::test]
async fn the_grant_type_is_required_and_an_unknown_one_is_refused() {
    let server = Running::start().await;
    let client = server.client("ana").await;
    for missing in [vec![], vec![("grant_type", "")], vec![("scope", "read")]] {
        server.form("/o/token/", &client, &missing).await.assert_oauth_error(400, "invalid_request");
    }
    for grant in ["password", "implicit", "CLIENT_CREDENTIALS", "\0"] {
        let answer = server.form("/o/token/", &client, &[("grant_type", grant)]).await;
        answer.assert_oauth_error(400, "unsupported_grant_type");
    }
}

#[tokio::test]
async fn the_scope_is_what_was_asked_for_and_everything_when_omitted() {
    let server = Running::start().await;
    let client = server.client("ana").await;
    let asked =
        [("read", "read"), ("write", "write"), ("write read", "read write"), ("read read", "read"), ("", "read write")];
    for (scope, granted) in asked {
        let answer = server.form("/o/token/", &client, &[GRANT, ("scope", scope)]).await;
        assert_eq!(answer.json()["scope"], granted);
    }
    assert_eq!(server.form("/o/token/", &client, &[GRANT]).await.json()["scope"], "read write");
    // Nobody is there to ask again: no refresh token (RFC 6749 section 4.4.3).
    for scope in [
        "offline_access",
        "read offline_access",
        "admin",
        "read admin",
        "READ",
        "read,write",
        "read\twrite",
        "\0",
        " ",
        "read  write",
        " read",
    ] {
        let answer = server.form("/o/token/", &client, &[GRANT, ("scope", scope)]).await;
        answer.assert_oauth_error(400, "invalid_scope");
    }
}

/// RFC 6749 section 4.4: confidential clients only.
#[tokio::test]
async fn a_public_client_gets_no_token() {
    let server = Running::start().await;
    let client = server.public_client("ana").await;
    let fields = [GRANT, ("client_id", client.client_id.as_str())];
    let answer = send(server.request(Method::POST, "/o/token/").form(&fields)).await;
    answer.assert_oauth_error(400, "unauthorized_client");
    let fields = [fields[0], fields[1], ("client_secret", "x")];
    let answer = send(server.request(Method::POST, "/o/token/").form(&fields)).await;
    answer.assert_oauth_error(401, "invalid_client");
}

#[tokio::test]
async fn the_lifetime_is_the_configured_one() {
    let server = Running::start_with(Settings { token_lifetime: 3_600, ..Settings::default() }).await;
    let client = server.client("ana").await;
    assert_eq!(server.form("/o/token/", &client, &[GRANT]).await.json()["expires_in"], 3_600);
}

/// security rules 25 and 27
#[tokio::test]
async fn a_deleted_client_gets_no_token_and_its_tokens_stop_at_once() {
    let server = Running::start().await;
    let client = server.client("ana").await;
    let (one, two) = (server.token(&client, "read write").await, server.token(&client, "read").await);
    let other = server.session_user("ana").await;
    assert_eq!(server.delete(&format!("/o/apps/{}/", client.id), &one).await.status, 204);
    for token in [one, two] {
        server.get("/o/apps/", &token).await.assert_envelope(401, "invalid_token");
    }
    server.form("/o/token/", &client, &[GRANT]).await.assert_oauth_error(401, "invalid_client");
    assert_eq!(server.get("/o/apps/", &other).await.status, 200, "another application's token stopped too");
}

#[tokio::test]
async fn a_body_that_is_no_form_is_refused_in_the_envelope() {
    let server = Running::start().await;
    let client = server.client("ana").await;
    let post = || server.request(Method::POST, "/o/token/").basic_auth(&client.client_id, Some(&client.secret));
    send(post().json(&json!({"grant_type": "client_credentials"})))
        .await
        .assert_envelope(415, "unsupported_media_type");
    send(post()).await.assert_envelope(415, "unsupported_media_type");
    let large = format!("grant_type=client_credentials&x={}", "a".repeat(70_000));
    send(post().header("content-type", FORM).body(large)).await.assert_envelope(413, "payload_too_large");
    for body in [b"grant_type=%ff".as_slice(), b"\xff=1", b"%ff=1&grant_type=client_credentials"] {
        let answer = send(post().header("content-type", FORM).body(body)).await;
        answer.assert_oauth_error(400, "invalid_request");
    }
    let charset = post().header("content-type", "application/x-www-form-urlencoded; charset=UTF-8");
    assert_eq!(send(charset.body("grant_type=client_credentials")).await.status, 200);
}
