//! The chip beside a name: for which environment the application is, as far as the name says. Its shape says it, too, so that it
//! is told without colours.
//!
//! What reads names is in the part `dialogs`: the first rows do not wait for it, and get their chips when it is there.

use std::rc::Rc;

use erased_view::prelude::*;
use part::part;
use web_sys::Element;

use crate::applications::fold::fold;
use crate::applications::tier::{Tier, Words};
use crate::i18n::{Texts, use_i18n};
use crate::page::settings::Settings;

/// The environment that a name says.
pub fn tier_of(environments: StoredValue<String>, name: &str) -> Tier {
    words(environments).tier(name, &fold(name))
}

/// The words by which names are read.
pub fn words(environments: StoredValue<String>) -> Rc<Words> {
    environments.with_value(|own| Words::of(own))
}

/// What an environment is called.
pub fn tier_words(t: &Texts, tier: Tier) -> &'static str {
    match tier {
        Tier::Production => t.production(),
        Tier::Staging => t.staging(),
        Tier::Development => t.development(),
        Tier::Other => t.other_environment(),
    }
}

/// Fills the chip of a row.
#[part(dialogs)]
pub fn fill_chip(t: &'static Texts, chip: Element, name: String, environments: StoredValue<String>) {
    let tier = tier_of(environments, &name);
    if chip.get_attribute("data-env").as_deref() != Some(tier.as_str()) {
        let _ = chip.set_attribute("data-env", tier.as_str());
        if let Some(words) = chip.first_child() {
            words.set_node_value(Some(tier_words(t, tier)));
        }
    }
}

/// The chip beside a name that shows elsewhere.
#[component]
pub fn EnvironmentChip(
    /// The name.
    #[prop(into)]
    name: Signal<String>,
) -> impl IntoView {
    let t = use_i18n().t;
    let environments = expect_context::<Settings>().environments;
    let tier = Memo::new(move |_| name.with(|name| tier_of(environments, name)));
    view! { <span class="chip env" data-env=move || tier.get().as_str()>{move || tier_words(t, tier.get())}</span> }
}
