//! The field for what is searched, and its key.

use erased_view::dom::listen;
use erased_view::prelude::*;
use leptos::ev::KeyboardEvent;
use leptos::html::Input;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};

use crate::i18n::use_i18n;
use crate::page::list_view::ListView;
use crate::page::settings::Settings;
use crate::ui::{Glyph, Icon, IconButton};

/// The search.
#[component]
pub fn Search() -> impl IntoView {
    let t = use_i18n().t;
    let ListView { query, shown, .. } = expect_context();
    let input = NodeRef::<Input>::new();
    focus_by_slash(input);
    let is_empty = Memo::new(move |_| query.with(String::is_empty));
    let clear = move || {
        query.set(String::new());
        if let Some(input) = input.get_untracked() {
            let _ = input.focus();
        }
    };
    let prepare = move |_| {
        if let Some(shown) = shown.get_untracked() {
            shown.prepare_search();
        }
    };
    let keydown = move |event: KeyboardEvent| match event.key().as_str() {
        // What filled the field in may have told nobody.
        "Enter" => query.set(event_target_value(&event)),
        "Escape" if !is_empty.get_untracked() => {
            event.prevent_default();
            clear();
        }
        _ => {}
    };
    let clear_button = move || {
        view! {
            <IconButton label=t.clear_search() class="icon clear" on_click=move |()| clear()>
                <Glyph icon=Icon::X/>
            </IconButton>
        }
    };
    view! {
        <label class="search">
            <Glyph icon=Icon::Search/>
            <input
                node_ref=input
                type="search"
                placeholder=t.search()
                aria-label=t.search()
                autocomplete="off"
                spellcheck="false"
                dir="auto"
                bind:value=query
                on:focus=prepare
                on:keydown=keydown
            />
            <Show when=move || is_empty.get() fallback=clear_button>
                <kbd aria-hidden="true">"/"</kbd>
            </Show>
        </label>
    }
}

/// `/` goes to the search, unless something is being typed or a dialog is open. In another page it does so only where
/// the focus is inside: the rest of the keyboard is the host's.
fn focus_by_slash(input: NodeRef<Input>) {
    let standalone = expect_context::<Settings>().standalone;
    listen(&window(), "keydown", false, move |event| {
        let event: KeyboardEvent = event.unchecked_into();
        if event.key() != "/" || event.ctrl_key() || event.meta_key() || event.alt_key() || event.default_prevented() {
            return;
        }
        let Some(input) = input.get_untracked() else {
            return;
        };
        // The innermost target: the event comes out of shadow roots.
        let target = event.composed_path().get(0).dyn_into::<Element>().ok();
        let is_inside = standalone || input.get_root_node().contains(target.as_ref().map(AsRef::<Node>::as_ref));
        if is_inside && !target.is_some_and(takes_text) {
            event.prevent_default();
            let _ = input.focus();
            input.select();
        }
    });
}

/// Whether keys in an element are for it alone.
fn takes_text(element: Element) -> bool {
    matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
        || element.closest("dialog").ok().flatten().is_some()
        || element.dyn_into::<HtmlElement>().is_ok_and(|element| element.is_content_editable())
}
