//! A lock among all tabs and elements of this origin: one of the Web Locks, which end with the tab that holds them.

use js_sys::{Array, Function, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    // Not among the stable interfaces of web-sys.
    #[wasm_bindgen(catch, js_namespace = ["navigator", "locks"], js_name = request)]
    fn request(name: &str, run: &Function) -> Result<Promise, JsValue>;
}

/// A lock that is held; it is released on drop.
pub struct WebLock(Option<Function>);

impl Drop for WebLock {
    fn drop(&mut self) {
        if let Some(release) = &self.0 {
            let _ = release.call0(&JsValue::NULL);
        }
    }
}

/// Waits until nobody else holds the lock of this name. Where there are no locks (plain HTTP) it comes at once.
pub async fn web_lock(name: &str) -> WebLock {
    let (granted, grant) = promise();
    let (held, release) = promise();
    let run = Closure::once_into_js(move |_lock: JsValue| {
        if let Some(grant) = grant {
            let _ = grant.call0(&JsValue::NULL);
        }
        held
    });
    if let Ok(requested) = request(name, run.unchecked_ref()) {
        // The request settles only when the lock is released, or at once when it is refused.
        let _ = JsFuture::from(Promise::race(&Array::of2(&granted, &requested))).await;
    }
    WebLock(release)
}

/// A promise with what resolves it.
fn promise() -> (Promise, Option<Function>) {
    let mut resolve = None;
    let promise = Promise::new(&mut |function, _| resolve = Some(function));
    (promise, resolve)
}
