//! What a name that is being typed says about its environment; where it says nothing, names that do.

use erased_view::prelude::*;
use leptos::html;

use super::environment_names::{EnvironmentNames, SET};
use crate::applications::create::check_name;
use crate::applications::creation::Creation;
use crate::applications::environments::Tier;
use crate::i18n::use_i18n;
use crate::page::environment_chip::{EnvironmentChip, tier_of, words};
use crate::page::settings::Settings;

/// The environment that the name says, or names to choose from.
#[component]
pub fn NameHints(
    /// The field that it is typed in.
    input: NodeRef<html::Input>,
) -> impl IntoView {
    let t = use_i18n().t;
    let creation = expect_context::<Creation>();
    let environments = expect_context::<Settings>().environments;
    let draft = Memo::new(move |_| creation.draft.with(|draft| draft.trim().to_owned()));
    let is_named = Memo::new(move |_| draft.with(|draft| tier_of(environments, draft) != Tier::Other));
    let is_odd = Memo::new(move |_| !is_named.get() && draft.with(|draft| words(environments).has_words(draft)));
    let is_empty = Memo::new(move |_| draft.with(String::is_empty));
    let names = StoredValue::new_local(EnvironmentNames::of_element());
    let suggestions = move || {
        let named = SET.into_iter().filter_map(|tier| {
            let name = names.with_value(|names| draft.with(|draft| names.named_for(draft, tier)))?;
            check_name(&name).ok()?;
            let text = name.clone();
            let choose = move |_| {
                creation.draft.set(name.clone());
                creation.edit();
                // The button that was pressed is gone.
                if let Some(input) = input.get_untracked() {
                    let _ = input.focus();
                }
            };
            Some(view! {
                <button class="chip env" type="button" data-env=tier.as_str() on:click=choose>
                    <bdi translate="no">{text}</bdi>
                </button>
            })
        });
        named.collect_view()
    };
    let label = move || match (is_named.get(), is_odd.get()) {
        (true, _) => t.recognised_as(),
        (_, true) => t.no_environment(),
        _ => t.with_environment(),
    };
    // Its place is there before anything is typed, so that nothing moves then.
    view! {
        <div class="name-hints small">
            <Show when=move || !is_empty.get()>
                <span class="muted">{label}</span>
                <Show when=move || is_named.get() fallback=suggestions>
                    <EnvironmentChip name=draft/>
                </Show>
            </Show>
        </div>
    }
}
