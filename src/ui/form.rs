//! A form: what stands in its fields counts, whoever put it there.

use erased_view::prelude::*;
use leptos::ev::SubmitEvent;
use leptos::html;
use web_sys::{Element, Event};

/// A form with fields of [`TextField`](super::TextField). An Enter that only ends the composition of a character sends
/// nothing.
#[component]
pub fn Form(
    /// Its class.
    #[prop(optional)]
    class: Option<&'static str>,
    /// Called when it is sent, by whatever means. The signals of its fields then hold what stands in these, also where a
    /// password manager put it there and told nobody.
    #[prop(into)]
    on_submit: Callback<()>,
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Form>::new();
    let is_composing = StoredValue::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if is_composing.get_value() {
            return;
        }
        if let Some(form) = node.get_untracked() {
            read_fields(&form);
        }
        on_submit.run(());
    };
    view! {
        <form
            node_ref=node
            class=class
            novalidate=true
            on:compositionstart=move |_| is_composing.set_value(true)
            on:compositionend=move |_| is_composing.set_value(false)
            on:submit=submit
        >
            {children()}
        </form>
    }
}

/// Lets every field tell its signal what stands in it.
fn read_fields(form: &Element) {
    let Ok(fields) = form.query_selector_all("input") else {
        return;
    };
    for field in (0..fields.length()).filter_map(|at| fields.get(at)) {
        if let Ok(event) = Event::new("change") {
            let _ = field.dispatch_event(&event);
        }
    }
}
