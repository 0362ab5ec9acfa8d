//! The built page, served beside the API (security rules 9, 11 and 13).

use std::fs;

use oauth_apps_server::config::Settings;
use reqwest::{Method, StatusCode};
use tempfile::TempDir;

use crate::running::{Answer, Running, send};

const HASHED: &str = "oauth-apps-0123456789abcdef_bg.wasm";

/// A folder as the build makes it, with a secret beside it that must never be served.
async fn serving_a_page() -> (Running, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("page");
    fs::create_dir_all(page.join("assets/empty")).unwrap();
    fs::write(folder.path().join("outside.txt"), "outside").unwrap();
    fs::write(page.join("index.html"), "<!doctype html><title>page</title>").unwrap();
    for file in [".hidden", "assets/.env", "assets/.git/config", "assets/a\\b"] {
        fs::create_dir_all(page.join(file).parent().unwrap()).unwrap();
        fs::write(page.join(file), "hidden").unwrap();
    }
    fs::write(page.join("assets/start.js"), "plain").unwrap();
    fs::write(page.join("assets/start.js.br"), "brotli").unwrap();
    fs::write(page.join("assets/start.js.gz"), "gzip").unwrap();
    fs::write(page.join("assets").join(HASHED), b"\0asm").unwrap();
    let settings =
        Settings { page: Some(page), api_origins: vec!["https://api.example".parse().unwrap()], ..Settings::default() };
    (Running::start_with(settings).await, folder)
}

async fn get(server: &Running, path: &str) -> Answer {
    send(server.request(Method::GET, path)).await
}

/// security rule 9
#[tokio::test]
async fn the_page_comes_with_the_content_security_policy() {
    let (server, _folder) = serving_a_page().await;
    for path in ["/", "/index.html", "/assets/start.js"] {
        let answer = get(&server, path).await;
        assert_eq!(answer.status, 200);
        assert_eq!(
            answer.header("content-security-policy"),
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
             connect-src 'self' https://api.example; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; \
             form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
        );
    }
}

/// security rule 11
#[tokio::test]
async fn the_page_comes_with_the_other_safety_headers() {
    let (server, _folder) = serving_a_page().await;
    let answer = get(&server, "/").await;
    assert_eq!(answer.header("content-type"), "text/html");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(answer.header("referrer-policy"), "no-referrer");
    assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin");
    assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin");
    assert!(answer.header("permissions-policy").contains("clipboard-write=(self)"));
    assert!(answer.header("permissions-policy").contains("camera=()"));
}

/// security rule 13
#[tokio::test]
async fn a_missing_file_is_a_404_and_a_folder_is_not_listed() {
    let (server, _folder) = serving_a_page().await;
    let missing = [
        "/missing.js",
        "/assets/missing.wasm",
        "/some/route",
        "/assets/empty/",
        "/assets/",
        "/o/unknown/",
        "/.hidden",
        "/%2ehidden",
        "/assets/../.hidden",
        "/%00",
        "/%ff",
        "/a%00b.js",
        "/index.html/",
    ];
    for path in missing {
        get(&server, path).await.assert_envelope(404, "not_found");
    }
    assert_ne!(get(&server, "/assets").await.status, StatusCode::OK);
}

/// security rule 13
#[tokio::test]
async fn nothing_outside_the_folder_is_served() {
    let (server, _folder) = serving_a_page().await;
    for path in [
        "/../outside.txt",
        "/%2e%2e/outside.txt",
        "/..%2foutside.txt",
        "/%2e%2e%2foutside.txt",
        "/assets/..%5c..%5coutside.txt",
        "/assets/%2e%2e/%2e%2e/outside.txt",
        "//etc/passwd",
        "/%2fetc/passwd",
    ] {
        // Written by hand: a client library would tidy the path first.
        let answer = raw(&server, path).await;
        assert!(answer.starts_with("HTTP/1.1 404"), "{path}: {answer}");
        assert!(!answer.contains("\r\n\r\noutside") && !answer.contains("root:"));
    }
}

/// security rule 13
#[tokio::test]
async fn a_hidden_file_is_not_there_however_its_name_is_written() {
    let (server, _folder) = serving_a_page().await;
    for path in [
        "/.hidden",
        "/%2ehidden",
        "/%2Ehidden",
        "/%252ehidden",
        "/assets%2f.env",
        "/assets%2F.env",
        "/assets/%2eenv",
        "/assets%2f%2eenv",
        "/assets%252f.env",
        "/assets//.env",
        "/assets/./.env",
        "/assets%2F.git%2fconfig",
        "/assets/.git/config",
        "/assets/.git%2fconfig",
        "/assets/.git",
        "/assets/.git/",
        "/assets/x/../.env",
        "/assets/x%2f..%2f.env",
        "/assets/.git/../start.js",
        "/assets/..%2fassets/.env",
        "/assets%5c.env",
        "/assets/a\\b",
        "/assets/a%5cb",
        "/assets/a%255cb",
        "/assets/.env%00",
        "/assets/.env%00.js",
        "/%00/assets/.env",
        "/assets/%c0%aeenv",
        "/assets%c0%af.env",
        "/assets/%e0%80%aeenv",
        "/assets/%uff0eenv",
        "/assets/%ef%bc%8eenv",
        "/assets/.env?x",
        "/assets/.env/",
        "/.",
        "/..",
        "/%2e",
        "//assets/.env",
        "/%2fassets/.env",
    ] {
        let answer = raw(&server, path).await;
        assert!(answer.starts_with("HTTP/1.1 404"), "{path}: {answer}");
        assert!(!answer.contains("hidden"), "{path}: {answer}");
    }
    assert!(raw(&server, "/assets/start.js").await.ends_with("\r\n\r\nplain"));
    assert!(raw(&server, "/%61ssets%2Fstart.js").await.ends_with("\r\n\r\nplain"), "the same name");
}

pub async fn raw(server: &Running, path: &str) -> String {
    raw_request(server, &format!("GET {path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")).await
}

/// Sends a request that is written by hand.
pub async fn raw_request(server: &Running, request: &str) -> String {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let mut stream = tokio::net::TcpStream::connect(server.base.trim_start_matches("http://")).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn a_hashed_file_is_kept_for_ever_and_everything_else_is_asked_for_again() {
    let (server, _folder) = serving_a_page().await;
    let wasm = get(&server, &format!("/assets/{HASHED}")).await;
    assert_eq!(wasm.header("content-type"), "application/wasm");
    assert_eq!(wasm.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(get(&server, "/").await.header("cache-control"), "no-cache");
    assert_eq!(get(&server, "/assets/start.js").await.header("cache-control"), "no-cache");
    let missing = get(&server, "/assets/oauth-apps-fedcba9876543210_bg.wasm").await;
    assert_eq!((missing.status.as_u16(), missing.header("cache-control")), (404, "no-store"));
}

#[tokio::test]
async fn a_file_that_has_not_changed_is_a_304() {
    let (server, _folder) = serving_a_page().await;
    let first = get(&server, "/").await;
    let etag = first.header("etag").to_owned();
    assert!(!etag.is_empty());
    let again = send(server.request(Method::GET, "/").header("if-none-match", etag)).await;
    assert_eq!((again.status.as_u16(), again.text.as_str()), (304, ""));
    assert_eq!(again.header("cache-control"), "no-cache");
}

#[tokio::test]
async fn a_precompressed_file_is_sent_to_those_who_accept_it() {
    let (server, _folder) = serving_a_page().await;
    for (accept, encoding, body) in [("br, gzip", "br", "brotli"), ("gzip", "gzip", "gzip"), ("identity", "", "plain")]
    {
        let answer = send(server.request(Method::GET, "/assets/start.js").header("accept-encoding", accept)).await;
        assert_eq!((answer.header("content-encoding"), answer.text.as_str()), (encoding, body));
        assert_eq!(answer.header("content-type"), "text/javascript");
        assert!(answer.header("vary").to_lowercase().contains("accept-encoding"), "{}", answer.header("vary"));
    }
}

#[tokio::test]
async fn another_method_on_the_page_is_a_405_and_the_api_still_answers() {
    let (server, _folder) = serving_a_page().await;
    let answer = send(server.request(Method::POST, "/")).await;
    answer.assert_envelope(405, "method_not_allowed");
    assert_eq!(answer.header("allow"), "GET,HEAD");
    let token = server.session_user("ana").await;
    assert_eq!(server.get("/o/apps/", &token).await.status, 200);
    assert_eq!(get(&server, "/healthz").await.status, 200);
}
