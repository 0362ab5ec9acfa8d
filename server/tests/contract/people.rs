//! The commands that make people able to sign in: `user`, and `development-client` with redirect URIs.

use std::{
    io::Write as _,
    path::Path,
    process::{Command, Output, Stdio},
};

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    flow::{CALLBACK, VERIFIER, challenge, form_token, parameter},
    process::{Serving, assert_refused, in_folder, succeed},
    running::{Answer, send},
};

fn user(folder: &Path, name: &str, password: &[u8]) -> Output {
    let mut command: Command = in_folder(folder, &["user", name, "--create-key"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // It may have ended already.
    let _ = child.stdin.take().unwrap().write_all(password);
    child.wait_with_output().unwrap()
}

/// The page's client and the path of its authorization request.
fn page_client(folder: &Path) -> (Value, String) {
    let client = succeed(&mut in_folder(folder, &["development-client", "--create-key", "--redirect-uri", CALLBACK]));
    let path = format!(
        "/o/authorize/?response_type=code&client_id={}&redirect_uri=https%3A%2F%2Fapp.example%2Fcallback\
         &scope=read%20write%20offline_access&state=canary-state&code_challenge={}&code_challenge_method=S256",
        client["page_client_id"].as_str().unwrap(),
        challenge(VERIFIER)
    );
    (client, path)
}

/// Sends a form of the page with a cookie; answers with the cookie after it.
async fn submit(serving: &Serving, path: &str, cookie: &str, fields: &[(&str, &str)]) -> (Answer, String) {
    let url = format!("{}{path}", serving.base);
    let kept = |answer: &Answer, before: &str| {
        let set = answer.header("set-cookie").split(';').next().unwrap_or_default();
        if set.is_empty() { before.to_owned() } else { set.to_owned() }
    };
    let page = send(serving.http.request(Method::GET, &url).header("cookie", cookie)).await;
    let cookie = kept(&page, cookie);
    let token = form_token(&page);
    let fields = [fields, &[("form_token", &token)]].concat();
    let answer = send(serving.http.request(Method::POST, &url).header("cookie", &cookie).form(&fields)).await;
    let cookie = kept(&answer, &cookie);
    (answer, cookie)
}

async fn sign_in(serving: &Serving, path: &str, name: &str, password: &str) -> (u16, String) {
    let fields = [("action", "sign-in"), ("username", name), ("password", password)];
    let (answer, cookie) = submit(serving, path, "", &fields).await;
    (answer.status.as_u16(), cookie)
}

#[tokio::test]
async fn a_user_signs_in_with_the_password_that_was_set_last() {
    let folder = tempfile::tempdir().unwrap();
    let set = |password: &str| user(folder.path(), "ana", password.as_bytes());
    let output = set("first password\n");
    assert!(output.status.success());
    assert_eq!(serde_json::from_slice::<Value>(&output.stdout).unwrap(), json!({"user": "ana"}));
    assert!(set("second password\r\nand nothing of this").status.success());
    let random = succeed(&mut in_folder(folder.path(), &["user", "ben", "--random", "--keep-grants"]));
    let random = random["password"].as_str().unwrap();
    assert!(random.len() >= 20);
    let (_, path) = page_client(folder.path());
    let serving = Serving::start(folder.path(), &[]);
    for (name, password, status) in [
        ("ana", "first password", 403),
        ("ana", "second password", 303),
        ("ben", random, 303),
        ("ben", "second password", 403),
        ("development", "", 403),
    ] {
        assert_eq!(sign_in(&serving, &path, name, password).await.0, status, "{name} {password}");
    }
    assert_eq!(serving.stop().0, Some(0));
}

#[test]
fn a_bad_name_or_password_is_refused_and_never_said() {
    let folder = tempfile::tempdir().unwrap();
    for password in ["", "\n", "short\n", &"a".repeat(1_001)] {
        assert_refused(&user(folder.path(), "ana", password.as_bytes()), "at least 8 characters");
    }
    assert_refused(&user(folder.path(), "ana", b"\xff\xfe canary\n"), "standard input");
    for name in ["", "  ", "a\nb", &"a".repeat(256)] {
        assert_refused(&user(folder.path(), name, b"good password\n"), "NAME");
    }
}

#[test]
fn the_client_of_the_page_is_made_once_and_follows_its_redirect_uris() {
    let folder = tempfile::tempdir().unwrap();
    let show = |uris: &[&str]| {
        let mut command = in_folder(folder.path(), &["development-client", "--create-key"]);
        for uri in uris {
            command.args(["--redirect-uri", uri]);
        }
        succeed(&mut command)
    };
    let without = show(&[]);
    assert_eq!(without.get("page_client_id"), None);
    let one = show(&["http://127.0.0.1:8000/", "http://localhost:8000/"]);
    let two = show(&["http://127.0.0.1:8001/"]);
    assert!(one["page_client_id"].as_str().unwrap().len() >= 40);
    assert_eq!(one, two);
    assert_eq!(one["client_id"], without["client_id"]);
    for bad in ["http://a.example/", "https://a.example/#x", "https://a.example", "/", "https://u@a.example/"] {
        let output = in_folder(folder.path(), &["development-client", "--redirect-uri", bad]).output().unwrap();
        assert_refused(&output, "--redirect-uri");
    }
}

/// security rules 26 and 27
#[tokio::test]
async fn a_trace_log_of_a_sign_in_holds_no_code_token_cookie_password_or_verifier() {
    let folder = tempfile::tempdir().unwrap();
    assert!(user(folder.path(), "canary-name", b"canary-password\n").status.success());
    let (client, path) = page_client(folder.path());
    let serving = Serving::start(folder.path(), &["--log", "trace"]);
    sign_in(&serving, &path, "canary-name", "canary-wrong").await;
    sign_in(&serving, &path, "\r\nforged-line", "canary-wrong").await;
    let (status, cookie) = sign_in(&serving, &path, "canary-name", "canary-password").await;
    assert_eq!(status, 303);
    let (answer, _) = submit(&serving, &path, &cookie, &[("action", "allow")]).await;
    let code = parameter(answer.header("location"), "code").unwrap();
    let url = format!("{}/o/token/", serving.base);
    let ask = |fields: Vec<(&'static str, String)>| {
        let id = client["page_client_id"].as_str().unwrap().to_owned();
        send(serving.http.post(&url).form(&[fields, vec![("client_id", id)]].concat()))
    };
    let redeem = || {
        ask(vec![
            ("grant_type", "authorization_code".into()),
            ("code", code.clone()),
            ("redirect_uri", CALLBACK.into()),
            ("code_verifier", VERIFIER.into()),
        ])
    };
    let first = redeem().await.json();
    let refresh = first["refresh_token"].as_str().unwrap().to_owned();
    let next = ask(vec![("grant_type", "refresh_token".into()), ("refresh_token", refresh.clone())]).await.json();
    redeem().await.assert_oauth_error(400, "invalid_grant");
    let (code_of_exit, log) = serving.stop();
    assert_eq!(code_of_exit, Some(0));
    for line in
        ["signed in", "sign-in refused", "access allowed", "token issued", "came twice", "UPDATE codes", "DEBUG"]
    {
        assert!(log.contains(line), "the log is too quiet to prove anything: {line}");
    }
    let text = |answer: &Value, name: &str| answer[name].as_str().unwrap().to_owned();
    let secrets = [
        code.clone(),
        refresh.clone(),
        text(&first, "access_token"),
        text(&next, "access_token"),
        text(&next, "refresh_token"),
        cookie.split('=').nth(1).unwrap().to_owned(),
        VERIFIER.to_owned(),
        "canary".to_owned(),
        "forged-line".to_owned(),
        "argon2".to_owned(),
    ];
    for secret in secrets {
        assert!(!log.contains(&secret), "the log holds {secret}");
    }
}
