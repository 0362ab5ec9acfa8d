//! A value that is a secret, or may be one: dots, until somebody wants to see it. It is in the document only while it shows
//! (security rule 2).

use erased_view::prelude::*;
use leptos::html;
use zeroize::Zeroizing;

use super::opened::Details;
use super::subject::Subject;
use crate::api::SecretText;
use crate::i18n::use_i18n;
use crate::page::reveal_button::RevealButton;
use crate::page::secret_dots::SecretDots;
use crate::page::settings::Settings;
use crate::ui::{CopyButton, select_text_of};

/// The value, with the buttons that show and copy it, where secrets are offered at all.
#[component]
pub fn Masked(
    /// The name of its field.
    #[prop(into)]
    field: String,
    /// The value.
    #[prop(into)]
    value: Signal<Option<SecretText>>,
    /// What it is, where the button has copied it.
    what: &'static str,
    /// The name of that button.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let t = use_i18n().t;
    let details = expect_context::<Details>();
    let on_copied = expect_context::<Subject>().on_copied();
    let offered = expect_context::<Settings>().features.secrets;
    let own = StoredValue::new(field);
    let is_own = move || details.field.with(|shown| own.with_value(|field| field == shown));
    let until = Signal::derive(move || details.revealed.get().filter(|_| is_own()));
    let shows = Memo::new(move |_| until.get().is_some());
    let text = move || match value.get().filter(|_| shows.get()) {
        Some(secret) => {
            let text = secret.expose().to_owned();
            view! { <code class="mono whole" translate="no" tabindex="-1" dir="ltr">{text}</code> }.into_any()
        }
        None => view! { <SecretDots/> }.into_any(),
    };
    // The element of the value itself is not held on to: it goes with the secret in it.
    let place = NodeRef::<html::Span>::new();
    let toggle = move |show: bool| if show { own.with_value(|field| details.reveal(field)) } else { details.hide() };
    let copied = move |done: bool| {
        on_copied.run((done, what));
        if done {
            return;
        }
        // It must be in the document before it can be selected.
        toggle(true);
        request_animation_frame(move || {
            let place = place.try_get_untracked().flatten();
            let code = place.and_then(|place| place.query_selector("code").ok().flatten());
            if let Some(code) = code {
                select_text_of(&code);
            }
        });
    };
    let copy = move |()| {
        let text = value.with_untracked(|secret| secret.as_ref().map(|secret| secret.expose().to_owned()));
        Zeroizing::new(text.unwrap_or_default())
    };
    let buttons = offered.then(|| {
        view! {
            <RevealButton until on_toggle=toggle/>
            <CopyButton label copied=t.copied() value=copy on_result=copied/>
        }
    });
    view! {
        <span node_ref=place class="masked">{text}</span>
        {buttons}
    }
}
