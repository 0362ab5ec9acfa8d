//! One renewal at a time: locks, messages between tabs, and the host's own token.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Function;
use leptos::task::spawn_local;
use oauth_apps::session::{ask_host, open_channel, web_lock};
use oauth_apps::ui::sleep;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn a_lock_waits_for_the_one_before_and_other_names_do_not() {
    // The page does it when it mounts, and no page is here.
    let _ = any_spawner::Executor::init_wasm_bindgen();
    let order = Rc::new(RefCell::new(Vec::new()));
    let first = web_lock("test.lock").await;
    let seen = order.clone();
    spawn_local(async move {
        let _second = web_lock("test.lock").await;
        seen.borrow_mut().push("second");
    });
    let _other = web_lock("test.lock.other").await;
    sleep(50).await;
    order.borrow_mut().push("first ends");
    drop(first);
    sleep(100).await;
    assert_eq!(*order.borrow(), ["first ends", "second"]);
}

#[wasm_bindgen_test]
async fn tabs_with_the_same_session_hear_each_other_and_nobody_else_does() {
    let heard = Rc::new(RefCell::new(Vec::new()));
    let join = |family: &str, name: &'static str| {
        let heard = heard.clone();
        open_channel(family, Box::new(move |text| heard.borrow_mut().push(format!("{name} {text}")))).unwrap()
    };
    let (first, _second, _stranger) = (join("test.a", "first"), join("test.a", "second"), join("test.b", "stranger"));
    first.send("hello");
    sleep(100).await;
    assert_eq!(*heard.borrow(), ["second hello"]);
}

/// What the host's function answers to whether its token was refused.
async fn answer(code: &str, refused: bool) -> Result<Option<String>, String> {
    let answer = ask_host(&Function::new_with_args("about", code), refused).await;
    answer.map(|token| token.map(|token| token.expose().to_owned())).map_err(|failure| failure.message)
}

#[wasm_bindgen_test]
async fn the_host_answers_with_a_token_a_promise_or_nobody() {
    assert_eq!(answer("return 'abc'", false).await, Ok(Some("abc".into())));
    assert_eq!(answer("return Promise.resolve('Bearer abc')", false).await, Ok(Some("abc".into())));
    assert_eq!(answer("return about.refused ? 'second' : 'first'", true).await, Ok(Some("second".into())));
    for nobody in ["return null", "", "return Promise.resolve()"] {
        assert_eq!(answer(nobody, false).await, Ok(None), "{nobody}");
    }
}

#[wasm_bindgen_test]
async fn what_the_host_did_instead_is_said_without_what_it_answered_and_has_a_cause() {
    for (wrong, what) in [
        ("throw new Error('canary')", "threw"),
        ("return Promise.reject('canary')", "threw"),
        ("return Promise.reject()", "threw"),
        ("return 5", "a value of the type number"),
        ("return { access_token: 'canary' }", "a value of the type object"),
        ("return ''", "an empty text"),
        ("return '<html>canary</html>'", "a text that is no access token"),
        ("return 'two canarys é'", "a text that is no access token"),
    ] {
        let said = answer(wrong, false).await.unwrap_err();
        assert!(said.contains(what) && !said.contains("canary"), "{wrong}: {said}");
    }
    let cause = async |code: &str| ask_host(&Function::new_with_args("about", code), false).await.unwrap_err().cause;
    assert_eq!(cause("return Promise.reject('canary')").await.as_string().as_deref(), Some("canary"));
    assert!(cause("return 5").await.is_instance_of::<js_sys::Error>());
}
