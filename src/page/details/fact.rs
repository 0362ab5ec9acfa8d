//! One line of facts: what it is, its value, whether that has changed, and a button that copies it.

use erased_view::prelude::*;
use leptos::html;
use zeroize::Zeroizing;

use super::changes::Field;
use super::subject::Subject;
use crate::i18n::use_i18n;
use crate::page::application_name::name_view;
use crate::ui::{CopyButton, select_text_of};

/// A line with a value of any kind.
#[component]
pub fn Fact(
    /// What it is.
    #[prop(into)]
    label: String,
    /// Of which field.
    field: Field,
    children: Children,
) -> impl IntoView {
    view! {
        <div>
            <dt><bdi>{label}</bdi>" "<ChangedMark field/></dt>
            <dd>{children()}</dd>
        </div>
    }
}

/// Says that a field has changed while the drawer was open.
#[component]
pub fn ChangedMark(
    /// The field.
    field: Field,
) -> impl IntoView {
    let t = use_i18n().t;
    let has_changed = expect_context::<Subject>().has_changed(field);
    view! { <Show when=move || has_changed.get()><span class="chip fresh">{t.changed()}</span></Show> }
}

/// A text with its hidden characters visible, and the button that copies it as it is.
#[component]
pub fn CopiedText(
    /// The text.
    #[prop(into)]
    text: Signal<String>,
    /// Its direction: what is no text of people goes from left to right.
    #[prop(default = "ltr")]
    dir: &'static str,
    /// What it is, where the button has copied it.
    what: &'static str,
    /// The name of the button.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let on_copied = expect_context::<Subject>().on_copied();
    let value = NodeRef::<html::Bdi>::new();
    let result = move |done: bool| {
        on_copied.run((done, what));
        if let Some(value) = value.get_untracked().filter(|_| !done) {
            select_text_of(&value);
        }
    };
    view! {
        <bdi node_ref=value class="mono whole" dir=dir translate="no" tabindex="-1">
            {move || name_view(i18n, &text.get())}
        </bdi>
        <CopyButton
            label
            copied=i18n.t.copied()
            value=move |()| Zeroizing::new(text.get_untracked())
            on_result=result
        />
    }
}
