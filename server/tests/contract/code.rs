//! Authorization codes at the token endpoint (security rules 22 and 23).

use oauth_apps_server::{config::Settings, store::Draft};

use crate::{
    flow::{ALL, Browser, CALLBACK, VERIFIER, pair_in, parameter, request},
    running::Running,
};

const GRANT: (&str, &str) = ("grant_type", "authorization_code");

/// security rule 22
#[tokio::test]
async fn a_code_works_once_and_a_second_use_ends_what_the_first_was_given() {
    let server = Running::start().await;
    let client = server.page_client().await;
    let (other, other_refresh) = server.pair(&client, "ana").await;
    let code = server.code_of(&client, "ana", ALL).await;
    let (access, refresh) = pair_in(&server.redeem(&client, &code).await);
    let (next, next_refresh) = pair_in(&server.refresh(&client, &refresh).await);
    assert_eq!(server.get("/o/apps/", &next).await.status, 200);
    server.redeem(&client, &code).await.assert_oauth_error(400, "invalid_grant");
    for token in [&access, &next] {
        server.get("/o/apps/", token).await.assert_envelope(401, "invalid_token");
    }
    server.refresh(&client, &next_refresh).await.assert_oauth_error(400, "invalid_grant");
    server.redeem(&client, &code).await.assert_oauth_error(400, "invalid_grant");
    assert_eq!(server.get("/o/apps/", &other).await.status, 200, "another sign-in ended too");
    pair_in(&server.refresh(&client, &other_refresh).await);
}

/// security rule 22: bound to the client and to the redirect URI; security rule 23: and to the verifier.
#[tokio::test]
async fn a_code_is_refused_for_another_client_redirect_uri_or_verifier() {
    let server = Running::start().await;
    let client = server.page_client().await;
    let other = server.code_client("owner", Draft::public("Other".into()), &[CALLBACK]).await;
    let code = server.code_of(&client, "ana", ALL).await;
    server.redeem(&other, &code).await.assert_oauth_error(400, "invalid_grant");
    pair_in(&server.redeem(&client, &code).await);
    let long = "a".repeat(129);
    let verifiers =
        [VERIFIER.to_lowercase(), VERIFIER[1..].to_owned(), "a".repeat(43), long, "short".into(), "\0".repeat(43)];
    let wrong_verifiers = verifiers.iter().map(|verifier| (CALLBACK, verifier.as_str()));
    let wrong_uris = ["https://app.example/callback/", "https://app.example/", "\0"].map(|uri| (uri, VERIFIER));
    for (uri, verifier) in wrong_verifiers.chain(wrong_uris) {
        let code = server.code_of(&client, "ana", ALL).await;
        let fields = [GRANT, ("code", &code), ("redirect_uri", uri), ("code_verifier", verifier)];
        let answer = server.ask_token(&client, &fields).await;
        answer.assert_oauth_error(400, "invalid_grant");
        assert!(!answer.text.contains(verifier));
    }
    for missing in ["code", "redirect_uri", "code_verifier"] {
        let code = server.code_of(&client, "ana", ALL).await;
        let mut fields = vec![GRANT, ("code", &code), ("redirect_uri", CALLBACK), ("code_verifier", VERIFIER)];
        fields.retain(|(name, _)| *name != missing);
        server.ask_token(&client, &fields).await.assert_oauth_error(400, "invalid_request");
    }
    let challenge_as_verifier = crate::flow::challenge(VERIFIER);
    let code = server.code_of(&client, "ana", ALL).await;
    let fields = [GRANT, ("code", &code), ("redirect_uri", CALLBACK), ("code_verifier", &challenge_as_verifier)];
    server.ask_token(&client, &fields).await.assert_oauth_error(400, "invalid_grant");
}

/// security rule 22
#[tokio::test]
async fn an_attempt_with_a_wrong_verifier_uses_the_code_up() {
    let server = Running::start().await;
    let client = server.page_client().await;
    let code = server.code_of(&client, "ana", ALL).await;
    let wrong = "a".repeat(43);
    let fields = [GRANT, ("code", &code), ("redirect_uri", CALLBACK), ("code_verifier", &wrong)];
    server.ask_token(&client, &fields).await.assert_oauth_error(400, "invalid_grant");
    server.redeem(&client, &code).await.assert_oauth_error(400, "invalid_grant");
}

/// security rule 22
#[tokio::test]
async fn a_code_expires() {
    assert!(Settings::default().code_lifetime <= 60);
    let server = Running::start_with(Settings { code_lifetime: 1, ..Settings::default() }).await;
    server.person("ana").await;
    let client = server.page_client().await;
    let path = request(&client, &[]);
    let mut browser = Browser::new(&server);
    let code = parameter(&browser.allow(&path, "ana").await, "code").unwrap();
    tokio::time::sleep(std::time::Duration::from_millis(2_100)).await;
    server.redeem(&client, &code).await.assert_oauth_error(400, "invalid_grant");
}

/// security rule 30
#[tokio::test]
async fn a_hostile_code_gets_a_4xx() {
    let server = Running::start().await;
    let client = server.page_client().await;
    for code in ["unknown", "\0", "a\0b", "ü", &"a".repeat(10_000)] {
        server.redeem(&client, code).await.assert_oauth_error(400, "invalid_grant");
        server.refresh(&client, code).await.assert_oauth_error(400, "invalid_grant");
    }
}

#[tokio::test]
async fn a_confidential_client_authenticates_for_its_code() {
    let server = Running::start().await;
    let draft = Draft { authorization_grant_type: "authorization-code", ..Draft::confidential("Web".into()) };
    let client = server.code_client("owner", draft, &[CALLBACK]).await;
    let code = server.code_of(&client, "ana", ALL).await;
    let mut nameless = client.clone();
    nameless.secret.clear();
    server.redeem(&nameless, &code).await.assert_oauth_error(401, "invalid_client");
    nameless.secret = "wrong".into();
    server.redeem(&nameless, &code).await.assert_oauth_error(401, "invalid_client");
    let fields = [GRANT, ("code", &code), ("redirect_uri", CALLBACK), ("code_verifier", VERIFIER)];
    let (access, refresh) = pair_in(&server.form("/o/token/", &client, &fields).await);
    assert_eq!(server.get("/o/apps/", &access).await.status, 200);
    nameless.secret.clear();
    server.refresh(&nameless, &refresh).await.assert_oauth_error(401, "invalid_client");
    pair_in(&server.refresh(&client, &refresh).await);
}

#[tokio::test]
async fn a_client_of_another_grant_may_not_redeem_or_refresh() {
    let server = Running::start().await;
    let service = server.code_client("owner", Draft::confidential("Service".into()), &[CALLBACK]).await;
    let code = server.code_of(&service, "ana", ALL).await;
    server.redeem(&service, &code).await.assert_oauth_error(400, "unauthorized_client");
    server.refresh(&service, "x").await.assert_oauth_error(400, "unauthorized_client");
    let page = server.page_client().await;
    let answer = server.ask_token(&page, &[("grant_type", "client_credentials")]).await;
    answer.assert_oauth_error(400, "unauthorized_client");
}

/// security rule 29: the token acts for who allowed it, not for the owner of the client.
#[tokio::test]
async fn a_token_acts_for_the_user_who_allowed_it() {
    let server = Running::start().await;
    let client = server.page_client().await;
    let (access, refresh) = server.pair(&client, "ana").await;
    let owners = server.session_user("owner").await;
    let created = server.create(&access, &serde_json::json!({"name": "Ana's"})).await.json();
    assert!(!server.get("/o/apps/", &owners).await.text.contains("Ana's"));
    server.delete(&format!("/o/apps/{}/", client.id), &access).await.assert_envelope(404, "not_found");
    let (next, _) = pair_in(&server.refresh(&client, &refresh).await);
    let list = server.get("/o/apps/", &next).await.json();
    assert_eq!((list.as_array().unwrap().len(), &list[0]["id"]), (1, &created["id"]));
}
