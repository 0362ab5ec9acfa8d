//! The choice to create the same service for each environment: which applications those are, and which exist already.

use erased_view::prelude::*;
use leptos::ev::MouseEvent;

use super::environment_names::{EnvironmentNames, SET};
use crate::applications::Applications;
use crate::applications::create::check_name;
use crate::applications::creation::Creation;
use crate::applications::environments::Tier;
use crate::i18n::use_i18n;
use crate::ui::is_first_click;

/// One application of the set that is offered.
#[derive(Clone, PartialEq)]
pub struct Offered {
    tier: Tier,
    /// The name that it gets.
    name: String,
    /// Whether there is one of this name: another one is created only where somebody says so.
    exists: bool,
}

/// A context: which of the set are wanted. Copies are the same.
#[derive(Clone, Copy)]
pub struct SetChoice {
    creation: Creation,
    offered: Memo<Vec<Offered>>,
}

impl SetChoice {
    /// For the form that is being made.
    pub fn new() -> Self {
        let creation = expect_context::<Creation>();
        let applications = expect_context::<Applications>();
        let names = StoredValue::new_local(EnvironmentNames::of_element());
        let offered = Memo::new(move |_| {
            if !creation.wants_set() || creation.is_set() {
                return Vec::new();
            }
            let named = |tier| creation.draft.with(|draft| names.with_value(|names| names.named_for(draft, tier)));
            let named: Vec<(Tier, String)> = SET.into_iter().filter_map(|tier| Some((tier, named(tier)?))).collect();
            let loaded = applications.loaded();
            let exist = loaded.map(|loaded| loaded.table.have_lookalikes(named.iter().map(|(_, name)| name)));
            let exist = exist.unwrap_or_default().into_iter().chain(std::iter::repeat(false));
            named.into_iter().zip(exist).map(|((tier, name), exists)| Offered { tier, name, exists }).collect()
        });
        Self { creation, offered }
    }

    /// The names that are to be created; none where no set is wanted, or where nothing that can be a name was typed. Follows
    /// them.
    pub fn names(self) -> Option<Vec<String>> {
        let is_name = self.creation.draft.with(|draft| check_name(draft).is_ok());
        let is_wanted = self.creation.wants_set() && !self.creation.is_set() && is_name;
        let names = |offered: &Vec<Offered>| {
            offered.iter().filter(|one| self.is_wanted(one)).map(|one| one.name.clone()).collect()
        };
        is_wanted.then(|| self.offered.with(names))
    }

    fn is_wanted(self, one: &Offered) -> bool {
        self.creation.wants(one.tier, &one.name, one.exists)
    }
}

/// Whether one for each environment is wanted, and which.
#[component]
pub fn SetOffer(
    /// Whether nothing can be chosen.
    #[prop(into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let t = use_i18n().t;
    let choice = expect_context::<SetChoice>();
    let creation = choice.creation;
    let has_names = Memo::new(move |_| choice.offered.with(|offered| !offered.is_empty()));
    let change = move |event| {
        creation.want_set(event_target_checked(&event));
        creation.edit();
    };
    let note = move || match choice.names() {
        Some(_) if !has_names.get() => t.no_environment_names(),
        Some(names) if names.is_empty() => t.none_wanted(),
        _ => "",
    };
    // The second click of two is meant for what was there at the first.
    let click = |event: MouseEvent| {
        if !is_first_click(&event) {
            event.prevent_default();
        }
    };
    let offers = move || {
        let offered = choice.offered.get();
        offered.into_iter().map(|one| view! { <Offer choice one disabled/> }).collect_view()
    };
    view! {
        <div class="field">
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || creation.wants_set()
                    disabled=disabled
                    on:change=change
                />
                {t.one_for_each()}
            </label>
            <Show when=move || has_names.get()>
                <ul class="set" aria-label=t.to_be_created() on:click=click>{offers}</ul>
            </Show>
            <p class="help" role="status">{note}</p>
        </div>
    }
}

/// One of the set.
#[component]
fn Offer(choice: SetChoice, one: Offered, disabled: Signal<bool>) -> impl IntoView {
    let t = use_i18n().t;
    let Offered { tier, name, exists } = one.clone();
    let wanted = one.clone();
    let checked = move || choice.is_wanted(&wanted);
    let change = move |event| {
        choice.creation.want(one.tier, &one.name, one.exists, event_target_checked(&event));
    };
    view! {
        <li>
            <label class="check">
                <input type="checkbox" prop:checked=checked disabled=disabled on:change=change/>
                <span class="env" data-env=tier.as_str()><bdi translate="no">{name}</bdi></span>
                {exists.then(|| view! { " " <span class="muted">{t.exists_already()}</span> })}
            </label>
        </li>
    }
}
