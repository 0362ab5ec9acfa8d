//! A labelled input with help, in whose place an error shows.

use erased_view::prelude::*;
use leptos::html;
use web_sys::Event;

use super::FieldError;
use super::focus::autofocus_if;

/// A text field. The words of its label are its children.
#[component]
pub fn TextField(
    /// Its id, unique in the root: the label and the help refer to it.
    id: &'static str,
    /// What is typed.
    value: RwSignal<String>,
    /// Hides what is typed.
    #[prop(optional)]
    password: bool,
    /// Shows what is typed in letters of the same width, for identifiers.
    #[prop(optional)]
    mono: bool,
    /// What the browser may fill in.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Takes the focus as soon as it shows, and when the dialog around it opens.
    #[prop(optional)]
    autofocus: bool,
    /// Shows the label as a sentence, not as a heading.
    #[prop(optional)]
    plain_label: bool,
    /// What is wrong with what was typed.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// What to type, as long as nothing is wrong.
    #[prop(optional, into)]
    help: Option<ViewFn>,
    /// How much was typed, at the other end of the help.
    #[prop(optional, into)]
    count: Signal<Option<String>>,
    /// Whether nothing can be typed.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// The input.
    #[prop(optional)]
    node_ref: NodeRef<html::Input>,
    /// Called when the user types.
    #[prop(optional, into)]
    on_input: Option<Callback<()>>,
    children: Children,
) -> impl IntoView {
    let foot = [id, "-foot"].concat();
    let input = move |_: Event| {
        if let Some(on_input) = on_input {
            on_input.run(());
        }
    };
    let words = move || match (error.get(), &help) {
        (Some(text), _) => view! { <FieldError text/> }.into_any(),
        (None, Some(help)) => view! { <p class="help">{help.run()}</p> }.into_any(),
        (None, None) => ().into_any(),
    };
    view! {
        <div class="field">
            <label class=plain_label.then_some("plain") for=id>{children()}</label>
            <input
                node_ref=node_ref
                class=if mono { "input mono" } else { "input" }
                id=id
                type=if password { "password" } else { "text" }
                autocomplete=autocomplete
                autocapitalize="off"
                spellcheck="false"
                dir="auto"
                aria-describedby=foot.clone()
                aria-invalid=move || error.get().is_some().then_some("true")
                disabled=disabled
                bind:value=value
                on:input=input
                use:autofocus_if=autofocus
            />
            <div class="field-foot">
                <div id=foot>{words}</div>
                {move || count.get().map(|count| view! { <span class="help count">{count}</span> })}
            </div>
        </div>
    }
}
