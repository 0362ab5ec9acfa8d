//! The choice to create the same service for each environment: which applications those are, and which exist already.

use erased_view::prelude::*;

use super::environment_names::{EnvironmentNames, SET};
use crate::applications::Applications;
use crate::applications::creation::Creation;
use crate::applications::environments::Tier;
use crate::i18n::use_i18n;

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
    /// What somebody has said about one of them, against what is offered.
    turned: RwSignal<Vec<Tier>>,
}

impl SetChoice {
    /// For the form that is being made.
    pub fn new() -> Self {
        let creation = expect_context::<Creation>();
        let applications = expect_context::<Applications>();
        let names = StoredValue::new_local(EnvironmentNames::of_element());
        let offered = Memo::new(move |_| {
            if !creation.wants_set.get() {
                return Vec::new();
            }
            let loaded = applications.loaded();
            let offer = |tier: Tier| {
                let name = creation.draft.with(|draft| names.with_value(|names| names.named_for(draft, tier)))?;
                let exists = loaded.as_ref().is_some_and(|loaded| loaded.table.has_lookalike(&name));
                Some(Offered { tier, name, exists })
            };
            SET.into_iter().filter_map(offer).collect()
        });
        Self { creation, offered, turned: RwSignal::new(Vec::new()) }
    }

    /// The names that are to be created; none where no set is wanted, or where there is no name yet. Follows them.
    pub fn names(self) -> Option<Vec<String>> {
        let offered = self.offered.get();
        let names = || offered.iter().filter(|one| self.is_wanted(one)).map(|one| one.name.clone()).collect();
        (!offered.is_empty() && !self.creation.is_set()).then(names)
    }

    fn is_wanted(self, one: &Offered) -> bool {
        self.turned.with(|turned| turned.contains(&one.tier)) == one.exists
    }

    /// Somebody says whether they want it. Saying it twice changes nothing: a form that is sent asks all of its fields.
    fn want(self, one: &Offered, wanted: bool) {
        if untrack(|| self.is_wanted(one)) != wanted {
            self.turned.update(|turned| match turned.iter().position(|tier| *tier == one.tier) {
                Some(at) => {
                    turned.remove(at);
                }
                None => turned.push(one.tier),
            });
        }
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
    let all_exist = Memo::new(move |_| choice.offered.with(|offered| offered.iter().all(|one| one.exists)));
    let change = move |event| {
        creation.wants_set.set(event_target_checked(&event));
        creation.edit();
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
                    prop:checked=move || creation.wants_set.get()
                    disabled=disabled
                    on:change=change
                />
                {t.one_for_each()}
            </label>
            <Show when=move || has_names.get()>
                <ul class="set" aria-label=t.to_be_created()>{offers}</ul>
                <Show when=move || all_exist.get()>
                    <p class="help" role="status">{t.all_exist()}</p>
                </Show>
            </Show>
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
    let change = move |event| choice.want(&one, event_target_checked(&event));
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
