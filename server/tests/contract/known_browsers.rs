//! Who is held back by guesses of strangers (security rule 35): by name and network, and never a browser that signed in before.

use std::time::{Duration, Instant};

use oauth_apps_server::config::Settings;
use reqwest::Method;

use crate::{
    flow::{Browser, PASSWORD, form_token, request},
    running::{Answer, Running, send},
};

/// A server that believes its proxy, which is this machine, and the path of a good request.
async fn behind_a_proxy() -> (Running, String) {
    let trusted_proxies = vec!["127.0.0.1".parse::<std::net::IpAddr>().unwrap().into()];
    let server = Running::start_with(Settings { trusted_proxies, ..Settings::default() }).await;
    for name in ["ana", "ben"] {
        server.person(name).await;
    }
    let path = request(&server.page_client().await, &[]);
    (server, path)
}

/// A guess by a new browser behind the proxy, which says that it is at `address`.
async fn guess(server: &Running, path: &str, address: &str, name: &str, password: &str) -> Answer {
    let mut browser = Browser::new(server);
    let token = form_token(&browser.get(path).await);
    let fields = [("action", "sign-in"), ("username", name), ("password", password), ("form_token", &token)];
    let request = server.request(Method::POST, path).header("cookie", &browser.cookie);
    send(request.header("x-forwarded-for", address).form(&fields)).await
}

#[tokio::test]
async fn who_guesses_in_one_network_holds_back_that_network_alone() {
    let (server, path) = behind_a_proxy().await;
    let slow = "203.0.113.9, 2001:db8:0:1::66";
    while guess(&server, &path, slow, "ana", "wrong").await.status == 403 {}
    let same = guess(&server, &path, "2001:db8:0:1:ffff::1", "ana", PASSWORD).await;
    assert_eq!(same.status, 429, "the same /64");
    assert!((1..=61).contains(&same.header("retry-after").parse::<u64>().unwrap()));
    for elsewhere in ["2001:db8:0:2::66", "192.0.2.1", "203.0.113.9"] {
        assert_eq!(guess(&server, &path, elsewhere, "ana", PASSWORD).await.status, 303, "{elsewhere}");
    }
    // What a client says itself stands before what the proxy adds.
    let spoofed = "192.0.2.77, 2001:db8:0:1::66";
    assert_eq!(guess(&server, &path, spoofed, "ana", PASSWORD).await.status, 429);
}

#[tokio::test]
async fn without_a_trusted_proxy_what_a_client_says_of_its_address_counts_for_nothing() {
    let server = Running::start().await;
    server.person("ana").await;
    let path = request(&server.page_client().await, &[]);
    for index in 0..10 {
        assert_eq!(guess(&server, &path, &format!("192.0.2.{index}"), "ana", "wrong").await.status, 403);
    }
    assert_eq!(guess(&server, &path, "192.0.2.99", "ana", "wrong").await.status, 429);
}

#[tokio::test]
async fn a_browser_that_signed_in_before_is_never_locked_out_by_strangers() {
    for https in [false, true] {
        let server = Running::start_with(Settings { https, ..Settings::default() }).await;
        server.person("ana").await;
        server.person("ben").await;
        let path = request(&server.page_client().await, &[]);
        let mut known = Browser::new(&server);
        assert_eq!(known.try_sign_in(&path, "ana", PASSWORD).await.status, 303);
        let mut stranger = Browser::new(&server);
        while stranger.try_sign_in(&path, "ana", "wrong").await.status == 403 {}
        let held_back = Instant::now();
        // In the same network, after the browser was closed, and after another user of it.
        let mut known = known.again();
        assert_eq!(known.try_sign_in(&path, "ben", PASSWORD).await.status, 303);
        for _ in 0..12 {
            // The first wait is five seconds: a slow machine may need longer for all of this.
            let status = stranger.try_sign_in(&path, "ana", PASSWORD).await.status;
            assert!(status == 429 || held_back.elapsed() > Duration::from_secs(4), "{status}");
            known = known.again();
            assert_eq!(known.try_sign_in(&path, "ana", PASSWORD).await.status, 303);
        }
        // It may not guess for ever either, and holds back nobody else by that.
        while known.try_sign_in(&path, "ana", "wrong").await.status == 403 {}
        assert_eq!(known.try_sign_in(&path, "ana", PASSWORD).await.status, 429);
        let mut other = Browser { known: String::new(), ..Browser::new(&server) };
        assert_eq!(other.try_sign_in(&path, "ben", PASSWORD).await.status, 303);
    }
}

#[tokio::test]
async fn the_cookie_of_a_known_browser_lasts_opens_nothing_and_cannot_be_made() {
    let server = Running::start_with(Settings { https: true, ..Settings::default() }).await;
    server.person("ana").await;
    server.person("eve").await;
    let path = request(&server.page_client().await, &[]);
    let mut ana = Browser::new(&server);
    let answer = ana.try_sign_in(&path, "ana", PASSWORD).await;
    let cookie = answer.headers.get_all("set-cookie").iter().nth(1).unwrap().to_str().unwrap();
    assert!(cookie.starts_with("__Host-oauth-apps-known="), "{cookie}");
    for attribute in ["HttpOnly", "Secure", "SameSite=Strict", "Path=/", "Max-Age=31536000"] {
        assert!(cookie.split("; ").any(|part| part == attribute), "{cookie}");
    }
    assert!(!cookie.contains("ana"), "the name can be read");
    let mut again = ana.again();
    assert!(again.get(&path).await.text.contains("<h1>Sign in</h1>"), "it signs in");
    let mut eve = Browser::new(&server);
    eve.try_sign_in(&path, "eve", PASSWORD).await;
    let mut stranger = Browser::new(&server);
    while stranger.try_sign_in(&path, "ana", "wrong").await.status == 403 {}
    let (name, value) = again.known.split_once('=').unwrap();
    let mut changed = value.to_owned().into_bytes();
    changed[40] = if changed[40] == b'A' { b'B' } else { b'A' };
    let changed = String::from_utf8(changed).unwrap();
    let long = "A".repeat(5_000);
    for forged in [&*changed, "", "ana", &value[..40], &value[1..], &long, eve.known.split_once('=').unwrap().1] {
        let mut browser = Browser { known: format!("{name}={forged}"), ..Browser::new(&server) };
        assert_eq!(browser.try_sign_in(&path, "ana", PASSWORD).await.status, 429, "{forged}");
    }
    assert_eq!(again.try_sign_in(&path, "ana", PASSWORD).await.status, 303);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn strangers_from_everywhere_leave_a_place_for_who_is_known() {
    let (server, path) = behind_a_proxy().await;
    let server = std::sync::Arc::new(server);
    let mut known = Browser::new(&server);
    assert_eq!(known.try_sign_in(&path, "ana", PASSWORD).await.status, 303);
    let strangers: Vec<_> = (0..120)
        .map(|index| {
            let (server, path) = (server.clone(), path.clone());
            let (address, name) = (format!("192.0.2.{index}"), format!("name {index}"));
            tokio::spawn(async move { guess(&server, &path, &address, &name, "wrong").await.status })
        })
        .collect();
    tokio::time::sleep(Duration::from_millis(300)).await;
    let (mut known, mut slowest) = (known.again(), Duration::ZERO);
    while !strangers.iter().all(tokio::task::JoinHandle::is_finished) {
        let start = Instant::now();
        assert_eq!(known.try_sign_in(&path, "ana", PASSWORD).await.status, 303);
        slowest = slowest.max(start.elapsed());
        known = known.again();
    }
    let mut held_back = 0;
    for stranger in strangers {
        held_back += u32::from(stranger.await.unwrap() == 429);
    }
    assert!(held_back > 0, "the strangers took no place: this proves nothing");
    assert!(slowest < Duration::from_secs(3), "{slowest:?}");
}
