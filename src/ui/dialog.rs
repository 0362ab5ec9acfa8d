//! A modal dialog: the browser's own `<dialog>`, which never closes by itself.
//!
//! A stray click or Escape only asks, through `on_dismiss`; whoever opened it decides.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, KeyboardEvent};

use super::dom::{El, View, el, live, watch};

/// A modal dialog that is there while `open` holds. What is in it is made anew each time it opens. `labelled_by` is
/// the id of its heading.
pub fn dialog(
    open: Memo<bool>,
    labelled_by: &str,
    on_dismiss: impl Fn() + 'static,
    make: impl Fn() -> View + 'static,
) -> El {
    let dialog = el("dialog")
        .attr("aria-labelledby", labelled_by)
        .attr("closedby", "none")
        .on("cancel", |event| event.prevent_default())
        .on("keydown", move |event| {
            if event.unchecked_ref::<KeyboardEvent>().key() == "Escape" {
                event.prevent_default();
                event.stop_propagation();
                on_dismiss();
            }
        })
        .child(live(move || if open.get() { make() } else { View::none() }));
    let node: HtmlDialogElement = dialog.node().clone().unchecked_into();
    watch(move || {
        if !open.get() {
            if node.open() {
                // Closing gives the focus back to where it was.
                node.close();
            }
        } else if !node.open() && node.is_connected() {
            // What is in it is there already: its effect came first.
            let _ = node.show_modal();
        }
    });
    dialog
}
