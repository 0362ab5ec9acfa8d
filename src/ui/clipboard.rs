//! The clipboard, and what is left to do where there is none.

use erased_view::dom::create_range;
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlElement};

/// Puts a text on the clipboard. `false` when the browser refuses or has none (plain http).
pub async fn copy_text(text: &str) -> bool {
    let navigator = window().navigator();
    // Absent without a secure context, whatever the type says.
    let clipboard = js_sys::Reflect::get(&navigator, &JsValue::from_str("clipboard"));
    if !clipboard.is_ok_and(|clipboard| clipboard.is_object()) {
        return false;
    }
    JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok()
}

/// Selects the text of an element, for a copy by hand.
pub fn select_text_of(element: &Element) {
    let Some(selection) = window().get_selection().ok().flatten() else {
        return;
    };
    let range = create_range();
    if range.select_node_contents(element).is_ok() {
        let _ = selection.remove_all_ranges();
        let _ = selection.add_range(&range);
    }
    let _ = element.unchecked_ref::<HtmlElement>().focus();
}
