//! The top layer of the browser, in which popovers show.

use wasm_bindgen::JsValue;
use web_sys::HtmlElement;

/// Puts a popover on top of all that is in the top layer, or takes it out.
pub fn raise(popover: &HtmlElement, shows: bool) {
    // Absent before Firefox 125: it then shows in its place in the document.
    if !js_sys::Reflect::has(popover, &JsValue::from_str("showPopover")).unwrap_or(false) {
        return;
    }
    // Refused where it is so already.
    let _ = popover.hide_popover();
    if shows {
        let _ = popover.show_popover();
    }
}
