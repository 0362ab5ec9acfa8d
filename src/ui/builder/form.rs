//! A form and the fields in it: what stands in a field counts, whoever put it there.

use leptos::prelude::*;
use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, HtmlInputElement};

use crate::ui::dom::{El, el, watch};

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

impl El {
    /// Keeps the value of an input and a signal the same. Where nobody tells of a value, [`form`] looks.
    pub fn bind(self, value: RwSignal<String>) -> Self {
        let input: HtmlInputElement = self.node().clone().unchecked_into();
        let written = input.clone();
        watch(move || {
            value.with(|value| {
                if written.value() != *value {
                    written.set_value(value);
                }
            });
        });
        let hear = move || {
            // Only what is new is told: else what follows is made anew under the pointer that just left the field.
            let now = input.value();
            if value.with_untracked(|old| *old != now) {
                value.set(now);
            }
        };
        let changed = hear.clone();
        self.on("input", move |_| hear()).on("change", move |_| changed())
    }
}
