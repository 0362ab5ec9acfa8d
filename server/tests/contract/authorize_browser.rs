//! What protects a person at the authorization endpoint: cookies, forms, frames, other origins.

use oauth_apps_server::{config::Settings, store::Draft};
use reqwest::Method;

use crate::{
    flow::{Browser, CALLBACK, PASSWORD, form_token, request},
    running::{Answer, Running, send},
};

/// Each page once: sign-in, sign-in refused, consent, refusal, an old form.
async fn pages(server: &Running) -> Vec<Answer> {
    server.person("ana").await;
    let path = request(&server.page_client().await, &[]);
    let mut browser = Browser::new(server);
    let mut pages = vec![browser.get(&path).await];
    pages.push(browser.try_sign_in(&path, "ana", "wrong").await);
    browser.try_sign_in(&path, "ana", PASSWORD).await;
    pages.push(browser.get(&path).await);
    pages.push(browser.get("/o/authorize/").await);
    pages.push(browser.post(&path, &[("action", "allow"), ("form_token", "wrong")]).await);
    pages
}

/// security rules 20 and 28: never framed, no script, nothing kept.
#[tokio::test]
async fn every_page_comes_with_headers_that_allow_no_frame_no_script_and_no_cache() {
    let server = Running::start().await;
    let pages = pages(&server).await;
    let statuses: Vec<u16> = pages.iter().map(|page| page.status.as_u16()).collect();
    assert_eq!(statuses, [200, 403, 200, 400, 403]);
    for (index, page) in pages.iter().enumerate() {
        let policy = page.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
        assert!(policy.ends_with("; base-uri 'none'; frame-ancestors 'none'"), "{policy}");
        let trusted_types = "; require-trusted-types-for 'script'; trusted-types 'none'; ";
        assert!(!policy.contains("unsafe") && !policy.contains("script-src"), "{policy}");
        assert!(policy.contains(trusted_types), "{policy}");
        // The consent page alone may lead to the client, and to that one's origin alone.
        let target = if index == 2 { " https://app.example" } else { "" };
        assert!(policy.contains(&format!("form-action 'self'{target};")), "{policy}");
        assert_eq!(page.header("x-frame-options"), "DENY");
        assert_eq!(page.header("cross-origin-opener-policy"), "same-origin");
        assert!(page.header("permissions-policy").contains("camera=(), "));
        assert_eq!(page.header("cache-control"), "no-store");
        assert_eq!(page.header("referrer-policy"), "no-referrer");
        assert_eq!(page.header("x-content-type-options"), "nosniff");
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
        assert!(page.text.contains("<html lang=\"en\">"));
        assert!(!page.text.contains("<script") && !page.text.contains(" style=") && !page.text.contains(" onclick"));
    }
}

/// security rule 28
#[tokio::test]
async fn no_origin_gets_permission_for_the_authorization_endpoint() {
    let portal = "https://portal.example";
    let cors_origins = vec![portal.parse().unwrap()];
    let server = Running::start_with(Settings { cors_origins, ..Settings::default() }).await;
    let path = request(&server.page_client().await, &[]);
    for method in [Method::GET, Method::POST, Method::OPTIONS] {
        let asked = server
            .request(method, &path)
            .header("origin", portal)
            .header("access-control-request-method", "POST")
            .header("access-control-request-headers", "content-type");
        let answer = send(asked).await;
        assert!(answer.headers.keys().all(|name| !name.as_str().starts_with("access-control-")));
    }
    // The other endpoints of the same server do.
    for path in ["/.well-known/oauth-authorization-server", "/o/token/"] {
        let answer = send(server.request(Method::GET, path).header("origin", portal)).await;
        assert_eq!(answer.header("access-control-allow-origin"), portal, "{path}");
    }
}

#[tokio::test]
async fn the_cookie_is_http_only_lax_and_bound_to_the_host_by_https() {
    for https in [false, true] {
        let server = Running::start_with(Settings { https, ..Settings::default() }).await;
        server.person("ana").await;
        let path = request(&server.page_client().await, &[]);
        let mut browser = Browser::new(&server);
        let first = browser.get(&path).await.header("set-cookie").to_owned();
        let second = browser.try_sign_in(&path, "ana", PASSWORD).await.header("set-cookie").to_owned();
        for cookie in [&first, &second] {
            let mut parts = cookie.split("; ");
            let (name, value) = parts.next().unwrap().split_once('=').unwrap();
            assert_eq!(name, if https { "__Host-oauth-apps" } else { "oauth-apps" });
            assert!(value.len() >= 43);
            let mut attributes: Vec<&str> = parts.collect();
            attributes.sort_unstable();
            let secure: &[&str] = if https { &["Secure"] } else { &[] };
            assert_eq!(attributes, [&["HttpOnly", "Path=/", "SameSite=Lax"][..], secure].concat());
        }
        assert_ne!(first, second);
    }
}

/// A cookie that somebody planted before the sign-in opens nothing after it.
#[tokio::test]
async fn signing_in_changes_the_cookie_and_the_old_one_is_worth_nothing() {
    let server = Running::start().await;
    server.person("ana").await;
    let path = request(&server.page_client().await, &[]);
    let mut browser = Browser::new(&server);
    browser.cookie = format!("oauth-apps={}", "a".repeat(43));
    let planted = browser.cookie.clone();
    assert_eq!(browser.get(&path).await.header("set-cookie"), "");
    browser.try_sign_in(&path, "ana", PASSWORD).await;
    assert_ne!(browser.cookie, planted);
    let mut attacker = Browser { cookie: planted, ..Browser::new(&server) };
    assert!(attacker.get(&path).await.text.contains("<h1>Sign in</h1>"));
}

#[tokio::test]
async fn a_form_that_another_site_sends_does_nothing() {
    let server = Running::start().await;
    server.person("ana").await;
    server.person("eve").await;
    let path = request(&server.page_client().await, &[]);
    let mut ana = Browser::new(&server);
    let before = form_token(&ana.get(&path).await);
    ana.try_sign_in(&path, "ana", PASSWORD).await;
    let mut eve = Browser::new(&server);
    eve.try_sign_in(&path, "eve", PASSWORD).await;
    let other = form_token(&eve.get(&path).await);
    let long = "a".repeat(10_000);
    for token in ["", "wrong", "\0", &before, &other, &long] {
        for action in ["allow", "deny", "switch", "sign-in"] {
            let fields = [("action", action), ("form_token", token), ("username", "eve"), ("password", PASSWORD)];
            let answer = ana.post(&path, &fields).await;
            assert_eq!((answer.status.as_u16(), answer.header("location")), (403, ""), "{action} {token}");
            assert_eq!(answer.header("set-cookie"), "", "{action} {token}");
        }
    }
    assert_eq!(ana.post(&path, &[("action", "allow")]).await.status, 403);
    // A cookie is needed too: the token alone is nothing.
    let own = form_token(&ana.get(&path).await);
    let mut without = Browser::new(&server);
    let answer = without.post(&path, &[("action", "allow"), ("form_token", &own)]).await;
    assert_eq!(answer.status, 403);
    // The browser kept its cookie back, since the form came from another site: a new one would sign ana out.
    assert_eq!(answer.header("set-cookie"), "");
    assert_eq!(server.store.count_grants().await.unwrap(), [0; 3], "something was allowed");
    assert_eq!(ana.submit(&path, &[("action", "allow")]).await.status, 303, "and ana is still signed in");
}

/// A form that one page showed says nothing about another request, be it the same person's.
#[tokio::test]
async fn a_form_counts_for_the_very_request_that_its_page_showed() {
    let server = Running::start().await;
    server.person("ana").await;
    let client = server.page_client().await;
    let other = server.code_client("owner", Draft::public("Other".into()), &[CALLBACK, "https://b.example/"]).await;
    let narrow = request(&client, &[("scope", Some("read"))]);
    let mut ana = Browser::new(&server);
    ana.try_sign_in(&narrow, "ana", PASSWORD).await;
    let token = form_token(&ana.get(&narrow).await);
    let challenge = crate::flow::challenge("b");
    for wider in [
        request(&client, &[]),
        request(&client, &[("scope", Some("read offline_access"))]),
        request(&client, &[("scope", None)]),
        request(&client, &[("scope", Some("read")), ("state", Some("another"))]),
        request(&client, &[("scope", Some("read")), ("code_challenge", Some(&challenge))]),
        request(&client, &[("scope", Some("read")), ("x", Some("y"))]),
        request(&other, &[("scope", Some("read"))]),
        request(&other, &[("scope", Some("read")), ("redirect_uri", Some("https://b.example/"))]),
    ] {
        for action in ["allow", "deny", "switch"] {
            let answer = ana.post(&wider, &[("action", action), ("form_token", &token)]).await;
            assert_eq!((answer.status.as_u16(), answer.header("location")), (403, ""), "{action} {wider}");
        }
    }
    assert_eq!(server.store.count_grants().await.unwrap(), [0; 3], "something was allowed");
    assert_eq!(ana.post(&narrow, &[("action", "allow"), ("form_token", &token)]).await.status, 303);
}

/// security rule 30
#[tokio::test]
async fn hostile_forms_get_a_4xx() {
    let server = Running::start().await;
    server.person("ana").await;
    let path = request(&server.page_client().await, &[]);
    let mut browser = Browser::new(&server);
    let token = form_token(&browser.get(&path).await);
    let long = "a".repeat(20_000);
    for (name, password) in [("a\0", "b"), ("ana", "\0"), (&long, "b"), ("ana", &long), ("", ""), ("\r\n", "\r\n")] {
        let answer = browser.try_sign_in(&path, name, password).await;
        assert_eq!(answer.status, 403, "{name}");
    }
    for (form, status) in [
        (format!("form_token={token}&action=allow"), 200), // Not signed in: the sign-in page.
        (format!("form_token={token}"), 400),
        (format!("form_token={token}&action=dance"), 400),
        (format!("form_token={token}&action=sign-in&action=sign-in"), 400),
        ("form_token=%ff".to_owned(), 400),
        (format!("x={}", "a".repeat(70_000)), 413),
    ] {
        let request = server.request(Method::POST, &path).header("cookie", &browser.cookie);
        let request = request.header("content-type", "application/x-www-form-urlencoded").body(form.clone());
        assert_eq!(send(request).await.status, status, "{form}");
    }
    let request = server.request(Method::POST, &path).header("cookie", &browser.cookie).json("x");
    send(request).await.assert_envelope(415, "unsupported_media_type");
    for cookie in ["oauth-apps=", "oauth-apps=\u{e9}", "oauth-apps=a b", &format!("oauth-apps={long}"), "=", ";;;"] {
        let request = server.request(Method::GET, &path).header("cookie", cookie.as_bytes());
        assert_eq!(send(request).await.status, 200);
    }
}

/// Names are text: of a client, and of a user who is not there.
#[tokio::test]
async fn hostile_names_are_escaped_on_the_pages() {
    let server = Running::start().await;
    let name = "<script>alert(1)</script>\"'&\u{202e}";
    let client = server.code_client("owner", Draft::public(name.into()), &[CALLBACK]).await;
    let path = request(&client, &[]);
    let page = Browser::new(&server).try_sign_in(&path, "\"><img src=x onerror=alert(1)>", "wrong").await;
    assert!(!page.text.contains("<script") && !page.text.contains("<img") && !page.text.contains('\u{202e}'));
    assert!(page.text.contains("&#60;script&#62;") && page.text.contains("[U+202E]"), "{}", page.text);
}
