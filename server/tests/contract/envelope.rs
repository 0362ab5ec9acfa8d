//! Every answer that is an error outside RFC 6749's own has the one envelope (security rule 27).

use axum::{Router, routing::get};
use oauth_apps_server::{config::Settings, error::Error, middleware};
use reqwest::Method;

use crate::running::{Running, send};

/// security rule 27
#[tokio::test]
async fn an_unknown_path_answers_404_in_the_envelope() {
    let server = Running::start().await;
    for path in ["/", "/o/", "/o/apps", "/o/apps/1", "/o/apps/1/2/", "/index.html", "/%00", "/%ff", "//"] {
        send(server.request(Method::GET, path)).await.assert_envelope(404, "not_found");
    }
}

/// security rule 27
#[tokio::test]
async fn another_method_answers_405_with_allow_in_the_envelope() {
    let server = Running::start().await;
    let token = server.session_user("ana").await;
    let cases = [
        ("/o/apps/", "PUT", "GET,HEAD,POST"),
        ("/o/apps/", "DELETE", "GET,HEAD,POST"),
        ("/o/apps/1/", "GET", "DELETE"),
        ("/o/apps/1/", "PATCH", "DELETE"),
        ("/o/token/", "GET", "POST"),
        ("/o/revoke_token/", "GET", "POST"),
        ("/o/introspect/", "TRACE", "POST"),
        ("/o/authorize/", "PUT", "GET,HEAD,POST"),
        ("/.well-known/oauth-authorization-server", "POST", "GET,HEAD"),
        ("/healthz", "POST", "GET,HEAD"),
        ("/openapi.json", "POST", "GET,HEAD"),
    ];
    for (path, method, allow) in cases {
        let answer = send(server.request(method.parse().unwrap(), path).bearer_auth(&token)).await;
        answer.assert_envelope(405, "method_not_allowed");
        assert_eq!(answer.header("allow"), allow, "{method} {path}");
    }
}

/// security rule 27
#[tokio::test]
async fn a_body_that_cannot_be_used_answers_in_the_envelope() {
    let server = Running::start().await;
    let token = server.session_user("ana").await;
    let post = |media_type: &str, body: Vec<u8>| {
        let request = server.request(Method::POST, "/o/apps/").bearer_auth(&token);
        let request = if media_type.is_empty() { request } else { request.header("content-type", media_type) };
        send(request.body(body))
    };
    let json = "application/json";
    for malformed in ["", "{", "{\"name\":", "{'name':'a'}", "\u{feff}{\"name\":\"a\"}", r#"{"name":"\ud800"}"#, "nul"]
    {
        post(json, malformed.into()).await.assert_envelope(400, "invalid_request");
    }
    post(json, "[".repeat(50_000).into()).await.assert_envelope(400, "invalid_request");
    let good = || br#"{"name":"a"}"#.to_vec();
    for media_type in
        ["", "text/plain", "application/x-www-form-urlencoded", "application/jsonx", "application/json; charset=latin1"]
    {
        post(media_type, good()).await.assert_envelope(415, "unsupported_media_type");
    }
    post(json, vec![b' '; 65_537]).await.assert_envelope(413, "payload_too_large");
    for media_type in [json, "Application/JSON; charset=UTF-8"] {
        assert_eq!(post(media_type, good()).await.status, 201);
    }
}

/// security rule 27: what is compressed or in another charset is 415, not malformed; RFC 9110 sections 8.4 and 15.5.16.
#[tokio::test]
async fn a_body_in_a_coding_or_charset_that_is_not_read_answers_415_at_every_endpoint() {
    let server = Running::start().await;
    let client = server.client("ana").await;
    let token = server.token(&client, "read write").await;
    let browser_path = crate::flow::request(&server.page_client().await, &[]);
    let form = "application/x-www-form-urlencoded";
    let endpoints = [
        ("/o/apps/", "application/json", r#"{"name":"a"}"#),
        ("/o/token/", form, "grant_type=client_credentials"),
        ("/o/revoke_token/", form, "token=x"),
        ("/o/introspect/", form, "token=x"),
        (browser_path.as_str(), form, "a=b"),
    ];
    for (path, media_type, body) in endpoints {
        let post = async |headers: &[(&'static str, &str)]| {
            let mut request = server.request(Method::POST, path);
            request = match path {
                "/o/apps/" => request.bearer_auth(&token),
                _ => request.basic_auth(&client.client_id, Some(&client.secret)),
            };
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            send(request.body(body)).await
        };
        let typed = ("content-type", media_type);
        for coding in ["gzip", "GZIP", "br", "deflate", "zstd", "x-gzip", "identity, gzip", "gzip, gzip", "\u{e9}"] {
            let answer = post(&[typed, ("content-encoding", coding)]).await;
            answer.assert_envelope(415, "unsupported_media_type");
            assert_eq!(answer.header("accept-encoding"), "identity", "{path} {coding}");
        }
        for parameter in
            ["charset=latin1", "charset=utf-16", "Charset = \"iso-8859-1\"", "charset =utf-7", "a=b;charset=x"]
        {
            let answer = post(&[("content-type", &format!("{media_type}; {parameter}"))]).await;
            answer.assert_envelope(415, "unsupported_media_type");
        }
        let utf8 = format!("{media_type}; charset=\"UTF-8\"");
        for plain in [
            &[typed, ("content-encoding", "identity")][..],
            &[typed, ("content-encoding", "")],
            &[("content-type", utf8.as_str())],
        ] {
            assert_ne!(post(plain).await.status, 415, "{path} {plain:?}");
        }
    }
    // A coding of the transfer, by hand: a client library would not send it.
    let head = format!(
        "POST /o/apps/ HTTP/1.1\r\nhost: a\r\nconnection: close\r\nauthorization: Bearer {token}\r\n\
         content-type: application/json\r\ntransfer-encoding: gzip, chunked\r\n\r\n1\r\na\r\n0\r\n\r\n"
    );
    let answer = crate::page::raw_request(&server, &head).await;
    assert!(answer.starts_with("HTTP/1.1 415"), "{answer}");
}

/// security rule 27
#[tokio::test]
async fn a_panic_answers_500_in_the_envelope_and_says_nothing_of_its_cause() {
    async fn panics() -> &'static str {
        panic!("canary-of-the-panic")
    }
    let routes = Router::new().route("/panic", get(panics)).route("/fine", get(async || "fine"));
    let routes = middleware::wrap(routes, Router::new(), &Settings::default());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, routes).await.unwrap() });
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let answer = send(http.get(format!("{base}/panic"))).await;
    answer.assert_envelope(500, "internal_error");
    assert!(!answer.text.contains("canary"));
    assert_ne!(answer.header("x-request-id"), "");
    assert_eq!(send(http.get(format!("{base}/fine"))).await.text, "fine");
}

/// security rule 27
#[tokio::test]
async fn a_failing_database_answers_500_in_the_envelope_and_says_nothing_of_its_cause() {
    let server = Running::start().await;
    let client = server.client("ana").await;
    let token = server.token(&client, "read write").await;
    server.store.close().await;
    let answers = [
        server.get("/o/apps/", &token).await,
        server.form("/o/token/", &client, &[("grant_type", "client_credentials")]).await,
        send(server.request(Method::GET, "/healthz")).await,
    ];
    for answer in answers {
        answer.assert_envelope(500, "internal_error");
        assert_eq!(answer.json()["error"]["message"], "Internal server error");
        assert_eq!(answer.header("cache-control"), "no-store");
    }
}

#[tokio::test]
async fn every_answer_has_a_request_id_and_a_harmless_one_is_taken_over() {
    let server = Running::start().await;
    let ask = |id: Vec<u8>| send(server.request(Method::GET, "/healthz").header("x-request-id", id));
    let one = send(server.request(Method::GET, "/healthz")).await;
    assert_eq!(one.json()["status"], "ok");
    let two = send(server.request(Method::GET, "/nothing")).await;
    assert!(one.header("x-request-id").len() >= 16);
    assert_ne!(one.header("x-request-id"), two.header("x-request-id"));
    assert_eq!(ask(b"proxy-7.a_B".to_vec()).await.header("x-request-id"), "proxy-7.a_B");
    for bad in ["a b".as_bytes(), b"a\"b", b"\xff", b"", &[b'a'; 65], b"a;b"] {
        let given = ask(bad.to_vec()).await;
        assert_ne!(given.headers["x-request-id"].as_bytes(), bad);
        assert!(given.header("x-request-id").len() >= 16);
    }
}

#[tokio::test]
async fn every_answer_of_the_api_has_the_safety_headers() {
    let server = Running::start_with(Settings { https: true, ..Settings::default() }).await;
    for path in ["/o/apps/", "/healthz", "/nothing", "/openapi.json"] {
        let answer = send(server.request(Method::GET, path)).await;
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        assert_eq!(answer.header("content-security-policy"), "default-src 'none'; frame-ancestors 'none'");
        assert_eq!(answer.header("strict-transport-security"), "max-age=63072000", "for this host alone");
    }
    let plain = Running::start().await;
    let answer = send(plain.request(Method::GET, "/healthz")).await;
    assert_eq!(answer.header("strict-transport-security"), "", "HSTS without HTTPS");
}

/// The envelope never carries what an internal error says.
#[test]
fn an_internal_error_shows_no_cause() {
    assert_eq!(Error::Internal("canary".into()).to_string(), "Internal server error");
}
