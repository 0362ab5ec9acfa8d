//! New applications, one of which may be the one that was to be created.

use std::sync::Arc;

use erased_view::prelude::*;

use super::environment::CreateEnvironment;
use crate::api::Application;
use crate::applications::creation::Creation;
use crate::applications::name::plain;
use crate::apps::row::middle;
use crate::i18n::use_i18n;
use crate::ui::Button;

/// The most that a person can choose from.
const MOST: usize = 20;

/// New applications to choose from. No secret shows before one is chosen.
#[component]
pub fn Choices(
    /// The applications; those that are most likely come first.
    new: Vec<Arc<Application>>,
) -> impl IntoView {
    let rows = new.into_iter().take(MOST).map(|application| view! { <Choice application/> }).collect_view();
    view! { <ul class="choices">{rows}</ul> }
}

#[component]
fn Choice(application: Arc<Application>) -> impl IntoView {
    let i18n = use_i18n();
    let creation = expect_context::<Creation>();
    let env = expect_context::<CreateEnvironment>();
    let name = plain(&application.name);
    let name = if name.is_empty() { i18n.t.unnamed().to_owned() } else { name };
    let created = application.created.map(|at| i18n.locale.with_untracked(|locale| locale.time(at)));
    let created = created.map(|at| view! { <span class="muted">" " {at}</span> });
    let client_id = middle(&plain(&application.client_id));
    let label = [i18n.t.this_one(), ": ", &name].concat();
    view! {
        <li class="side">
            <div><bdi translate="no">{name}</bdi>" "{client_id}{created}</div>
            " "
            <Button small=true aria_label=label on_click=move || creation.choose(&env, &application)>
                {i18n.t.this_one()}
            </Button>
        </li>
    }
}
