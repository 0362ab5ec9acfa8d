//! Which origins may ask (security rule 28).

use oauth_apps_server::config::Settings;
use reqwest::Method;

use crate::running::{Answer, Running, send};

const PORTAL: &str = "https://portal.example";
const ENDPOINTS: [(&str, &str); 5] = [
    ("GET", "/o/apps/"),
    ("POST", "/o/token/"),
    ("POST", "/o/revoke_token/"),
    ("DELETE", "/o/apps/1/"),
    ("GET", "/.well-known/oauth-authorization-server"),
];

async fn allowing(origins: &[&str]) -> Running {
    let cors_origins = origins.iter().map(|origin| origin.parse().unwrap()).collect();
    Running::start_with(Settings { cors_origins, ..Settings::default() }).await
}

async fn preflight(server: &Running, origin: &str, method: &str, path: &str) -> Answer {
    let request = server
        .request(Method::OPTIONS, path)
        .header("origin", origin)
        .header("access-control-request-method", method)
        .header("access-control-request-headers", "authorization,content-type");
    send(request).await
}

/// security rule 28
#[tokio::test]
async fn a_listed_origin_may_ask_and_read_the_request_id_and_the_wait() {
    let server = allowing(&["http://localhost:9", PORTAL]).await;
    for (method, path) in ENDPOINTS {
        let answer = preflight(&server, PORTAL, method, path).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("access-control-allow-origin"), PORTAL);
        assert!(answer.header("access-control-allow-methods").contains(method));
        let headers = answer.header("access-control-allow-headers").to_lowercase();
        assert!(headers.contains("authorization") && headers.contains("content-type"));
        assert_eq!(answer.header("access-control-allow-credentials"), "");
    }
    // Errors too, or the page could not tell a 401 from a network failure.
    let answer = send(server.request(Method::GET, "/o/apps/").header("origin", PORTAL)).await;
    answer.assert_envelope(401, "missing_token");
    assert_eq!(answer.header("access-control-allow-origin"), PORTAL);
    assert_eq!(answer.header("access-control-expose-headers"), "date,x-request-id,retry-after,www-authenticate");
    assert!(answer.header("vary").to_lowercase().contains("origin"));
}

/// security rule 28
#[tokio::test]
async fn an_origin_that_is_not_listed_gets_no_permission() {
    let server = allowing(&[PORTAL]).await;
    let origins = [
        "https://evil.example",
        "https://portal.example.evil.example",
        "http://portal.example",
        "null",
        "https://portal.example:8443",
        "https://xportal.example",
    ];
    for origin in origins {
        for (method, path) in ENDPOINTS {
            let answer = preflight(&server, origin, method, path).await;
            assert_eq!(answer.header("access-control-allow-origin"), "", "{origin}");
        }
        let answer = send(server.request(Method::GET, "/o/apps/").header("origin", origin)).await;
        assert_eq!(answer.header("access-control-allow-origin"), "", "{origin}");
    }
}

/// security rule 28
#[tokio::test]
async fn without_a_list_no_origin_gets_permission() {
    let server = Running::start().await;
    let answer = preflight(&server, PORTAL, "GET", "/o/apps/").await;
    answer.assert_envelope(405, "method_not_allowed");
    assert!(answer.headers.keys().all(|name| !name.as_str().starts_with("access-control-")));
}
