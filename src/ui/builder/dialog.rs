//! A modal dialog: the browser's own `<dialog>`, which never closes by itself.
//!
//! A stray click or Escape only asks, through `on_dismiss`; whoever opened it decides.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, KeyboardEvent};

use super::ask::Ask;
use crate::ui::dom::{El, View, el, live, spawn, watch};

/// A modal dialog that is there while `open` holds. What is in it is made anew each time it opens. `labelled_by` is
/// the id of its heading.
pub fn dialog(
    open: Memo<bool>,
    labelled_by: &str,
    on_dismiss: impl Fn() + 'static,
    make: impl Fn() -> View + 'static,
) -> El {
    dialog_boxed(open, labelled_by, Box::new(on_dismiss), Box::new(make))
}

fn dialog_boxed(open: Memo<bool>, labelled_by: &str, on_dismiss: Box<dyn Ask<()>>, make: Box<dyn Ask<View>>) -> El {
    let dialog = el("dialog")
        .attr("part", "dialog")
        .attr("aria-labelledby", labelled_by)
        .attr("closedby", "none")
        .on("cancel", |event| event.prevent_default())
        .on("keydown", move |event| {
            if event.unchecked_ref::<KeyboardEvent>().key() == "Escape" {
                event.prevent_default();
                event.stop_propagation();
                on_dismiss.ask();
            }
        })
        .child(live(move || if open.get() { make.ask() } else { View::none() }));
    let node: HtmlDialogElement = dialog.node().clone().unchecked_into();
    watch(move || {
        if !open.get() {
            if node.open() {
                // Closing gives the focus back to where it was.
                node.close();
            }
        } else if !show(&node) {
            // It is only being built: the whole will be in the document when this task ends.
            let node = node.clone();
            spawn(async move {
                if open.try_with_untracked(|open| *open) == Some(true) {
                    show(&node);
                }
            });
        }
    });
    dialog
}

/// Shows the dialog, whose content is there already: its effect came first. `false` outside of a document.
fn show(node: &HtmlDialogElement) -> bool {
    node.open() || node.is_connected() && node.show_modal().is_ok()
}
