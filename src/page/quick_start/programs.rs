//! What the quick start shows: the languages, and the programs of the chosen one.

use std::cell::Cell;

use erased_view::prelude::*;

use super::fill::{fill, is_client_id};
use super::language::{LANGUAGES, Language};
use super::language_tabs::LanguageTabs;
use crate::applications::env_file::file_name;
use crate::i18n::use_i18n;
use crate::page::command::Command;
use crate::page::inline_code::inline_code;
use crate::session::Account;
use crate::ui::RichText;

/// The id of the programs, by which the tabs know them.
const PANEL_ID: &str = "quick-start";

thread_local! {
    /// The place of the language that was chosen last in this document.
    static CHOSEN: Cell<usize> = const { Cell::new(0) };
}

/// Programs for an application, in the language that was chosen last.
#[component]
pub fn QuickStart(
    /// The application's name.
    #[prop(into)]
    name: Signal<String>,
    /// The application's client ID.
    #[prop(into)]
    client_id: Signal<String>,
    /// Whether it can have tokens without a user.
    #[prop(into)]
    has_own_tokens: Signal<bool>,
) -> impl IntoView {
    let t = use_i18n().t;
    let endpoints = expect_context::<Account>().endpoints;
    let chosen = RwSignal::new(CHOSEN.get());
    Effect::new(move |_| CHOSEN.set(chosen.get()));
    let programs = move || {
        let Some(language) = LANGUAGES.get(chosen.get()) else {
            return ().into_any();
        };
        let (id, endpoints) = (client_id.get(), endpoints.get());
        let values = [("client_id", &*id), ("token_url", &endpoints.token), ("apps_url", &endpoints.apps)];
        let filled = |program: &str| fill(program, language.quoting, &values);
        view! {
            <Command title=t.set_secret() line=language.secret.to_owned()/>
            <EnvFile name client_id language/>
            <Command title=t.get_token() line=filled(language.token)/>
            <Command title=t.life_cycle() line=filled(language.life_cycle)/>
        }
        .into_any()
    };
    move || match (has_own_tokens.get(), client_id.with(|id| is_client_id(id))) {
        (false, _) => view! { <p class="muted small">{t.needs_user()}</p> }.into_any(),
        (_, false) => view! { <p class="muted small">{t.odd_client_id()}</p> }.into_any(),
        _ => view! {
            <LanguageTabs chosen panel=PANEL_ID/>
            <div id=PANEL_ID role="tabpanel" aria-label=t.quick_start()>{programs}</div>
        }
        .into_any(),
    }
}

/// Says how the file that can be downloaded is used.
#[component]
fn EnvFile(name: Signal<String>, client_id: Signal<String>, language: &'static Language) -> impl IntoView {
    let t = use_i18n().t;
    let text = move || {
        let file = name.with(|name| client_id.with(|id| file_name(name, id)));
        let command = fill(language.env_file, language.quoting, &[("env_file", &file)]);
        view! { <RichText text=t.or_env_file() places=vec![("command", inline_code(&command))]/> }
    };
    (!language.env_file.is_empty()).then(|| view! { <p class="muted small">{text}</p> })
}
