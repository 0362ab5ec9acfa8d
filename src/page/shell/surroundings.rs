//! Follows what goes on around an element: the clock, the network, the page's content policy, whether anybody looks, and
//! other elements that have the same session.

use erased_view::dom::{listen, watch};
use erased_view::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, PageTransitionEvent, SecurityPolicyViolationEvent, SecurityPolicyViolationEventDisposition};

use crate::applications::Applications;
use crate::applications::creation::Creation;
use crate::page::details::Details;
use crate::page::list::load_list;
use crate::page::list_view::ListView;
use crate::page::secret_time::seconds_left;
use crate::session::{Account, SessionStore, Step};
use crate::ui::{Browser, every, hidden, now};

/// Follows all of it, until the current owner is cleaned up.
pub fn follow_surroundings() {
    follow_clock();
    follow_network();
    follow_content_policy();
    hide_secrets();
    follow_page_cache();
    follow_other_elements();
    ask_before_leaving();
}

/// Each second: hides what has shown long enough, renews what is about to end.
fn follow_clock() {
    let (account, applications) = (expect_context::<Account>(), expect_context::<Applications>());
    let (list_view, creation) = (expect_context::<ListView>(), expect_context::<Creation>());
    let details = expect_context::<Details>();
    let browser = expect_context::<Browser>();
    every(1000, move || {
        let at = now();
        list_view.hide_overdue();
        for shown in [creation.shown, details.revealed] {
            if shown.get_untracked().is_some_and(|until| seconds_left(until) == 0) {
                shown.set(None);
            }
        }
        let before = browser.now.get_untracked();
        browser.now.set(at);
        // The server's 401 decides, not this clock: ask it when the token's time is up.
        let expires = account.session.with_untracked(|session| session.as_ref().and_then(|session| session.expires_at));
        if expires.is_some_and(|expires| before < expires && expires <= at) {
            load_list(applications, account);
        }
        // Nobody looks at a hidden page, and its first request renews what is over by then.
        if !hidden() {
            account.renew_in_time(at);
        }
    });
}

fn follow_network() {
    let (account, applications) = (expect_context::<Account>(), expect_context::<Applications>());
    let browser = expect_context::<Browser>();
    let window = window();
    listen(&window, "online", false, move |_| {
        browser.online.set(true);
        if account.is_signed_in_untracked() && applications.state.with_untracked(|list| list.failure().is_some()) {
            load_list(applications, account);
        }
    });
    listen(&window, "offline", false, move |_| browser.online.set(false));
}

fn follow_content_policy() {
    let (account, applications) = (expect_context::<Account>(), expect_context::<Applications>());
    let browser = expect_context::<Browser>();
    // What the page's policy blocked is said of the last try alone.
    watch(move || {
        applications.attempts.track();
        browser.csp_blocked.set(false);
    });
    listen(&window(), "securitypolicyviolation", false, move |event| {
        let event: SecurityPolicyViolationEvent = event.unchecked_into();
        // A policy that only reports blocks nothing.
        let enforced = event.disposition() == SecurityPolicyViolationEventDisposition::Enforce;
        let ours = account.endpoints.with_untracked(|endpoints| endpoints.includes_origin_of(&event.blocked_uri()));
        if ours && enforced && event.violated_directive().starts_with("connect-src") {
            browser.csp_blocked.set(true);
        }
    });
}

/// Secrets hide in a tab that nobody sees, and the one of the list at a click anywhere else.
fn hide_secrets() {
    let (list_view, creation) = (expect_context::<ListView>(), expect_context::<Creation>());
    let details = expect_context::<Details>();
    let window = window();
    listen(&window, "visibilitychange", false, move |_| {
        if hidden() {
            list_view.hide();
            creation.hide_secret();
            details.hide();
        }
    });
    listen(&window, "pointerdown", false, move |event| {
        let target = event.composed_path().get(0).dyn_into::<Element>().ok();
        if target.is_none_or(|target| target.closest("[data-revealed]").ok().flatten().is_none()) {
            list_view.hide();
        }
    });
}

/// Into the browser's cache, and out of it. The first thing that shows then is how the page left.
fn follow_page_cache() {
    let account = expect_context::<Account>();
    let is_hosted = account.is_hosted();
    let window = window();
    listen(&window, "pagehide", false, move |event| {
        account.veiled.set(is_hosted && event.unchecked_ref::<PageTransitionEvent>().persisted());
    });
    listen(&window, "pageshow", false, move |event| {
        if event.unchecked_ref::<PageTransitionEvent>().persisted() {
            account.wake();
        }
        account.veiled.set(false);
    });
}

/// Another element of this document, or another document of this tab, signed in, renewed or signed out.
fn follow_other_elements() {
    let account = expect_context::<Account>();
    let window = window();
    listen(&window, SessionStore::CHANGED, false, move |_| account.follow_store());
    listen(&window, SessionStore::SIGNED_OUT, false, move |_| account.follow_sign_out());
    listen(&window, "storage", false, move |_| account.follow_sign_out());
}

/// What was typed is kept while the user is away to sign in; a secret is not.
fn ask_before_leaving() {
    let (account, creation) = (expect_context::<Account>(), expect_context::<Creation>());
    listen(&window(), "beforeunload", false, move |event| {
        let is_leaving = account.code.step.get_untracked() == Step::Leaving;
        if creation.would_lose() && !(is_leaving && creation.is_typed()) {
            event.prevent_default();
        }
    });
}
