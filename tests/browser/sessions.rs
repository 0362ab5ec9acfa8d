//! The session in the browser's own session storage.

use leptos::prelude::window;
use oauth_apps::api::{Grant, SecretText};
use oauth_apps::session::{Keeper, Origin, Session, Settings};
use wasm_bindgen_test::wasm_bindgen_test;

fn settings(key: &str, portal: Option<&str>) -> Settings {
    Settings { storage_key: key.into(), portal_key: portal.map(Into::into), ways: Vec::new() }
}

fn storage() -> web_sys::Storage {
    window().session_storage().unwrap().unwrap()
}

fn session() -> Session {
    let grant = Grant { token: SecretText::new("token-1".into()), expires_in: Some(60), scope: None };
    Session::granted(grant, "client-1", 1_000.0)
}

#[wasm_bindgen_test]
fn a_session_is_kept_under_its_key_and_forgotten() {
    let keeper = Keeper::new(settings("test.a", None));
    keeper.keep(&session());
    assert!(storage().get_item("test.a").unwrap().unwrap().contains("token-1"));
    assert!(Keeper::new(settings("test.a", None)).read() == Some(session()), "another element with the key has it too");
    assert!(Keeper::new(settings("test.b", None)).read().is_none(), "an element with another key does not");
    assert!(keeper.lasts());
    keeper.forget();
    assert_eq!(storage().get_item("test.a").unwrap(), None);
    assert!(keeper.read().is_none());
}

/// security.md 4
#[wasm_bindgen_test]
fn a_portals_key_is_read_each_time_and_never_written_or_removed() {
    let keeper = Keeper::new(settings("test.c", Some("portal.token")));
    assert!(keeper.read().is_none());
    storage().set_item("portal.token", "first").unwrap();
    assert_eq!(keeper.read().unwrap().token.expose(), "first");
    storage().set_item("portal.token", "second").unwrap();
    let session = keeper.read().unwrap();
    assert_eq!(session.token.expose(), "second");
    assert_eq!(session.origin, Origin::Portal);
    keeper.forget();
    assert_eq!(storage().get_item("portal.token").unwrap().as_deref(), Some("second"));
    storage().remove_item("portal.token").unwrap();
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
    let keeper = Keeper::new(settings("test.full", None));
    keeper.keep(&session());
    assert!(keeper.read() == Some(session()));
    assert!(!keeper.lasts());
    keeper.forget();
    assert!(keeper.read().is_none());
    storage.clear().unwrap();
}
