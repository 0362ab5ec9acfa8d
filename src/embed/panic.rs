//! Tells the page when the module has panicked. The report names the place in the code, never a value: a panic
//! message may quote data.

use std::cell::RefCell;
use std::sync::Once;

use js_sys::Function;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static LISTENER: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Names the function that is called with a report when the module panics. The instance is of no use afterwards.
#[wasm_bindgen]
pub fn on_panic(listener: Function) {
    static HOOK: Once = Once::new();
    LISTENER.set(Some(listener));
    HOOK.call_once(|| {
        std::panic::set_hook(Box::new(|panic| {
            let place =
                panic.location().map_or_else(String::new, |at| format!("{}:{}:{}", at.file(), at.line(), at.column()));
            let report = ["oauth-apps ", env!("CARGO_PKG_VERSION"), ", ", &place].concat();
            // Only the first: what was under way then may panic over what it left.
            if let Some(listener) = LISTENER.take() {
                // A listener that throws changes nothing: the module is lost either way.
                let _ = listener.call1(&JsValue::NULL, &JsValue::from_str(&report));
            }
        }));
    });
}
