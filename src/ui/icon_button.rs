//! A button that is an icon.

use erased_view::prelude::*;
use leptos::html;

use super::focus::autofocus_if;

/// A button that is an icon, its child: its name is what a screen reader and the tooltip say.
#[component]
pub fn IconButton(
    /// Its name.
    #[prop(into)]
    label: Signal<String>,
    /// The class, where it has a place of its own.
    #[prop(default = "icon")]
    class: &'static str,
    /// Whether it is pressed, for a button that switches something.
    #[prop(optional, into)]
    pressed: Option<Signal<bool>>,
    /// The word for what it just did, shown beside it.
    #[prop(optional, into)]
    done: Signal<Option<String>>,
    /// Takes the focus as soon as it shows, and when the dialog around it opens.
    #[prop(optional)]
    autofocus: bool,
    /// The element.
    #[prop(optional)]
    node_ref: NodeRef<html::Button>,
    /// Called when it is clicked.
    #[prop(into)]
    on_click: Callback<()>,
    children: Children,
) -> impl IntoView {
    let pressed = pressed.map(|pressed| move || if pressed.get() { "true" } else { "false" });
    view! {
        <button
            node_ref=node_ref
            class=class
            type="button"
            aria-label=label
            title=label
            aria-pressed=pressed
            data-done=done
            on:click=move |_| on_click.run(())
            use:autofocus_if=autofocus
        >
            {children()}
        </button>
    }
}
