//! The session in the browser's own session storage.

use leptos::prelude::*;
use oauth_apps::api::{Endpoints, Grant, SecretText};
use oauth_apps::session::{
    Audience, AuthorizationRequest, HostToken, Origin, Session, SessionStore, SignInOptions, random,
};
use wasm_bindgen_test::wasm_bindgen_test;

fn settings(key: &str, portal: Option<&str>) -> SignInOptions {
    SignInOptions { storage_key: key.into(), portal_key: portal.map(Into::into), ..SignInOptions::default() }
}

fn store_for(settings: SignInOptions) -> SessionStore {
    store_of(settings, "https://api.example/")
}

fn store_of(settings: SignInOptions, api: &str) -> SessionStore {
    SessionStore::new(settings, Audience::of(&Endpoints::below(api, None, None, None)))
}

fn storage() -> web_sys::Storage {
    window().session_storage().unwrap().unwrap()
}

fn session() -> Session {
    let token = SecretText::new("token-1".into());
    let grant = Grant { token, expires_in: Some(60), scope: None, refresh: None, user: None };
    Session::granted(grant, Origin::Client("client-1".into()), 1_000.0, None)
}

#[wasm_bindgen_test]
fn a_session_is_kept_under_its_key_and_forgotten() {
    let store = store_for(settings("test.a", None));
    store.save(&session());
    assert!(storage().get_item("test.a").unwrap().unwrap().contains("token-1"));
    let other = store_for(settings("test.a", None)).read().unwrap();
    assert!(other.is_same(&session()), "another element with the key has it too");
    assert!(store_for(settings("test.b", None)).read().is_none(), "an element with another key does not");
    assert!(store.is_lasting());
    store.forget(SessionStore::CHANGED);
    assert_eq!(storage().get_item("test.a").unwrap(), None);
    assert!(store.read().is_none());
}

/// security rule 4
#[wasm_bindgen_test]
fn a_portals_key_is_read_each_time_and_never_written_or_removed() {
    let store = store_for(settings("test.c", Some("portal.token")));
    assert!(store.read().is_none());
    storage().set_item("portal.token", "first").unwrap();
    assert_eq!(store.read().unwrap().token.expose(), "first");
    storage().set_item("portal.token", "second").unwrap();
    let session = store.read().unwrap();
    assert_eq!(session.token.expose(), "second");
    assert_eq!(session.origin, Origin::Portal);
    store.forget(SessionStore::CHANGED);
    assert_eq!(storage().get_item("portal.token").unwrap().as_deref(), Some("second"));
    storage().remove_item("portal.token").unwrap();
}

/// security rule 31
#[wasm_bindgen_test]
fn sessions_for_two_apis_are_kept_side_by_side_under_one_key() {
    let [one, two] =
        ["https://one.example/", "https://two.example/"].map(|api| store_of(settings("test.two", None), api));
    let other = Session { token: SecretText::new("token-2".into()), ..session() };
    one.save(&session());
    assert!(two.read().is_none(), "not used by another API");
    two.forget(SessionStore::SIGNED_OUT);
    assert!(one.read().unwrap().is_same(&session()), "nor ended");
    two.save(&other);
    assert!(one.read().unwrap().is_same(&session()) && two.read().unwrap().is_same(&other));
    one.forget(SessionStore::SIGNED_OUT);
    assert!(one.read().is_none() && two.read().unwrap().is_same(&other));
    two.save(&other);
    one.save(&session());
    assert!(one.read().unwrap().is_same(&session()) && two.read().unwrap().is_same(&other), "whoever comes first");
    two.forget(SessionStore::CHANGED);
    one.forget(SessionStore::CHANGED);
    assert!((0..storage().length().unwrap()).all(|at| !storage().key(at).unwrap().unwrap().starts_with("test.two")));
}

/// security rule 31
#[wasm_bindgen_test]
fn what_names_nobody_is_of_the_one_that_finds_it_first() {
    let [one, two] =
        ["https://one.example/", "https://two.example/"].map(|api| store_of(settings("test.bare", None), api));
    for (stored, token) in [("bare", "bare"), (r#"{"access_token": "json", "of": {"the": "host"}}"#, "json")] {
        storage().set_item("test.bare", stored).unwrap();
        assert_eq!(one.read().unwrap().token.expose(), token);
        assert!(two.read().is_none(), "{stored}");
        assert_eq!(one.read().unwrap().token.expose(), token);
        let kept = storage().get_item("test.bare").unwrap().unwrap();
        assert_eq!(kept.contains(r#""of":{"the": "host"}"#), stored.contains("host"), "what is the host's stays");
    }
    storage().set_item("test.bare", "another").unwrap();
    assert_eq!(two.read().unwrap().token.expose(), "another", "the host put another one there");
    assert!(one.read().is_none());
    two.forget(SessionStore::CHANGED);
    assert_eq!(storage().get_item("test.bare").unwrap(), None);
}

/// security rule 31
#[wasm_bindgen_test]
fn an_attempt_and_its_place_are_left_to_the_api_that_they_are_for() {
    let [one, two] =
        ["https://one.example/", "https://two.example/"].map(|api| store_of(settings("test.away", None), api));
    let attempt =
        AuthorizationRequest::new("test.away", false, "https://portal.example/".into(), String::new(), random).unwrap();
    assert!(one.save_authorization(&attempt, "{}"));
    assert!(two.is_authorization_elsewhere(&attempt.state) && !one.is_authorization_elsewhere(&attempt.state));
    assert!(
        !two.has_return_point()
            && two.take_return_point().is_none()
            && two.take_authorization(&attempt.state).is_none()
    );
    two.forget_authorization();
    assert!(one.has_return_point() && one.take_authorization(&attempt.state) == Some(attempt));
    one.forget_authorization();
    assert!(!one.has_return_point());
}

/// security rule 15
#[wasm_bindgen_test]
fn a_token_of_the_host_is_written_nowhere() {
    let host = Some(HostToken::function(js_sys::Function::new_no_args("")));
    let store = store_for(SignInOptions { host, ..settings("test.host", None) });
    let before = storage().length().unwrap();
    let session = Session::bare(SecretText::new("canary-of-the-host".into()), Origin::Host);
    store.save(&session);
    assert!(store.read() == Some(session));
    assert_eq!(storage().length().unwrap(), before);
    store.forget(SessionStore::CHANGED);
    assert!(store.read().is_none());
}

/// security rule 7
#[wasm_bindgen_test]
fn an_attempt_is_given_once_and_to_its_own_state_alone() {
    let store = store_for(settings("test.attempt", None));
    let attempt =
        AuthorizationRequest::new("test.attempt", false, "https://portal.example/".into(), String::new(), random)
            .unwrap();
    assert!(store.save_authorization(&attempt, "{}"));
    assert!(store.take_authorization("oauth-apps~r~test.attempt~other").is_none());
    assert!(store.take_authorization(&attempt.state) == Some(attempt.clone()));
    assert!(store.take_authorization(&attempt.state).is_none(), "a replay");
    assert!(store.take_return_point().unwrap().starts_with("{"));
    assert_eq!(storage().get_item("test.attempt.place").unwrap(), None);
    assert_eq!(storage().get_item("test.attempt.attempt").unwrap(), None);
}

/// security rule 7
#[wasm_bindgen_test]
fn every_attempt_has_its_own_state_and_verifier() {
    let attempts =
        [(); 2].map(|()| AuthorizationRequest::new("key", true, String::new(), String::new(), random).unwrap());
    assert_ne!(attempts[0].state, attempts[1].state);
    assert!(attempts[0].verifier != attempts[1].verifier);
    for attempt in attempts {
        assert!(attempt.state.starts_with("oauth-apps~p~key~"));
        // RFC 7636 section 4.1: 43 to 128 of these.
        let verifier = attempt.verifier.expose();
        assert_eq!(verifier.len(), 43);
        assert!(verifier.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)));
    }
}

/// RFC 7636, appendix B
#[wasm_bindgen_test]
async fn the_challenge_is_that_of_the_standard() {
    let verifier = SecretText::new("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".into());
    let attempt =
        AuthorizationRequest { state: String::new(), verifier, redirect_uri: String::new(), recipient: String::new() };
    assert_eq!(attempt.challenge().await.as_deref(), Some("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"));
}

#[wasm_bindgen_test]
fn a_full_storage_leaves_the_token_in_memory() {
    let storage = storage();
    let mut size = 4_000_000;
    let mut blocks = 0;
    while size > 0 {
        if storage.set_item(&format!("fill.{blocks}"), &"x".repeat(size)).is_ok() {
            blocks += 1;
        } else {
            size /= 2;
        }
    }
    let store = store_for(settings("test.full", None));
    store.save(&session());
    assert!(store.read() == Some(session()));
    assert!(!store.is_lasting());
    store.forget(SessionStore::CHANGED);
    assert!(store.read().is_none());
    storage.clear().unwrap();
}
