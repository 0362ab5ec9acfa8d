//! The field for the phrase that confirms the deletion.

use std::sync::Arc;

use erased_view::prelude::*;
use leptos::html;

use crate::applications::delete::{Phrase, Target};
use crate::applications::deletion::Deletion;
use crate::i18n::{fill, use_i18n};
use crate::ui::{Browser, RichText, TextField};

/// The field, with the phrase in its label.
#[component]
pub fn ConfirmationPhrase(
    /// What is to be deleted.
    target: Arc<Target>,
    /// Whether nothing can be typed.
    #[prop(into)]
    disabled: Signal<bool>,
    /// The input.
    node_ref: NodeRef<html::Input>,
) -> impl IntoView {
    let deletion = expect_context::<Deletion>();
    let browser = expect_context::<Browser>();
    // Each second, what stands in the field is what was typed: what fills in fields may tell nobody, and the button waits
    // for it.
    Effect::new(move |_| {
        browser.now.track();
        if let Some(input) = node_ref.get() {
            let value = input.value();
            if deletion.typed.with_untracked(|typed| *typed != value) {
                deletion.typed.set(value);
            }
        }
    });
    view! {
        <TextField id="delete-phrase" value=deletion.typed plain_label=true autofocus=true disabled node_ref>
            <PhraseLabel target/>
        </TextField>
    }
}

/// What has to be typed.
#[component]
fn PhraseLabel(
    /// What is to be deleted.
    target: Arc<Target>,
) -> impl IntoView {
    let t = use_i18n().t;
    let wanted = view! { <strong><bdi translate="no">{target.wanted()}</bdi></strong> }.into_any();
    match target.phrase {
        Phrase::Tail(count) => fill(t.type_tail(), &[("n", &count.to_string())]).into_any(),
        Phrase::ClientId => view! { {t.type_client_id()}" "{wanted} }.into_any(),
        Phrase::Id if target.twins.is_none() => {
            view! { <RichText text=t.type_id() places=vec![("id", wanted)]/> }.into_any()
        }
        Phrase::Name | Phrase::Id => {
            view! { <RichText text=t.type_to_confirm() places=vec![("name", wanted)]/> }.into_any()
        }
    }
}
