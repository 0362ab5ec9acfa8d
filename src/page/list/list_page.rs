//! What a signed-in user sees: the heading, banners, the toolbar and the list, or why there is none.

use erased_view::prelude::*;
use part::part;

use super::application_list::ApplicationList;
use super::banners::Banners;
use super::load_error::LoadError;
use super::new_application::NewApplication;
use super::toolbar::Toolbar;
use crate::applications::Applications;
use crate::i18n::use_i18n;
use crate::page::parts::{LazyView, Part};
use crate::page::shown_rows::ShownRows;

/// The page of somebody who is signed in.
#[component]
pub fn ListPage(
    /// The rows that show.
    shown: ShownRows,
) -> impl IntoView {
    let applications = expect_context::<Applications>();
    view! {
        <Show
            when=move || applications.state.with(|state| state.first_failure().is_none())
            fallback=|| view! { <LazyView part=Part::Dialogs view=load_error/> }
        >
            <Content shown/>
        </Show>
    }
}

#[part(dialogs)]
fn load_error() -> AnyView {
    view! { <LoadError/> }.into_any()
}

#[component]
fn Content(shown: ShownRows) -> impl IntoView {
    let t = use_i18n().t;
    let applications = expect_context::<Applications>();
    let has_rows = Memo::new(move |_| applications.loaded().is_none_or(|loaded| !loaded.table.is_empty()));
    view! {
        <div class="head" part="head">
            <slot name="header">
                <h1>{t.oauth_applications()}</h1>
                <p>{t.head_text()}</p>
            </slot>
            <Show when=move || has_rows.get()>
                <NewApplication/>
            </Show>
        </div>
        <Banners/>
        <Show when=move || has_rows.get()>
            <Toolbar shown/>
        </Show>
        <ApplicationList shown/>
    }
}
