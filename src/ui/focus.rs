//! Moves the focus: to what was just put into the document, and without a jump of the page.

use js_sys::Object;
use leptos::prelude::request_animation_frame;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, FocusOptions, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

/// Gives an element the focus in the next frame: it is in the document and enabled by then.
pub fn focus_soon(element: &HtmlElement) {
    let element = element.clone();
    request_animation_frame(move || {
        let _ = element.focus();
    });
}

/// A directive, `use:focus_if=wanted`: the element takes the focus once it shows.
pub fn focus_if(element: Element, wanted: bool) {
    if wanted {
        focus_soon(element.unchecked_ref());
    }
}

/// A directive, `use:autofocus_if=wanted`: the element takes the focus once it shows, and a dialog that opens around it
/// gives the focus to it.
pub fn autofocus_if(element: Element, wanted: bool) {
    if wanted {
        let _ = element.set_attribute("autofocus", "");
    }
    focus_if(element, wanted);
}

/// Gives an element the focus, and scrolls no further than it takes to see it.
pub fn focus_in_place(element: &Element) {
    focus_without_scrolling(element.unchecked_ref());
    let nearest: ScrollIntoViewOptions = bare();
    nearest.set_block(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&nearest);
}

/// Gives an element the focus, and leaves the page where it is.
pub fn focus_without_scrolling(element: &HtmlElement) {
    let options: FocusOptions = bare();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

/// Options for the browser, in an object without prototype: nothing that somebody put there is one of them.
fn bare<T: JsCast>() -> T {
    Object::<JsValue>::create(JsValue::NULL.unchecked_ref()).unchecked_into()
}
