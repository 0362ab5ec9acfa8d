//! The copy button.

use erased_view::prelude::*;
use js_sys::{Function, Object, Reflect};
use oauth_apps::ui::CopyButton;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;
use zeroize::Zeroizing;

use crate::stage::{Stage, settle};

/// Puts a clipboard of the test's own into `navigator`: a headless page may have none.
fn clipboard(body: &str) {
    let clipboard = Object::new();
    Reflect::set(&clipboard, &"writeText".into(), &Function::new_with_args("text", body)).unwrap();
    let property = Object::new();
    Reflect::set(&property, &"value".into(), &clipboard).unwrap();
    Reflect::set(&property, &"configurable".into(), &JsValue::TRUE).unwrap();
    Reflect::define_property(&window().navigator(), &"clipboard".into(), &property).unwrap();
}

fn stage(told: RwSignal<Option<bool>>) -> Stage {
    Stage::new(move || {
        view! {
            <CopyButton
                label="Copy it"
                copied="Copied"
                value=|| Zeroizing::new("value".to_owned())
                on_result=move |copied| told.set(Some(copied))
            />
        }
    })
}

#[wasm_bindgen_test]
async fn it_says_copied_only_once_the_clipboard_has_it() {
    clipboard("globalThis.__copied = text; return Promise.resolve()");
    let told = RwSignal::new(None);
    let stage = stage(told);
    assert_eq!(stage.html("button").get_attribute("aria-label").as_deref(), Some("Copy it"));
    stage.html("button").click();
    settle().await;
    assert_eq!(told.get_untracked(), Some(true));
    assert_eq!(Reflect::get(&js_sys::global(), &"__copied".into()).unwrap().as_string().as_deref(), Some("value"));
    assert_eq!(stage.html("button").get_attribute("data-done").as_deref(), Some("Copied"));
}

#[wasm_bindgen_test]
async fn a_refused_copy_never_looks_done() {
    clipboard("return Promise.reject(new DOMException('no', 'NotAllowedError'))");
    let told = RwSignal::new(None);
    let stage = stage(told);
    stage.html("button").click();
    settle().await;
    assert_eq!(told.get_untracked(), Some(false));
    assert_eq!(stage.html("button").get_attribute("data-done"), None);
}
