//! `GET /.well-known/oauth-authorization-server` (RFC 8414).

use oauth_apps_server::{config::Settings, issuer::Issuer};
use reqwest::Method;
use serde_json::{Value, json};

use crate::running::{Running, send};

async fn metadata(server: &Running) -> Value {
    let answer = send(server.request(Method::GET, "/.well-known/oauth-authorization-server")).await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "application/json"));
    answer.json()
}

#[tokio::test]
async fn the_metadata_says_where_everything_is_and_what_is_supported() {
    let server = Running::start().await;
    let said = metadata(&server).await;
    assert_eq!(said["issuer"], server.base);
    for (name, path) in [
        ("authorization_endpoint", "/o/authorize/"),
        ("token_endpoint", "/o/token/"),
        ("revocation_endpoint", "/o/revoke_token/"),
        ("introspection_endpoint", "/o/introspect/"),
    ] {
        assert_eq!(said[name], format!("{}{path}", server.base));
    }
    assert_eq!(said["response_types_supported"], json!(["code"]));
    assert_eq!(said["code_challenge_methods_supported"], json!(["S256"]));
    assert_eq!(said["authorization_response_iss_parameter_supported"], true);
    assert_eq!(said["scopes_supported"], json!(["read", "write", "offline_access"]));
    assert_eq!(said["grant_types_supported"], json!(["authorization_code", "refresh_token", "client_credentials"]));
    let methods = json!(["client_secret_basic", "client_secret_post", "none"]);
    assert_eq!(said["token_endpoint_auth_methods_supported"], methods);
    assert_eq!(said["revocation_endpoint_auth_methods_supported"], methods);
}

#[tokio::test]
async fn the_issuer_is_the_configured_one_and_no_header_changes_it() {
    let issuer = Issuer::Given("https://api.example".parse().unwrap());
    let server = Running::start_with(Settings { issuer, ..Settings::default() }).await;
    assert_eq!(metadata(&server).await["issuer"], "https://api.example");
    let server = Running::start().await;
    for host in ["evil.example", "localhost:1", "127.0.0.1"] {
        let asked = server.request(Method::GET, "/.well-known/oauth-authorization-server").header("host", host);
        let asked = asked.header("x-forwarded-host", "evil.example").header("forwarded", "host=evil.example");
        assert_eq!(send(asked).await.json()["issuer"], server.base, "{host}");
    }
    let name = server.base.replace("127.0.0.1", "localhost");
    let asked = server.request(Method::GET, "/.well-known/oauth-authorization-server");
    let answer = send(asked.header("host", name.trim_start_matches("http://"))).await;
    assert_eq!(answer.json()["issuer"], name, "a newcomer may write localhost");
}

#[tokio::test]
async fn without_refresh_tokens_the_metadata_promises_none() {
    let server = Running::start_with(Settings { refresh_token_lifetime: 0, ..Settings::default() }).await;
    let said = metadata(&server).await;
    assert_eq!(said["scopes_supported"], json!(["read", "write"]));
    assert_eq!(said["grant_types_supported"], json!(["authorization_code", "client_credentials"]));
}
