//! `POST /o/revoke_token/` (RFC 7009).

use reqwest::Method;

use crate::running::{Running, send};

#[tokio::test]
async fn a_revoked_token_stops_at_once_and_the_others_go_on() {
    let server = Running::start().await;
    let client = server.client("ana").await;
    let (one, two) = (server.token(&client, "read write").await, server.token(&client, "read write").await);
    let answer =
        server.form("/o/revoke_token/", &client, &[("token", &one), ("token_type_hint", "access_token")]).await;
    assert_eq!((answer.status.as_u16(), answer.text.as_str()), (200, ""));
    server.get("/o/apps/", &one).await.assert_envelope(401, "invalid_token");
    assert_eq!(server.get("/o/apps/", &two).await.status, 200);
}

/// RFC 7009 section 2.2: an unknown token, or an unknown hint, is no error.
#[tokio::test]
async fn revoking_an_unknown_or_already_revoked_token_answers_200_empty() {
    let server = Running::start().await;
    let client = server.client("ana").await;
    let token = server.token(&client, "read").await;
    for token in [token.as_str(), token.as_str(), "unknown", "\0", &"x".repeat(10_000)] {
        let answer = server.form("/o/revoke_token/", &client, &[("token", token), ("token_type_hint", "other")]).await;
        assert_eq!((answer.status.as_u16(), answer.text.as_str()), (200, ""));
    }
}

#[tokio::test]
async fn revoking_needs_a_client_that_authenticates() {
    let server = Running::start().await;
    let client = server.client("ana").await;
    let token = server.token(&client, "read write").await;
    let id = client.client_id.as_str();
    for fields in [vec![("token", token.as_str())], vec![("token", token.as_str()), ("client_id", id)]] {
        let answer = send(server.request(Method::POST, "/o/revoke_token/").form(&fields)).await;
        answer.assert_oauth_error(401, "invalid_client");
    }
    let bearer = server.request(Method::POST, "/o/revoke_token/").bearer_auth(&token).form(&[("token", &token)]);
    send(bearer).await.assert_oauth_error(401, "invalid_client");
    server.form("/o/revoke_token/", &client, &[]).await.assert_oauth_error(400, "invalid_request");
    assert_eq!(server.get("/o/apps/", &token).await.status, 200);
}

/// RFC 7009 section 2.1: the token must have been issued to the client that asks.
#[tokio::test]
async fn a_client_cannot_revoke_the_token_of_another() {
    let server = Running::start().await;
    let client = server.client("ana").await;
    let token = server.token(&client, "read write").await;
    for other in [server.client("ana").await, server.client("ben").await] {
        let answer = server.form("/o/revoke_token/", &other, &[("token", &token)]).await;
        answer.assert_oauth_error(400, "unauthorized_client");
    }
    assert_eq!(server.get("/o/apps/", &token).await.status, 200);
}

/// RFC 7009 section 2.1: a public client names itself.
#[tokio::test]
async fn a_public_client_names_itself() {
    let server = Running::start().await;
    let client = server.public_client("ana").await;
    let fields = [("token", "unknown"), ("client_id", client.client_id.as_str())];
    let answer = send(server.request(Method::POST, "/o/revoke_token/").form(&fields)).await;
    assert_eq!((answer.status.as_u16(), answer.text.as_str()), (200, ""));
}
