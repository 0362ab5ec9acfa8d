//! What shows when there is no list to show: what happened, what it may be, and a command that tells which.

use leptos::prelude::*;

use super::desk::Desk;
use super::load::load;
use super::trouble::{explain, retry_at};
use super::wait::{seconds, waiting};
use crate::api::Error;
use crate::i18n::fill;
use crate::ui::{Icon, Kind, View, action, all, button, copy_button, div, el, icon, live, rich, verbatim};

/// The first load failed.
pub fn failed(desk: Desk) -> View {
    live(move || desk.applications.state.with(|list| list.failure().cloned()).map(|error| report(desk, &error)).into())
}

fn report(desk: Desk, error: &Error) -> View {
    let t = desk.i18n.t;
    let words = explain(desk, error);
    let until = retry_at(error);
    let wait = waiting(desk, move || until);
    let retry = button(Kind::Primary)
        .mark("disabled", "", move || wait.get() > 0)
        .child(icon(Icon::Refresh))
        .live_text(move || match wait.get() {
            0 => t.retry().to_owned(),
            left => fill(t.retry_in(), &[("time", &seconds(desk, left))]),
        })
        .on_click(move || load(desk));
    let hosted = desk.account.options().is_hosted();
    let sign_out = (!hosted).then(|| action(Kind::Plain, t.sign_out(), move || desk.sign_out()).into());
    el("section")
        .class("fail")
        .attr("role", "alert")
        .child(el("div").child(el("h1").text(&words.title)).child(el("p").class("muted").text(&words.text)))
        .child(if matches!(error, Error::Unreachable) { list_may_be(desk) } else { View::none() })
        .child(div("acts").child(retry).child(View::from(sign_out)))
        .into()
}

fn list_may_be(desk: Desk) -> View {
    let page = window().location().origin().unwrap_or_default();
    let (origin, line) =
        desk.account.endpoints.with_untracked(|endpoints| (endpoints.origin().to_owned(), endpoints.curl_list(&page)));
    may_be(desk, origin, desk.i18n.t.which_command(), &line)
}

/// What an unreachable server may mean. `line` is a command that tells more, introduced by `intro`. Where the page's own
/// policy blocked the request nothing is left to guess.
pub fn may_be(desk: Desk, origin: String, intro: &'static str, line: &str) -> View {
    let t = desk.i18n.t;
    let line = line.to_owned();
    live(move || {
        if desk.browser.csp_blocked.get() {
            return el("ul").child(el("li").child(rich(t.maybe_csp(), [("origin", code(&origin))]))).into();
        }
        let page = window().location().origin().unwrap_or_default();
        let cors = (origin != page).then(|| el("li").child(rich(t.maybe_cors(), [("origin", code(&page))])).into());
        all([
            el("ul").child(el("li").text(t.maybe_offline())).child(View::from(cors)).into(),
            el("div").child(el("p").class("small muted which").text(intro)).child(command(desk, &line)).into(),
        ])
    })
}

/// A word in code.
pub fn code(word: &str) -> View {
    verbatim("code").class("mono").text(word).into()
}

/// A command that does the same from a shell.
pub fn command(desk: Desk, line: &str) -> View {
    let t = desk.i18n.t;
    let value = line.to_owned();
    let copy = copy_button(
        t.copy_command(),
        t.copied(),
        move || value.clone().into(),
        move |copied| desk.notifications.announcer.say(if copied { t.copied() } else { t.copy_failed() }.to_owned()),
    );
    el("figure").class("code").child(verbatim("pre").attr("tabindex", "0").text(line)).child(copy).into()
}
