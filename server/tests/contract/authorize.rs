//! `GET/POST /o/authorize/`: signing in and allowing (RFC 6749 section 4.1, RFC 9207).

use oauth_apps_server::{
    config::Settings,
    store::{Draft, PasswordChange},
};
use reqwest::Method;

use crate::{
    flow::{ALL, Browser, CALLBACK, PASSWORD, form_token, parameter, request},
    running::{Running, send},
};

#[tokio::test]
async fn a_person_signs_in_allows_and_the_client_gets_a_token_that_acts_for_them() {
    let server = Running::start().await;
    server.person("ana").await;
    let client = server.page_client().await;
    let path = request(&client, &[]);
    let mut browser = Browser::new(&server);
    let page = browser.get(&path).await;
    assert_eq!(page.status, 200);
    assert!(page.text.contains("<h1>Sign in</h1>") && page.text.contains("“The page”"));
    let session_user = browser.try_sign_in(&path, "ana", PASSWORD).await;
    assert_eq!((session_user.status.as_u16(), session_user.header("location")), (303, path.as_str()));
    let page = browser.get(&path).await;
    assert!(page.text.contains("<h1>Allow access?</h1>") && page.text.contains("<strong><bdi>ana</bdi></strong>"));
    for right in
        ["See your applications and their client secrets", "Create and delete", "Stay signed in", "https://app.example"]
    {
        assert!(page.text.contains(right), "{right}");
    }
    let answer = browser.submit(&path, &[("action", "allow")]).await;
    assert_eq!(answer.status, 303);
    let location = answer.header("location");
    assert!(location.starts_with(&format!("{CALLBACK}?code=")));
    assert_eq!(parameter(location, "state").unwrap(), "some-state");
    assert_eq!(parameter(location, "iss").unwrap(), server.base);
    let code = parameter(location, "code").unwrap();
    // 43 characters of 62: 256 bits (security rule 26).
    assert!(code.len() >= 43 && code.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    let answer = server.redeem(&client, &code).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.json()["scope"], ALL);
    let token = answer.json()["access_token"].as_str().unwrap().to_owned();
    let own = server.client("ana").await;
    let list = server.get("/o/apps/", &token).await.json();
    assert_eq!(list.as_array().unwrap().len(), 1, "not the owner of the client, but who allowed it");
    assert_eq!(list[0]["client_id"], own.client_id);
}

#[tokio::test]
async fn a_denial_is_told_to_the_client() {
    let server = Running::start().await;
    server.person("ana").await;
    let path = request(&server.page_client().await, &[]);
    let mut browser = Browser::new(&server);
    browser.try_sign_in(&path, "ana", PASSWORD).await;
    let answer = browser.submit(&path, &[("action", "deny")]).await;
    let location = answer.header("location");
    assert_eq!(answer.status, 303);
    assert_eq!(parameter(location, "error").unwrap(), "access_denied");
    assert_eq!(parameter(location, "state").unwrap(), "some-state");
    assert_eq!(parameter(location, "iss").unwrap(), server.base);
    assert_eq!(parameter(location, "code"), None);
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_user_get_the_same_answer_in_about_the_same_time() {
    let server = Running::start().await;
    server.person("ana").await;
    server.client("ben").await; // A user without a password.
    let path = request(&server.page_client().await, &[]);
    let mut browser = Browser::new(&server);
    let mut texts = Vec::new();
    for (name, password) in [("ana", "wrong"), ("nobody", PASSWORD), ("ben", ""), ("ben", "x"), ("\0", "\0")] {
        let answer = browser.try_sign_in(&path, name, password).await;
        assert_eq!(answer.status, 403);
        assert!(!answer.text.contains(PASSWORD));
        texts.push(answer.text.replace(&format!("value=\"{name}\""), "value=\"\""));
    }
    assert!(texts[0].contains("The user name or the password is wrong."));
    for text in &texts[..4] {
        assert_eq!(text, &texts[0]);
    }
    // The shortest of several: other tests run at the same time.
    let mut shortest = [f64::MAX; 2];
    for _ in 0..6 {
        for (place, name) in ["ana", "nobody"].into_iter().enumerate() {
            let start = std::time::Instant::now();
            browser.try_sign_in(&path, name, "wrong").await;
            shortest[place] = shortest[place].min(start.elapsed().as_secs_f64());
        }
    }
    let [known, unknown] = shortest;
    assert!(unknown > known / 3.0 && known > unknown / 3.0, "{known} {unknown}");
}

#[tokio::test]
async fn somebody_else_can_sign_in_instead() {
    let server = Running::start().await;
    server.person("ana").await;
    server.person("ben").await;
    let path = request(&server.page_client().await, &[]);
    let mut browser = Browser::new(&server);
    browser.try_sign_in(&path, "ana", PASSWORD).await;
    let before = browser.cookie.clone();
    assert_eq!(browser.submit(&path, &[("action", "switch")]).await.header("location"), path);
    assert!(browser.get(&path).await.text.contains("<h1>Sign in</h1>"));
    browser.cookie = before;
    assert!(browser.get(&path).await.text.contains("<h1>Sign in</h1>"), "the session lives on in the server");
    browser.allow(&path, "ben").await;
}

#[tokio::test]
async fn another_password_ends_the_sign_ins_of_the_one_before_and_what_they_allowed() {
    let server = Running::start().await;
    server.person("ana").await;
    let client = server.page_client().await;
    let path = request(&client, &[]);
    let mut browser = Browser::new(&server);
    browser.try_sign_in(&path, "ana", PASSWORD).await;
    let (access, refresh) = server.pair(&client, "ana").await;
    let code = server.code_of(&client, "ana", ALL).await;
    let (of_ben, own) = (server.pair(&client, "ben").await, server.session_user("ana").await);
    server.person("ana").await;
    assert!(browser.get(&path).await.text.contains("<h1>Sign in</h1>"));
    server.get("/o/apps/", &access).await.assert_envelope(401, "invalid_token");
    server.refresh(&client, &refresh).await.assert_oauth_error(400, "invalid_grant");
    server.redeem(&client, &code).await.assert_oauth_error(400, "invalid_grant");
    // Neither another user's, nor what an application got with its own secret.
    for token in [&of_ben.0, &own] {
        assert_eq!(server.get("/o/apps/", token).await.status, 200);
    }
    let ana = server.store.ensure_user("ana").await.unwrap();
    let (access, refresh) = server.pair(&client, "ana").await;
    browser.try_sign_in(&path, "ana", PASSWORD).await;
    server.store.set_password(ana, "other", PasswordChange::KeepGrants).await.unwrap();
    assert!(browser.get(&path).await.text.contains("<h1>Sign in</h1>"));
    assert_eq!(server.get("/o/apps/", &access).await.status, 200);
    assert_eq!(server.refresh(&client, &refresh).await.status, 200);
}

#[tokio::test]
async fn what_is_asked_for_is_what_is_granted_and_nothing_means_read_and_write() {
    let server = Running::start().await;
    server.person("ana").await;
    let client = server.page_client().await;
    for (asked, granted) in
        [(Some("read"), "read"), (None, "read write"), (Some("offline_access write"), "write offline_access")]
    {
        let path = request(&client, &[("scope", asked)]);
        let code = parameter(&Browser::new(&server).allow(&path, "ana").await, "code").unwrap();
        assert_eq!(server.redeem(&client, &code).await.json()["scope"], granted);
    }
}

/// RFC 6749 section 4.1.2.1, RFC 9207; security rule 23.
#[tokio::test]
async fn every_error_after_client_and_redirect_uri_goes_to_the_client_with_state_and_iss() {
    let server = Running::start().await;
    let client = server.page_client().await;
    let long = "a".repeat(10_000);
    let cases: [(&str, Option<&str>, &str); 18] = [
        ("response_type", None, "invalid_request"),
        ("response_type", Some(""), "invalid_request"),
        ("response_type", Some("token"), "unsupported_response_type"),
        ("response_type", Some("code token"), "unsupported_response_type"),
        ("code_challenge", None, "invalid_request"),
        ("code_challenge", Some(""), "invalid_request"),
        ("code_challenge", Some("short"), "invalid_request"),
        ("code_challenge", Some(&long), "invalid_request"),
        ("code_challenge", Some("a\0"), "invalid_request"),
        ("code_challenge_method", None, "invalid_request"),
        ("code_challenge_method", Some("plain"), "invalid_request"),
        ("code_challenge_method", Some("s256"), "invalid_request"),
        ("scope", Some("admin"), "invalid_scope"),
        ("scope", Some("read  write"), "invalid_scope"),
        ("scope", Some("\0"), "invalid_scope"),
        ("scope", Some(&long), "invalid_scope"),
        ("scope", Some("READ"), "invalid_scope"),
        ("scope", Some("read\r\nwrite"), "invalid_scope"),
    ];
    for (name, value, error) in cases {
        let answer = send(server.request(Method::GET, &request(&client, &[(name, value)]))).await;
        assert_eq!(answer.status, 303, "{name} {}", answer.text);
        let location = answer.header("location");
        assert!(location.starts_with(&format!("{CALLBACK}?error={error}&")), "{name} {location}");
        assert!(parameter(location, "error_description").is_some());
        assert_eq!(parameter(location, "state").unwrap(), "some-state");
        assert_eq!(parameter(location, "iss").unwrap(), server.base);
        assert_eq!(answer.header("set-cookie"), "");
    }
    // Parameters must not stand twice (RFC 6749 section 3.1).
    for twice in ["&scope=read", "&response_type=code", "&code_challenge_method=S256"] {
        let path = request(&client, &[]) + twice;
        let answer = send(server.request(Method::GET, &path)).await;
        assert_eq!(parameter(answer.header("location"), "error").unwrap(), "invalid_request");
    }
    let answer = send(server.request(Method::GET, &(request(&client, &[]) + "&state=other"))).await;
    assert_eq!(parameter(answer.header("location"), "error").unwrap(), "invalid_request");
    assert_eq!(parameter(answer.header("location"), "state"), None);
    // Without a state none comes back.
    let path = request(&client, &[("state", None), ("scope", Some("admin"))]);
    assert_eq!(parameter(send(server.request(Method::GET, &path)).await.header("location"), "state"), None);
}

#[tokio::test]
async fn a_client_of_another_grant_gets_no_code() {
    let server = Running::start().await;
    let client = server.code_client("ana", Draft::confidential("Service".into()), &[CALLBACK]).await;
    let answer = send(server.request(Method::GET, &request(&client, &[]))).await;
    assert_eq!(parameter(answer.header("location"), "error").unwrap(), "unauthorized_client");
}

#[tokio::test]
async fn the_configured_issuer_is_the_one_that_answers() {
    let issuer = oauth_apps_server::issuer::Issuer::Given("https://api.example".parse().unwrap());
    let server = Running::start_with(Settings { issuer, ..Settings::default() }).await;
    let path = request(&server.page_client().await, &[("scope", Some("admin"))]);
    let answer = send(server.request(Method::GET, &path)).await;
    assert_eq!(parameter(answer.header("location"), "iss").unwrap(), "https://api.example");
}

/// A client that was deleted while its consent page was open.
#[tokio::test]
async fn a_deleted_client_gets_no_code_and_nobody_is_sent_to_it() {
    let server = Running::start().await;
    server.person("ana").await;
    let client = server.page_client().await;
    let path = request(&client, &[]);
    let mut browser = Browser::new(&server);
    browser.try_sign_in(&path, "ana", PASSWORD).await;
    let form_token = form_token(&browser.get(&path).await);
    let owner = server.store.ensure_user("owner").await.unwrap();
    assert!(server.store.delete_application(owner, client.id).await.unwrap());
    let answer = browser.post(&path, &[("action", "allow"), ("form_token", &form_token)]).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (400, ""));
    assert!(answer.text.contains("This link does not work"), "{}", answer.text);
    assert_eq!(server.store.count_grants().await.unwrap(), [0; 3]);
}
