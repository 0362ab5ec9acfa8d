//! The whole of an element: header, sign-in or list, dialogs, messages. Sets up what the parts share.

use erased_view::prelude::*;
use part::part;
use wasm_bindgen::JsCast;
use web_sys::{Element, PageTransitionEvent, SecurityPolicyViolationEvent, SecurityPolicyViolationEventDisposition};

use super::desk::{Desk, Options};
use super::load::load;
use super::part::{Meanwhile, Part, fetch_all, lazy};
use super::reveal::{hide, hide_made, hide_overdue};
use super::session_events::Here;
use super::tell::{is_busy, tell_unsaved};
use crate::i18n::fill;
use crate::page::create::{CreateDialog, take_up, take_up_listed};
use crate::page::delete::{DeleteDialog, open_delete, reopen};
use crate::page::list::{ListPage, ShownRows};
use crate::page::sign_in::SignIn;
use crate::session::{Origin, SessionStore, Step};
use crate::ui::{
    Icon, Kind, LiveRegion, Sprite, Toasts, View, action, all, div, either, el, every, flag, hidden, icon, listen,
    live, now, verbatim, watch,
};

/// A page that shows, and what can be done with it from outside.
pub struct Controls(Desk);

impl Controls {
    /// Loads the list again. Without a session, looks for one again.
    pub fn refresh(&self) {
        if self.0.account.session.with_untracked(Option::is_some) {
            load(self.0);
        } else {
            self.0.account.pick_up();
        }
    }

    /// Signs out as the user does. The host's own session is not ours to end.
    pub fn sign_out(&self) {
        if !self.0.account.options().is_hosted() {
            self.0.sign_out();
        }
    }

    /// Opens the dialog for a new application, with a name in its field; it waits for a session. Not over another
    /// dialog, and not where nothing can be created.
    pub fn open_create(&self, name: String) {
        let desk = self.0;
        if !untrack(|| desk.settings.features.create && desk.may_write() && !is_busy(desk)) {
            return;
        }
        desk.creation.draft.set(name);
        if desk.account.session.with_untracked(Option::is_some) {
            desk.creation.open();
        } else {
            desk.creation.open_suspended();
        }
    }

    /// Whether a dialog is open, which a new start would break off.
    pub fn is_busy(&self) -> bool {
        untrack(|| is_busy(self.0))
    }
}

/// The element's content, for as long as the current owner lives.
pub fn page(options: Options) -> (View, Controls) {
    let answer = options.answer.clone();
    let desk = Desk::new(options);
    watch_surroundings(desk);
    desk.account.start(answer);
    tell_unsaved(desk);

    // A session that begins loads its list.
    let signed_in = flag(move || desk.account.session.with(Option::is_some));
    watch(move || {
        if signed_in.get() {
            untrack(|| load(desk));
            desk.creation.resume();
            desk.deletion.resume();
        }
    });
    // What is not needed yet comes when the visitor has something to look at.
    watch(move || {
        if !signed_in.get() || desk.applications.state.with(|list| !list.is_first_running()) {
            fetch_all();
        }
    });
    let tag = desk.i18n.locale.with_untracked(|locale| locale.tag.clone());
    // Redeeming a code ends with the list in nearly all cases: its outline shows at once.
    let inside =
        flag(move || signed_in.get() || desk.account.code.step.get() == Step::Redeeming || desk.account.withheld.get());
    let main =
        el(if desk.settings.standalone { "main" } else { "div" }).class("page").attr("part", "page").child(either(
            move || inside.get(),
            move || lazy(desk, Part::List, Meanwhile::Words, signed_in_part),
            move || lazy(desk, Part::SignIn, Meanwhile::Words, sign_in_part),
        ));
    let delete_created = move |key| {
        if let Some(application) = desk.application(key) {
            open_delete(desk, &application);
        }
    };
    let app = div("app")
        .attr("lang", &tag)
        .mark("hidden", "", move || desk.account.veiled.get())
        .child(if desk.settings.standalone { top(desk) } else { View::none() })
        .child(main)
        .child(erased_view::view! { <CreateDialog desk on_delete=delete_created/> })
        .child(View::from(view! { <DeleteDialog desk on_deleted=move |key| desk.creation.forget(key)/> }))
        .child(view! { <Toasts/> })
        .child(View::from(view! { <LiveRegion announcer=desk.notifications.announcer/> }));
    (all([view! { <Sprite/> }.into(), app.into()]), Controls(desk))
}

#[part(signin)]
fn sign_in_part(desk: Desk) -> View {
    let has_draft = move |()| desk.creation.has_draft() || desk.deletion.is_open();
    view! { <SignIn return_point=Here(desk) has_draft/> }.into()
}
#[part(list)]
fn signed_in_part(desk: Desk) -> View {
    signed_in_view(desk)
}

/// Follows what goes on around the element: the clock, the network, the page's CSP, whether anybody looks.
fn watch_surroundings(desk: Desk) {
    every(1000, move || {
        let at = now();
        hide_overdue(desk);
        let before = desk.browser.now.get_untracked();
        desk.browser.now.set(at);
        // The server's 401 decides, not this clock: ask it when the token's time is up.
        let expires =
            desk.account.session.with_untracked(|session| session.as_ref().and_then(|session| session.expires_at));
        if expires.is_some_and(|expires| before < expires && expires <= at) {
            load(desk);
        }
        // Nobody looks at a hidden page, and its first request renews what is over by then.
        if !hidden() {
            desk.account.renew_in_time(at);
        }
    });
    // What the page's policy blocked is said of the last try alone.
    watch(move || {
        desk.applications.attempts.track();
        desk.browser.csp_blocked.set(false);
    });
    let window = window();
    listen(&window, "online", false, move |_| {
        desk.browser.online.set(true);
        let signed_in = desk.account.session.with_untracked(Option::is_some);
        if signed_in && desk.applications.state.with_untracked(|list| list.failure().is_some()) {
            load(desk);
        }
    });
    listen(&window, "offline", false, move |_| desk.browser.online.set(false));
    listen(&window, "visibilitychange", false, move |_| {
        if hidden() {
            hide(desk);
            hide_made(desk);
        }
    });
    // Into the browser's cache, and out of it. The first thing that shows then is how it left.
    let hosted = desk.account.options().is_hosted();
    listen(&window, "pagehide", false, move |event| {
        desk.account.veiled.set(hosted && event.unchecked_ref::<PageTransitionEvent>().persisted());
    });
    listen(&window, "pageshow", false, move |event| {
        if event.unchecked_ref::<PageTransitionEvent>().persisted() {
            desk.account.wake();
        }
        desk.account.veiled.set(false);
    });
    // Another element of this document, or another document of this tab, signed in, renewed or signed out.
    listen(&window, SessionStore::CHANGED, false, move |_| desk.account.follow_store());
    listen(&window, SessionStore::SIGNED_OUT, false, move |_| desk.account.follow_sign_out());
    listen(&window, "storage", false, move |_| desk.account.follow_sign_out());
    // A click anywhere else hides the secret that shows.
    listen(&window, "pointerdown", false, move |event| {
        let target = event.composed_path().get(0).dyn_into::<Element>().ok();
        if target.is_none_or(|target| target.closest("[data-revealed]").ok().flatten().is_none()) {
            hide(desk);
        }
    });
    listen(&window, "beforeunload", false, move |event| {
        // What was typed is kept while the user is away to sign in; a secret is not.
        let leaving = desk.account.code.step.get_untracked() == Step::Leaving;
        if desk.creation.would_lose() && !(leaving && desk.creation.is_typed()) {
            event.prevent_default();
        }
    });
    listen(&window, "securitypolicyviolation", false, move |event| {
        let event: SecurityPolicyViolationEvent = event.unchecked_into();
        // A policy that only reports blocks nothing.
        let enforced = event.disposition() == SecurityPolicyViolationEventDisposition::Enforce;
        let ours =
            desk.account.endpoints.with_untracked(|endpoints| endpoints.includes_origin_of(&event.blocked_uri()));
        if ours && enforced && event.violated_directive().starts_with("connect-src") {
            desk.browser.csp_blocked.set(true);
        }
    });
}

/// The header of the standalone page.
fn top(desk: Desk) -> View {
    let host = desk.account.endpoints.with_untracked(|endpoints| endpoints.host().to_owned());
    let brand = el("span").class("brand").child(icon(Icon::Key)).child(el("bdi").text(&host));
    el("header").class("top").child(brand).child(who(desk)).into()
}

/// Until when the session lasts, and the way out.
fn who(desk: Desk) -> View {
    let t = desk.i18n.t;
    live(move || {
        let Some(session) = desk.account.session.get() else {
            return View::none();
        };
        let words = match session.expires_at {
            Some(at) => {
                fill(t.signed_in_until(), &[("time", &desk.i18n.locale.with_untracked(|locale| locale.time(at)))])
            }
            None => t.signed_in().to_owned(),
        };
        let by_client = fill(t.signed_in_as(), &[("client", session.client_id().unwrap_or_default())]);
        // Who it is; and how they came in, where that is all that is known.
        let name = match (&session.user, &session.origin) {
            (Some(user), _) => Some(user),
            (None, Origin::Client(_)) => Some(&by_client),
            _ => None,
        };
        let name = name.map(|name| verbatim("bdi").attr("title", name).text(name).into());
        // A server may grant any number of scopes: in a tooltip, and for screen readers.
        let scopes = session.scope.as_deref().map(|scope| fill(t.scopes(), &[("scope", scope)]));
        let said = scopes.as_ref().map(|scopes| el("span").class("vh").text(&[" ", scopes].concat()).into());
        let hosted = matches!(session.origin, Origin::Portal | Origin::Host);
        let out = (!hosted)
            .then(|| action(Kind::Quiet, t.sign_out(), move || desk.sign_out()).attr("data-size", "small").into());
        let until = el("span").class("until").maybe("title", scopes.as_deref()).text(&words).child(View::from(said));
        el("span").class("who").child(View::from(name)).child(until).child(View::from(out)).into()
    })
}

/// What a signed-in user sees.
fn signed_in_view(desk: Desk) -> View {
    let shown = ShownRows::new(desk.i18n, desk.applications, desk.view);
    desk.view.shown.set(Some(shown));
    untrack(|| take_up(desk));
    watch(move || {
        if desk.loaded().is_some() {
            untrack(|| {
                reopen(desk.applications, desk.deletion);
                take_up_listed(desk);
            });
        }
    });
    let body = view! { <ListPage shown/> }.into();
    let foot = if desk.settings.standalone { View::none() } else { div("foot").child(who(desk)).into() };
    all([body, foot])
}
