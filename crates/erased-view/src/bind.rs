//! `bind:value` and `bind:checked`: a control and a signal that are the same.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use crate::dom::{listen, watch};
use crate::element::ElementBuilder;

impl ElementBuilder {
    /// `bind:value=signal`, of an input, a text area or a selection.
    #[inline(never)]
    pub fn bind_value(self, value: RwSignal<String>) -> Self {
        // Of the three, `value` is the same property.
        let control: HtmlInputElement = self.0.clone().unchecked_into();
        let written = control.clone();
        watch(move || {
            value.with(|value| {
                if written.value() != *value {
                    written.set_value(value);
                }
            });
        });
        // Password managers may tell by `change` alone.
        for event in ["input", "change"] {
            let control = control.clone();
            listen(&self.0, event, false, move |_| {
                let now = control.value();
                // Only what is new is told: else what follows is made anew under the pointer that just left the field.
                if value.try_with_untracked(|old| *old != now) == Some(true) {
                    value.try_set(now);
                }
            });
        }
        self
    }

    /// `bind:checked=signal`, of a checkbox or a radio button.
    #[inline(never)]
    pub fn bind_checked(self, checked: RwSignal<bool>) -> Self {
        let control: HtmlInputElement = self.0.clone().unchecked_into();
        let written = control.clone();
        watch(move || written.set_checked(checked.get()));
        listen(&self.0, "change", false, move |_| {
            let now = control.checked();
            if checked.try_get_untracked() == Some(!now) {
                checked.try_set(now);
            }
        });
        self
    }
}
