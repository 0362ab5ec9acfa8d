//! The sign-in page: the ways that configuration and server offer, best first. Signing in at the server comes before
//! credentials that the user has; one way alone shows no choice.

use super::desk::Desk;
use super::session_events::Here;
use super::sign_in_error::code_error_text;
use super::sign_in_form::Form;
use super::sign_in_note::why;
use crate::i18n::fill;
use crate::session::{Settings, Step, Way, Web, can_sign_in_by_code, ensure_metadata, finish, start};
use crate::ui::{
    El, Icon, Kind, Tone, View, action, all, div, either, el, flag, icon, live, note, rich, spawn, submit, when,
};
use leptos::prelude::*;

/// The sign-in page.
pub fn sign_in(desk: Desk) -> View {
    let t = desk.i18n.t;
    let settings = desk.account.options();
    if desk.account.code.pending.get_untracked() {
        finish(desk.account, Web, Here(desk));
    }
    let by_code = settings.ways.contains(&Way::Code) && !settings.client_id.is_empty();
    let others: Vec<Way> = settings.ways.iter().copied().filter(|way| *way != Way::Code).collect();
    let form = Form::new(desk, &others);
    let host = desk.account.endpoints.with_untracked(|endpoints| endpoints.host().to_owned());
    let content = if settings.is_hosted() {
        hosted(desk, &settings)
    } else if !by_code && others.is_empty() {
        el("p").class("muted").text(t.no_way_in()).into()
    } else if !by_code {
        form.build(&others, Kind::Primary).into()
    } else {
        look_ahead(desk);
        all([code_way(desk, &settings), other_ways(desk, form, others)])
    };
    let kept = match (settings.is_hosted(), desk.account.session_lasts()) {
        (true, _) => View::none(),
        (_, true) => keep(t.kept_in_tab()),
        (_, false) => keep(t.kept_in_memory()),
    };
    let error = desk.account.code.error;
    el("section")
        .class("signin")
        .attr("part", "sign-in")
        .child(
            el("div")
                .child(el("h1").text(t.sign_in()))
                .child(el("p").class("muted").child(rich(t.sign_in_for(), [("host", el("bdi").text(&host).into())]))),
        )
        .child(live(move || desk.account.notice.get().map(|notice| why(desk, &notice)).into()))
        .child(live(move || error.get().map(|error| failure(&code_error_text(desk, error))).into()))
        .child(form.notes())
        .child(div("box").child(content))
        .child(kept)
        .into()
}

/// Why it did not work. It takes the focus: what was pressed cannot be pressed meanwhile, and has lost it.
pub fn failure(text: &str) -> View {
    note(Tone::Danger, Icon::Error, "", text).attr("tabindex", "-1").focused().into()
}

/// Where the token is kept.
fn keep(text: &str) -> View {
    el("p").class("keep").child(icon(Icon::Lock)).child(el("span").text(text)).into()
}

/// Whoever runs the page around this one answers for the session.
fn hosted(desk: Desk, settings: &Settings) -> View {
    let t = desk.i18n.t;
    let retry = action(Kind::Plain, t.retry(), move || desk.account.pick_up()).attr("data-wide", "");
    let failed = desk.account.host_failed;
    let waits = if settings.host.is_some() { t.host_waits() } else { t.portal_waits() };
    let text = either(
        move || failed.get(),
        move || note(Tone::Danger, Icon::Error, "", t.host_failed()).into(),
        move || el("p").class("muted").text(waits).into(),
    );
    all([text, retry.into()])
}

/// Asks the server how it signs people in, while the user reads. What goes wrong is said when they start.
fn look_ahead(desk: Desk) {
    if !desk.account.endpoints.with_untracked(|endpoints| endpoints.settled) {
        spawn(async move {
            let _ = ensure_metadata(desk.account, &Web).await;
        });
    }
}

/// Sends the user to the server, while a click counts.
fn start_at_server(desk: Desk, popup: bool) {
    desk.browser.csp_blocked.set(false);
    start(desk.account, Web, Here(desk), popup);
}

/// The button that leads to the server.
fn code_way(desk: Desk, settings: &Settings) -> View {
    let t = desk.i18n.t;
    let step = desk.account.code.step;
    // Without storage nothing is left of an attempt when the user comes back: only a window can answer.
    let popup = settings.popup || !desk.account.session_lasts();
    let possible = can_sign_in_by_code();
    let host = move || desk.account.endpoints.with(|endpoints| endpoints.sign_in_host().to_owned());
    let label = move || match step.get() {
        Step::Ready | Step::Window => fill(t.sign_in_at(), &[("host", &host())]),
        Step::Leaving | Step::Redeeming => t.signing_in().to_owned(),
    };
    let busy = flag(move || matches!(step.get(), Step::Leaving | Step::Redeeming));
    let waits = flag(move || step.get() == Step::Window);
    let button = submit(Kind::Primary, label, busy, move || !possible || waits.get())
        .attr("type", "button")
        .attr("data-wide", "")
        .on_click(move || start_at_server(desk, popup));
    let hint = (!possible)
        .then(|| el("p").class("help").live_text(move || fill(t.needs_https(), &[("host", &host())])).into());
    let waiting = when(
        move || waits.get(),
        move || {
            let acts = div("acts")
                .child(action(Kind::Plain, t.cancel(), move || desk.account.code.allow_start()))
                .child(action(Kind::Plain, t.use_this_tab(), move || start_at_server(desk, false)));
            let text = el("p").class("muted").attr("role", "status").text(t.window_opened());
            div("away").child(text).child(acts).into()
        },
    );
    all([button.into(), View::from(hint), waiting])
}

/// The ways that need credentials, as far as the server offers them.
fn other_ways(desk: Desk, form: Form, others: Vec<Way>) -> View {
    let t = desk.i18n.t;
    let credentials = flag(move || desk.account.endpoints.with(|endpoints| endpoints.offers_credentials));
    live(move || {
        let offered = |way: &Way| *way != Way::Credentials || credentials.get();
        let others: Vec<Way> = others.iter().copied().filter(offered).collect();
        if others.is_empty() {
            return View::none();
        }
        form.offer(&others);
        let divider: El = div("or").text(t.or_with());
        all([divider.into(), form.build(&others, Kind::Plain).into()])
    })
}
