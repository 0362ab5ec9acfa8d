//! A form, which takes what stands in its fields when it is sent.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement};

use super::dom::{El, el};

/// A form. `send` is called when it is sent, by whatever means; what stands in its fields then has been read, also where
/// a password manager put it there and told nobody. An Enter that only ends the composition of a character sends nothing.
pub fn form(send: impl Fn() + 'static) -> El {
    let form = el("form").attr("novalidate", "");
    let fields = form.html();
    let composing = Rc::new(Cell::new(false));
    let (begins, ends) = (composing.clone(), composing.clone());
    form.on("compositionstart", move |_| begins.set(true)).on("compositionend", move |_| ends.set(false)).on(
        "submit",
        move |event| {
            event.prevent_default();
            if !composing.get() {
                read_again(&fields);
                send();
            }
        },
    )
}

/// Lets every field tell what stands in it.
fn read_again(form: &HtmlElement) {
    let Ok(fields) = form.query_selector_all("input") else {
        return;
    };
    for field in (0..fields.length()).filter_map(|at| fields.get(at)) {
        if let Ok(event) = Event::new("change") {
            let _ = field.unchecked_into::<HtmlElement>().dispatch_event(&event);
        }
    }
}
