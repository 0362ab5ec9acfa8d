//! The list could not be refreshed: it shows as it was, and a banner says how old it is and why. Where the server is out of
//! reach the banner comes with the list, not in a later part: that part would not come either.

use std::sync::Arc;

use erased_view::prelude::*;

use crate::api::Error;
use crate::applications::Applications;
use crate::i18n::{fill, use_i18n};
use crate::page::error_text::use_error_texts;
use crate::session::Account;
use crate::ui::{Banner, Browser, Button, Icon, Tone};

/// Says that nobody answers: the browser is offline, or the server can't be reached.
#[component]
pub fn OutOfReachBanner() -> impl IntoView {
    let i18n = use_i18n();
    let t = i18n.t;
    let applications = expect_context::<Applications>();
    let browser = expect_context::<Browser>();
    let texts = use_error_texts();
    let age = list_age();
    move || {
        if !is_out_of_reach(applications, browser) {
            return None;
        }
        let age = age.get();
        if !browser.online.get() {
            let text = fill(t.old_offline(), &[("age", &age)]);
            return Some(warning(Icon::Offline, t.offline(), text));
        }
        let origin = texts.account.endpoints.with_untracked(|endpoints| endpoints.origin().to_owned());
        let why = match browser.csp_blocked.get() {
            true => fill(t.maybe_csp(), &[("origin", &origin)]),
            false => [t.unreachable(), ". ", &texts.maybe_cors(&origin)].concat(),
        };
        Some(warning(Icon::Warn, t.not_refreshed(), fill(t.old_text(), &[("age", &age), ("why", &why)])))
    }
}

/// Says what else went wrong.
#[component]
pub fn StaleBanner() -> impl IntoView {
    let t = use_i18n().t;
    let applications = expect_context::<Applications>();
    let browser = expect_context::<Browser>();
    let texts = use_error_texts();
    let age = list_age();
    move || {
        let error = failed_refresh(applications).filter(|_| is_stale(applications, browser))?;
        let why = texts.explain(&error).joined();
        Some(warning(Icon::Warn, t.not_refreshed(), fill(t.old_text(), &[("age", &age.get()), ("why", &why)])))
    }
}

fn warning(icon: Icon, title: &'static str, text: String) -> AnyView {
    view! { <Banner tone=Tone::Warn icon title actions=|| view! { <RetryButton/> }>{text}</Banner> }
}

/// Loads the list again.
#[component]
pub fn RetryButton() -> impl IntoView {
    let t = use_i18n().t;
    let account = expect_context::<Account>();
    let applications = expect_context::<Applications>();
    view! { <Button small=true on_click=move |()| applications.load(account)>{t.retry()}</Button> }
}

/// How old the list is, in words. Follows the clock.
fn list_age() -> Memo<String> {
    let i18n = use_i18n();
    let applications = expect_context::<Applications>();
    let browser = expect_context::<Browser>();
    Memo::new(move |_| {
        let age = applications.loaded().map_or(0.0, |loaded| browser.now.get() - loaded.at);
        i18n.locale.with_untracked(|locale| locale.length(age.max(1000.0)))
    })
}

/// Why the list that shows could not be refreshed. Follows the list.
fn failed_refresh(applications: Applications) -> Option<Arc<Error>> {
    applications.state.with(|state| state.loaded().and(state.failure()).cloned())
}

/// Whether that is so though the server can be reached. Follows the list, and whether the browser is online.
pub fn is_stale(applications: Applications, browser: Browser) -> bool {
    failed_refresh(applications).is_some() && !is_out_of_reach(applications, browser)
}

/// Whether it is so because nobody answers. Follows the list, and whether the browser is online.
fn is_out_of_reach(applications: Applications, browser: Browser) -> bool {
    failed_refresh(applications).is_some_and(|error| matches!(*error, Error::Unreachable) || !browser.online.get())
}
