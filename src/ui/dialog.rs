//! A modal dialog: the browser's own `<dialog>`, which never closes by itself.

use erased_view::dom::watch;
use erased_view::prelude::*;
use erased_view::task::spawn_local_scoped_with_cancellation;
use leptos::ev::KeyboardEvent;
use leptos::html;
use web_sys::{Event, HtmlDialogElement};

/// A modal dialog. A click beside it or Escape only asks, through `on_dismiss`: whoever opened it decides.
#[component]
pub fn Dialog(
    /// Whether it shows. Its children are made anew each time it opens.
    #[prop(into)]
    open: Signal<bool>,
    /// The id of its heading.
    labelled_by: &'static str,
    /// The class, where it is no box in the middle.
    #[prop(optional)]
    class: Option<&'static str>,
    /// Called when the user wants to leave it.
    #[prop(into)]
    on_dismiss: Callback<()>,
    children: ChildrenFn,
) -> impl IntoView {
    let open = Memo::new(move |_| open.get());
    let node = NodeRef::<html::Dialog>::new();
    let keydown = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            event.stop_propagation();
            on_dismiss.run(());
        }
    };
    let dialog = view! {
        <dialog
            node_ref=node
            class=class
            part="dialog"
            aria-labelledby=labelled_by
            closedby="none"
            on:cancel=|event: Event| event.prevent_default()
            on:keydown=keydown
        >
            <Show when=move || open.get()>{children()}</Show>
        </dialog>
    };
    watch(move || {
        let Some(node) = node.get() else {
            return;
        };
        if !open.get() {
            if node.open() {
                // Closing gives the focus back to where it was, for which the page is laid out: once only, when all that
                // changes with it has changed.
                spawn_local_scoped_with_cancellation(async move {
                    if !open.get_untracked() {
                        node.close();
                    }
                });
            }
        } else if !show_modal(&node) {
            // It is only being built: the whole will be in the document when this task ends.
            spawn_local_scoped_with_cancellation(async move {
                if open.get_untracked() {
                    show_modal(&node);
                }
            });
        }
    });
    dialog
}

/// Shows the dialog, whose content is there already: its effect came first. `false` outside of a document.
fn show_modal(node: &HtmlDialogElement) -> bool {
    node.open() || node.is_connected() && node.show_modal().is_ok()
}
