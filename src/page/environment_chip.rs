//! The chip beside a name: for which environment the application is, as far as the name says. Its shape says it, too, so that it
//! is told without colours.
//!
//! What reads names is in the part `dialogs`.

use std::rc::Rc;

use erased_view::prelude::*;

use crate::applications::environments::{Tier, Words};
use crate::applications::fold::fold;
use crate::i18n::{Texts, use_i18n};
use crate::page::settings::Settings;

/// The environment that a name says.
pub fn tier_of(environments: RwSignal<String>, name: &str) -> Tier {
    words(environments).tier(name, &fold(name))
}

/// The words by which names are read.
pub fn words(environments: RwSignal<String>) -> Rc<Words> {
    environments.with_untracked(|own| Words::of(own))
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

/// The chip. Those of rows are in `list/row_chips.rs`.
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
