//! Refresh tokens: rotation, reuse, scope, expiry, revocation, introspection (security rule 23).

use oauth_apps_server::config::Settings;
use reqwest::Method;
use serde_json::json;

use crate::{
    flow::{ALL, pair_in},
    running::{Answer, Registered, Running, send},
};

async fn with_scope(server: &Running, client: &Registered, refresh_token: &str, scope: &str) -> Answer {
    let fields = [("grant_type", "refresh_token"), ("refresh_token", refresh_token), ("scope", scope)];
    server.ask_token(client, &fields).await
}

async fn revoke(server: &Running, client: &Registered, token: &str, hint: &str) -> Answer {
    let fields = [("token", token), ("token_type_hint", hint), ("client_id", &client.client_id)];
    send(server.request(Method::POST, "/o/revoke_token/").form(&fields)).await
}

/// security rules 20 and 23
#[tokio::test]
async fn a_refresh_token_is_replaced_by_each_use() {
    let server = Running::start().await;
    let client = server.page_client().await;
    let (mut access, mut refresh) = server.pair(&client, "ana").await;
    for _ in 0..3 {
        let answer = server.refresh(&client, &refresh).await;
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!((&answer.json()["scope"], &answer.json()["token_type"]), (&json!(ALL), &json!("Bearer")));
        let (next_access, next_refresh) = pair_in(&answer);
        assert!(next_refresh.len() >= 43);
        assert_ne!((&next_access, &next_refresh), (&access, &refresh));
        assert_eq!(server.get("/o/apps/", &next_access).await.status, 200);
        // The access token is replaced, too.
        server.get("/o/apps/", &access).await.assert_envelope(401, "invalid_token");
        (access, refresh) = (next_access, next_refresh);
    }
}

/// security rule 23
#[tokio::test]
async fn a_second_use_of_a_refresh_token_ends_its_family_and_no_other() {
    let server = Running::start().await;
    let client = server.page_client().await;
    let (other, other_refresh) = server.pair(&client, "ana").await;
    let by_credentials = server.session_user("ana").await;
    let (first, one) = server.pair(&client, "ana").await;
    let (second, two) = pair_in(&server.refresh(&client, &one).await);
    let (third, three) = pair_in(&server.refresh(&client, &two).await);
    server.refresh(&client, &one).await.assert_oauth_error(400, "invalid_grant");
    for refresh in [&one, &two, &three] {
        server.refresh(&client, refresh).await.assert_oauth_error(400, "invalid_grant");
    }
    for access in [&first, &second, &third] {
        server.get("/o/apps/", access).await.assert_envelope(401, "invalid_token");
    }
    for access in [&other, &by_credentials] {
        assert_eq!(server.get("/o/apps/", access).await.status, 200);
    }
    pair_in(&server.refresh(&client, &other_refresh).await);
}

/// security rule 23: bound to the client that it was issued to.
#[tokio::test]
async fn a_refresh_token_of_another_client_is_refused_and_unharmed() {
    let server = Running::start().await;
    let (client, other) = (server.page_client().await, server.page_client().await);
    let (access, refresh) = server.pair(&client, "ana").await;
    for token in [&refresh, &access] {
        server.refresh(&other, token).await.assert_oauth_error(400, "invalid_grant");
    }
    server.refresh(&client, &access).await.assert_oauth_error(400, "invalid_grant");
    server.get("/o/apps/", &refresh).await.assert_envelope(401, "invalid_token");
    pair_in(&server.refresh(&client, &refresh).await);
}

/// RFC 6749 section 6.
#[tokio::test]
async fn a_refresh_may_narrow_the_scope_and_never_widen_it() {
    let server = Running::start().await;
    let client = server.page_client().await;
    let code = server.code_of(&client, "ana", "read offline_access").await;
    let (_, refresh) = pair_in(&server.redeem(&client, &code).await);
    for wider in ["read write", "write", ALL, "admin", "read  offline_access", "\0"] {
        with_scope(&server, &client, &refresh, wider).await.assert_oauth_error(400, "invalid_scope");
    }
    let narrow = with_scope(&server, &client, &refresh, "read").await;
    assert_eq!(narrow.json()["scope"], "read");
    let (access, refresh) = pair_in(&narrow);
    server.get("/o/apps/", &access).await.assert_envelope(403, "insufficient_scope");
    // The new refresh token has the scope of the one before.
    let wide = with_scope(&server, &client, &refresh, "read offline_access").await;
    assert_eq!(wide.json()["scope"], "read offline_access");
}

#[tokio::test]
async fn there_is_a_refresh_token_only_where_offline_access_was_granted_and_configured() {
    let server = Running::start().await;
    let client = server.page_client().await;
    let code = server.code_of(&client, "ana", "read write").await;
    assert!(server.redeem(&client, &code).await.json().get("refresh_token").is_none());
    let server = Running::start_with(Settings { refresh_token_lifetime: 0, ..Settings::default() }).await;
    let client = server.page_client().await;
    let code = server.code_of(&client, "ana", ALL).await;
    assert!(server.redeem(&client, &code).await.json().get("refresh_token").is_none());
}

#[tokio::test]
async fn where_refresh_tokens_are_no_longer_given_those_from_before_do_not_work() {
    let server = Running::start().await;
    let client = server.page_client().await;
    let (access, refresh) = server.pair(&client, "ana").await;
    let server = server.again_with(Settings { refresh_token_lifetime: 0, ..Settings::default() }).await;
    for _ in 0..2 {
        server.refresh(&client, &refresh).await.assert_oauth_error(400, "invalid_grant");
    }
    let of_ana = server.client("ana").await;
    let said = server.form("/o/introspect/", &of_ana, &[("token", &refresh)]).await.json();
    assert_eq!(said, json!({"active": false}));
    assert_eq!(server.get("/o/apps/", &access).await.status, 200);
    // It may still be revoked.
    assert_eq!(revoke(&server, &client, &refresh, "refresh_token").await.status, 200);
    server.get("/o/apps/", &access).await.assert_envelope(401, "invalid_token");
}

/// Rotation prolongs nothing (RFC 9700 section 4.14.2, RFC 10017), and no access token outlives what the user allowed.
#[tokio::test]
async fn a_family_of_refresh_tokens_expires_as_one() {
    let server = Running::start_with(Settings { refresh_token_lifetime: 3, ..Settings::default() }).await;
    let client = server.page_client().await;
    let code = server.code_of(&client, "ana", "read write").await;
    let online = server.redeem(&client, &code).await;
    assert_eq!(online.json()["expires_in"], 36_000, "without a refresh token there is no family");
    let (_, refresh) = server.pair(&client, "ana").await;
    let answer = server.refresh(&client, &refresh).await;
    assert!((1..=3).contains(&answer.json()["expires_in"].as_u64().unwrap()), "{}", answer.text);
    let (access, refresh) = pair_in(&answer);
    assert_eq!(server.get("/o/apps/", &access).await.status, 200);
    tokio::time::sleep(std::time::Duration::from_millis(4_100)).await;
    server.refresh(&client, &refresh).await.assert_oauth_error(400, "invalid_grant");
    server.get("/o/apps/", &access).await.assert_envelope(401, "invalid_token");
    assert_eq!(server.get("/o/apps/", &pair_in(&online).0).await.status, 200);
}

/// RFC 7009 section 2.1.
#[tokio::test]
async fn revoking_a_refresh_token_ends_its_family_and_an_access_token_only_itself() {
    let server = Running::start().await;
    let client = server.page_client().await;
    let (first, one) = server.pair(&client, "ana").await;
    let (second, two) = pair_in(&server.refresh(&client, &one).await);
    let answer = revoke(&server, &client, &first, "access_token").await;
    assert_eq!((answer.status.as_u16(), answer.text.as_str()), (200, ""));
    server.get("/o/apps/", &first).await.assert_envelope(401, "invalid_token");
    assert_eq!(server.get("/o/apps/", &second).await.status, 200);
    let (third, three) = pair_in(&server.refresh(&client, &two).await);
    // The hint may be wrong.
    let answer = revoke(&server, &client, &three, "access_token").await;
    assert_eq!((answer.status.as_u16(), answer.text.as_str()), (200, ""));
    for access in [&second, &third] {
        server.get("/o/apps/", access).await.assert_envelope(401, "invalid_token");
    }
    server.refresh(&client, &three).await.assert_oauth_error(400, "invalid_grant");
    assert_eq!(revoke(&server, &client, &three, "refresh_token").await.status, 200, "revoked already: no error");
}

/// RFC 7009 section 2.1.
#[tokio::test]
async fn a_client_cannot_revoke_the_refresh_token_of_another() {
    let server = Running::start().await;
    let (client, other) = (server.page_client().await, server.page_client().await);
    let (access, refresh) = server.pair(&client, "ana").await;
    for token in [&access, &refresh] {
        revoke(&server, &other, token, "refresh_token").await.assert_oauth_error(400, "unauthorized_client");
    }
    let nobody = server.request(Method::POST, "/o/revoke_token/").form(&[("token", &refresh)]);
    send(nobody).await.assert_oauth_error(401, "invalid_client");
    assert_eq!(server.get("/o/apps/", &access).await.status, 200);
    pair_in(&server.refresh(&client, &refresh).await);
}

#[tokio::test]
async fn introspection_knows_tokens_that_people_allowed() {
    let server = Running::start().await;
    let client = server.page_client().await;
    let (access, refresh) = server.pair(&client, "ana").await;
    let (of_ana, of_ben) = (server.client("ana").await, server.client("ben").await);
    for (token, lifetime, kind) in [(&access, 36_000, json!("Bearer")), (&refresh, 86_400, json!(null))] {
        let said = server.form("/o/introspect/", &of_ana, &[("token", token)]).await.json();
        assert_eq!((&said["active"], &said["scope"]), (&json!(true), &json!(ALL)));
        assert_eq!((&said["username"], &said["client_id"]), (&json!("ana"), &json!(client.client_id)));
        assert_eq!(said["exp"].as_i64().unwrap() - said["iat"].as_i64().unwrap(), lifetime);
        assert_eq!(said["token_type"], kind);
        let said = server.form("/o/introspect/", &of_ben, &[("token", token)]).await.json();
        assert_eq!(said, json!({"active": false}));
    }
    server.refresh(&client, &refresh).await;
    let said = server.form("/o/introspect/", &of_ana, &[("token", &refresh)]).await.json();
    assert_eq!(said, json!({"active": false}), "used up");
}

/// security rule 25
#[tokio::test]
async fn deleting_an_application_kills_its_tokens_codes_and_grants() {
    let server = Running::start().await;
    let client = server.page_client().await;
    let owner = server.session_user("owner").await;
    let (access, refresh) = server.pair(&client, "ana").await;
    let code = server.code_of(&client, "ana", ALL).await;
    assert_eq!(server.delete(&format!("/o/apps/{}/", client.id), &owner).await.status, 204);
    server.get("/o/apps/", &access).await.assert_envelope(401, "invalid_token");
    server.refresh(&client, &refresh).await.assert_oauth_error(401, "invalid_client");
    server.redeem(&client, &code).await.assert_oauth_error(401, "invalid_client");
    assert_eq!(server.store.count_grants().await.unwrap(), [0; 3]);
    assert_eq!(server.store.count_active_tokens().await.unwrap(), 1);
}
