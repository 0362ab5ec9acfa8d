//! Copies to the clipboard, and tells truthfully whether it did.

use leptos::prelude::*;
use std::rc::Rc;

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use zeroize::Zeroizing;

use super::ask::Ask;
use super::document::create_range;
use super::dom::{El, page, spawn};
use super::{Icon, live_icon_button, sleep};

/// Puts a text on the clipboard. `false` when the browser refuses or has none (plain http).
pub async fn copy_text(text: &str) -> bool {
    let Some(window) = web_sys::window() else {
        return false;
    };
    let navigator = window.navigator();
    // Absent without a secure context, whatever the type says.
    let clipboard = js_sys::Reflect::get(&navigator, &JsValue::from_str("clipboard"));
    if !clipboard.is_ok_and(|clipboard| clipboard.is_object()) {
        return false;
    }
    JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok()
}

/// Selects the text of an element, for a copy by hand.
pub fn select_text(element: &El) {
    let Some(selection) = web_sys::window().and_then(|window| window.get_selection().ok().flatten()) else {
        return;
    };
    let range = create_range(&page());
    if range.select_node_contents(element.node()).is_ok() {
        let _ = selection.remove_all_ranges();
        let _ = selection.add_range(&range);
    }
    let _ = element.node().unchecked_ref::<web_sys::HtmlElement>().focus();
}

/// A button that copies. It wears a check and the word for two seconds once the value really is on the clipboard, and
/// tells whether it is.
pub fn copy_button(
    label: &'static str,
    copied: &'static str,
    value: impl Fn() -> Zeroizing<String> + 'static,
    on_result: impl Fn(bool) + 'static,
) -> El {
    copy_button_boxed(label, copied, Box::new(value), Rc::new(on_result))
}

fn copy_button_boxed(
    label: &'static str,
    copied: &'static str,
    value: Box<dyn Ask<Zeroizing<String>>>,
    on_result: Rc<dyn Fn(bool)>,
) -> El {
    let done = RwSignal::new(0u32);
    let copy = move || {
        let (text, on_result) = (value.ask(), on_result.clone());
        spawn(async move {
            let copied = copy_text(&text).await;
            drop(text);
            if done.is_disposed() {
                return;
            }
            on_result(copied);
            if copied {
                done.try_update(|done| *done += 1);
                sleep(2000).await;
                done.try_update(|done| *done -= 1);
            }
        });
    };
    let is_done = super::flag(move || done.get() > 0);
    live_icon_button(
        move || if is_done.get() { copied } else { label }.to_owned(),
        move || if is_done.get() { Icon::Check } else { Icon::Copy },
        copy,
    )
    .mark("data-done", copied, move || is_done.get())
}
