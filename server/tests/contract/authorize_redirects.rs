//! Where the authorization endpoint sends people: to a registered redirect URI and nowhere else (security rule 24).

use oauth_apps_server::store::Draft;
use reqwest::Method;

use crate::{
    flow::{Browser, CALLBACK, PASSWORD, parameter, request},
    page::raw,
    running::{Answer, Running, send},
};

#[track_caller]
fn assert_on_a_page(answer: &Answer, what: &str) {
    assert_eq!(answer.status, 400, "{what}");
    assert_eq!(answer.header("location"), "", "{what}");
    assert!(answer.header("content-type").starts_with("text/html"), "{what}");
    assert!(answer.text.contains("This link does not work") && !answer.text.contains("href="), "{what}");
    assert_eq!(answer.header("refresh"), "");
}

/// security rule 24
#[tokio::test]
async fn a_redirect_uri_that_is_not_registered_byte_for_byte_never_redirects() {
    let server = Running::start().await;
    server.person("ana").await;
    let uris = [CALLBACK, "https://app.example/with?a=b"];
    let client = server.code_client("owner", Draft::public("The page".into()), &uris).await;
    let mut browser = Browser::new(&server);
    assert_eq!(browser.try_sign_in(&request(&client, &[]), "ana", PASSWORD).await.status, 303);
    let mutations = [
        "https://app.example/Callback",
        "https://APP.example/callback",
        "HTTPS://app.example/callback",
        "https://app.example/callback/",
        "https://app.example/callback?",
        "https://app.example/callback?x=y",
        "https://app.example/callback#",
        "https://app.example/callback#x",
        "https://app.example/callbac",
        "https://app.example/callback%20",
        "https://app.example/%63allback",
        "https://app.example/callback%2f",
        "https://app.example/./callback",
        "https://app.example/x/../callback",
        "https://app.example//callback",
        "https://app.example\\callback",
        "https:/app.example/callback",
        "https://app.example:443/callback",
        "https://user@app.example/callback",
        "https://user:p@app.example/callback",
        "https://app.example@evil.example/callback",
        "https://app.example.evil.example/callback",
        "https://evil.example/callback",
        "https://evil.example/https://app.example/callback",
        "http://app.example/callback",
        "//app.example/callback",
        "/callback",
        " https://app.example/callback",
        "https://app.example/callback ",
        "https://app.example/callback\0",
        "https://app.example/callback\r\nLocation: https://evil.example",
        "https://app.example/callb\u{430}ck",
        "https://app.example/with",
        "https://app.example/with?a=b&c=d",
        "https://app.example/with?A=b",
        "javascript:alert(1)",
        "data:text/html,x",
        "",
        &"https://app.example/callback".repeat(300),
    ];
    for uri in mutations {
        // Good requests, bad ones and forms alike.
        for changes in [vec![], vec![("scope", Some("admin"))], vec![("response_type", None)]] {
            let path = request(&client, &[vec![("redirect_uri", Some(uri))], changes].concat());
            assert_on_a_page(&browser.get(&path).await, uri);
            assert_on_a_page(&browser.post(&path, &[("action", "allow")]).await, uri);
        }
    }
    let path = request(&client, &[]);
    for path in [
        request(&client, &[("redirect_uri", None)]),
        format!("{path}&redirect_uri=https%3A%2F%2Fevil.example%2F"),
        format!("{path}&redirect_uri=https%3A%2F%2Fapp.example%2Fcallback"),
        format!("{path}&x=%ff"),
        format!("{path}&%ff=x"),
        path.replace("callback", "callback%ff"),
    ] {
        assert_on_a_page(&browser.get(&path).await, &path);
    }
}

/// security rule 24: the client is looked at first.
#[tokio::test]
async fn an_unknown_client_never_redirects() {
    let server = Running::start().await;
    let client = server.page_client().await;
    let other = server.code_client("owner", Draft::public("Other".into()), &["https://other.example/"]).await;
    let long = "a".repeat(10_000);
    for id in [
        "unknown",
        "",
        "\0",
        &long,
        &client.client_id.to_lowercase(),
        &format!("{}\0", client.client_id),
        &other.client_id,
    ] {
        let path = request(&client, &[("client_id", Some(id))]);
        assert_on_a_page(&send(server.request(Method::GET, &path)).await, id);
    }
    let path = request(&client, &[("client_id", None)]);
    assert_on_a_page(&send(server.request(Method::GET, &path)).await, "none");
    let twice = format!("{}&client_id={}", request(&client, &[]), client.client_id);
    assert_on_a_page(&send(server.request(Method::GET, &twice)).await, "twice");
    for path in ["/o/authorize/", "/o/authorize/?", "/o/authorize/?&&=&"] {
        assert_on_a_page(&send(server.request(Method::GET, path)).await, path);
    }
}

#[tokio::test]
async fn a_query_of_a_redirect_uri_is_kept() {
    let server = Running::start().await;
    let uri = "https://app.example/with?a=b";
    let client = server.code_client("owner", Draft::public("The page".into()), &[uri]).await;
    let path = request(&client, &[("redirect_uri", Some(uri)), ("scope", Some("admin"))]);
    let answer = send(server.request(Method::GET, &path)).await;
    assert!(answer.header("location").starts_with("https://app.example/with?a=b&error=invalid_scope&"));
}

/// security rules 27 and 30: what the client sends comes back encoded and cannot start a header.
#[tokio::test]
async fn a_state_comes_back_as_it_was_and_breaks_nothing() {
    let server = Running::start().await;
    let client = server.page_client().await;
    for state in [
        "a b+c&d=e#f%",
        "\r\nSet-Cookie: evil=1\r\n\r\n<script>",
        "\0",
        "ü👩‍💻",
        "https://evil.example/",
        &"s".repeat(10_000),
    ] {
        let path = request(&client, &[("state", Some(state)), ("scope", Some("admin"))]);
        let answer = send(server.request(Method::GET, &path)).await;
        assert_eq!(answer.status, 303);
        assert_eq!(parameter(answer.header("location"), "state").unwrap(), state);
        assert!(answer.header("location").starts_with(CALLBACK));
        assert_eq!(answer.header("set-cookie"), "");
    }
}

/// security rule 30
#[tokio::test]
async fn an_endless_query_gets_a_4xx() {
    let server = Running::start().await;
    let client = server.page_client().await;
    // As much as an address may have, and more than hyper reads.
    assert_eq!(
        send(server.request(Method::GET, &request(&client, &[("state", Some(&"s".repeat(60_000)))]))).await.status,
        200
    );
    let base = request(&client, &[]);
    let answer = raw(&server, &format!("{base}{}", "s".repeat(500_000))).await;
    assert!(answer.starts_with("HTTP/1.1 4"), "{answer}");
}
