//! The choice of a language: tabs.

use erased_view::prelude::*;
use leptos::ev::KeyboardEvent;
use leptos::html;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::language::LANGUAGES;
use crate::i18n::use_i18n;

/// A tab for each language.
#[component]
pub fn LanguageTabs(
    /// The place of the chosen one.
    chosen: RwSignal<usize>,
    /// The id of what they choose.
    panel: &'static str,
) -> impl IntoView {
    let t = use_i18n().t;
    let list = NodeRef::<html::Div>::new();
    let tab = move |(place, name): (usize, &'static str)| {
        let is_chosen = move || chosen.get() == place;
        view! {
            <button
                type="button"
                role="tab"
                aria-controls=panel
                aria-selected=move || if is_chosen() { "true" } else { "false" }
                tabindex=move || if is_chosen() { "0" } else { "-1" }
                on:click=move |_| chosen.set(place)
            >
                {name}
            </button>
        }
    };
    let step = move |event: KeyboardEvent| {
        let (place, last) = (chosen.get_untracked(), LANGUAGES.len() - 1);
        let next = match event.key().as_str() {
            "ArrowRight" | "ArrowLeft" if (event.key() == "ArrowRight") != is_rtl(list) => (place + 1) % (last + 1),
            "ArrowRight" | "ArrowLeft" => (place + last) % (last + 1),
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        chosen.set(next);
        request_animation_frame(move || {
            if let Some(tab) = find(list, "[aria-selected=true]") {
                let _ = tab.focus();
            }
        });
    };
    view! {
        <div node_ref=list class="tabs" role="tablist" aria-label=t.language() on:keydown=step>
            {LANGUAGES.iter().map(|language| language.name).enumerate().map(tab).collect_view()}
        </div>
    }
}

fn find(list: NodeRef<html::Div>, selector: &str) -> Option<HtmlElement> {
    // They may be gone by the next frame.
    list.try_get_untracked().flatten()?.query_selector(selector).ok()?.map(JsCast::unchecked_into)
}

fn is_rtl(list: NodeRef<html::Div>) -> bool {
    list.get_untracked().is_some_and(|list| list.matches(":dir(rtl)").unwrap_or(false))
}
