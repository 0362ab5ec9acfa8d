//! Banners above the toolbar: what lasts and needs a decision. All but the one about a server out of reach come after the
//! list did: rows are what a visitor waits for.

use erased_view::prelude::*;
use part::part;

use super::created_banners::CreatedBanners;
use super::stale_banner::{OutOfReachBanner, RetryButton, StaleBanner, is_stale};
use crate::applications::creation::Creation;
use crate::applications::{Applications, Loaded};
use crate::i18n::{I18n, fill, use_i18n};
use crate::page::error_text::use_error_texts;
use crate::page::inline_code::inline_code;
use crate::page::list_view::ListView;
use crate::page::parts::{LazyView, Part};
use crate::session::Account;
use crate::ui::{Banner, Browser, Button, Icon, RichText, Tone};

/// All banners that apply.
#[component]
pub fn Banners() -> impl IntoView {
    let account = expect_context::<Account>();
    let applications = expect_context::<Applications>();
    let creation = expect_context::<Creation>();
    let list_view = expect_context::<ListView>();
    let browser = expect_context::<Browser>();
    let any_applies = move || {
        applications.loaded().is_some_and(|loaded| {
            !loaded.is_whole()
                || is_stale(applications, browser)
                || !account.may_write()
                || is_not_stored(account)
                || creation.twice.with(Option::is_some)
                || creation.unseen.get()
                || list_view.copy_failed.get()
        })
    };
    view! {
        <OutOfReachBanner/>
        <Show when=any_applies>
            <LazyView part=Part::Dialogs view=banners fallback=|| ()/>
        </Show>
    }
}

#[part(dialogs)]
fn banners() -> AnyView {
    view! {
        <StaleBanner/>
        <PartialBanner/>
        <ReadOnlyBanner/>
        <NotStoredBanner/>
        <CreatedBanners/>
        <CopyFailedBanner/>
    }
    .into_any()
}

/// Whether the token could not be stored. Follows what it reads.
fn is_not_stored(account: Account) -> bool {
    account.session.with(Option::is_some) && !account.session_lasts() && !account.is_hosted()
}

/// Later pages are missing.
#[component]
fn PartialBanner() -> impl IntoView {
    let i18n = use_i18n();
    let applications = expect_context::<Applications>();
    let texts = use_error_texts();
    move || {
        let loaded = applications.loaded()?;
        let rest = loaded.rest.clone()?;
        // A missing later page says nothing about the address: page 1 came from there.
        let why = match rest.problem() {
            Some(problem) if problem.status == 404 => problem.message.clone().unwrap_or_else(|| "404".to_owned()),
            _ => texts.explain(&rest).joined(),
        };
        let title = partial_title(i18n, &loaded);
        let text = fill(i18n.t.partial_list_text(), &[("why", &why)]);
        Some(view! {
            <Banner tone=Tone::Warn icon=Icon::Warn title actions=|| view! { <RetryButton/> }>{text}</Banner>
        })
    }
}

/// How many rows of how many have come.
fn partial_title(i18n: I18n, loaded: &Loaded) -> String {
    let number = |number: f64| i18n.locale.with_untracked(|locale| locale.number(number));
    let shown = number(loaded.table.len() as f64);
    match loaded.total {
        Some(total) => fill(i18n.t.partial_list(), &[("shown", &shown), ("total", &number(total as f64))]),
        None => fill(i18n.t.partial_list_unknown(), &[("shown", &shown)]),
    }
}

/// The token may not write.
#[component]
fn ReadOnlyBanner() -> impl IntoView {
    let t = use_i18n().t;
    let account = expect_context::<Account>();
    let again = move || view! { <Button small=true on_click=move |()| account.sign_out()>{t.sign_in_again()}</Button> };
    view! {
        <Show when=move || !account.may_write()>
            <Banner tone=Tone::Neutral icon=Icon::Lock title=t.read_only() actions=again>
                <RichText text=t.read_only_text() places=vec![("scope", inline_code("write"))]/>
            </Banner>
        </Show>
    }
}

/// The token could not be stored.
#[component]
fn NotStoredBanner() -> impl IntoView {
    let t = use_i18n().t;
    let account = expect_context::<Account>();
    move || {
        is_not_stored(account).then(|| view! { <Banner tone=Tone::Warn icon=Icon::Warn>{t.kept_in_memory()}</Banner> })
    }
}

/// The clipboard did not take a value of the list: it is selected in its row.
#[component]
fn CopyFailedBanner() -> impl IntoView {
    let t = use_i18n().t;
    let failed = expect_context::<ListView>().copy_failed;
    let dismiss = move || view! { <Button small=true on_click=move |()| failed.set(false)>{t.dismiss()}</Button> };
    view! {
        <Show when=move || failed.get()>
            <Banner tone=Tone::Danger icon=Icon::Error title=[t.copy_failed(), "."].concat() actions=dismiss>
                {t.copy_failed_text()}
            </Banner>
        </Show>
    }
}
