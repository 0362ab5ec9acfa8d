//! The choice between several kinds of credentials: a tab list.

use erased_view::prelude::*;
use leptos::ev::KeyboardEvent;
use leptos::html;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::i18n::use_i18n;
use crate::session::Way;

/// A tab for each way.
#[component]
pub fn WayTabs(
    /// The chosen one.
    way: RwSignal<Option<Way>>,
    /// All of them.
    ways: Vec<Way>,
    /// Whether none can be chosen.
    #[prop(into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let t = use_i18n().t;
    let list = NodeRef::<html::Div>::new();
    let tab = move |each: Way| {
        let label = match each {
            Way::Token => t.access_token(),
            Way::Credentials | Way::Code => t.client_id_and_secret(),
        };
        let is_chosen = move || way.get() == Some(each);
        view! {
            <button
                type="button"
                role="tab"
                disabled=disabled
                aria-selected=move || if is_chosen() { "true" } else { "false" }
                tabindex=move || if is_chosen() { "0" } else { "-1" }
                on:click=move |_| way.set(Some(each))
            >
                {label}
            </button>
        }
    };
    let tabs = ways.iter().copied().map(tab).collect_view();
    let step = move |event: KeyboardEvent| {
        if disabled.get_untracked() || !matches!(event.key().as_str(), "ArrowLeft" | "ArrowRight") {
            return;
        }
        event.prevent_default();
        // With two ways, either arrow leads to the other one.
        way.set(ways.iter().find(|each| Some(**each) != way.get_untracked()).copied());
        request_animation_frame(move || {
            // They may be gone by then.
            let list = list.try_get_untracked().flatten();
            let chosen = list.and_then(|list| list.query_selector("[aria-selected=true]").ok().flatten());
            if let Some(tab) = chosen {
                let _ = tab.unchecked_into::<HtmlElement>().focus();
            }
        });
    };
    view! {
        <div node_ref=list class="segmented" role="tablist" aria-label=t.kind_of_credentials() on:keydown=step>
            {tabs}
        </div>
    }
}
