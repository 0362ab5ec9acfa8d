//! Banners above the toolbar: what lasts and needs a decision.

use super::desk::Desk;
use super::failed::code;
use super::load::load;
use super::news::news;
use super::part::{Meanwhile, Part, lazy};
use super::trouble::{explain, maybe_cors};
use crate::api::Error;
use crate::i18n::fill;
use crate::ui::{El, Icon, Kind, Tone, View, action, all, banner, live, rich, when};
use leptos::prelude::*;
use part::part;

/// All banners that apply.
pub fn banners(desk: Desk) -> View {
    all([
        old(desk),
        rest(desk),
        read_only(desk),
        in_memory(desk),
        when(
            move || desk.creation.twice.with(Option::is_some) || desk.creation.unseen.get(),
            move || lazy(desk, Part::Dialogs, Meanwhile::Words, news_part),
        ),
        copy_failed(desk),
    ])
}

pub(super) fn act(label: &str, run: impl Fn() + 'static) -> El {
    action(Kind::Plain, label, run).attr("data-size", "small")
}

#[part(dialogs)]
fn news_part(desk: Desk) -> View {
    news(desk)
}

/// The list could not be refreshed: it shows as it was.
fn old(desk: Desk) -> View {
    let t = desk.i18n.t;
    let age = Memo::new(move |_| {
        let age = desk.loaded().map_or(0.0, |loaded| desk.browser.now.get() - loaded.at);
        desk.i18n.locale.with_untracked(|locale| locale.length(age.max(1000.0)))
    });
    live(move || {
        let failure = desk.applications.state.with(|list| list.loaded().and(list.failure()).cloned());
        let Some(error) = failure else {
            return View::none();
        };
        let offline = !desk.browser.online.get();
        let age = age.get();
        let (title, text) = if offline {
            (t.offline(), fill(t.old_offline(), &[("age", &age)]))
        } else {
            let why = match &*error {
                Error::Unreachable if desk.browser.csp_blocked.get() => {
                    let origin = desk.account.endpoints.with_untracked(|endpoints| endpoints.origin().to_owned());
                    fill(t.maybe_csp(), &[("origin", &origin)])
                }
                Error::Unreachable => {
                    let origin = desk.account.endpoints.with_untracked(|endpoints| endpoints.origin().to_owned());
                    [t.unreachable(), ". ", &maybe_cors(desk, &origin)].concat()
                }
                error => explain(desk, error).joined(),
            };
            (t.not_refreshed(), fill(t.old_text(), &[("age", &age), ("why", &why)]))
        };
        let glyph = if offline { Icon::Offline } else { Icon::Warn };
        banner(Tone::Warn, glyph, title, text.into(), act(t.retry(), move || load(desk)).into()).into()
    })
}

/// Later pages are missing.
fn rest(desk: Desk) -> View {
    let t = desk.i18n.t;
    live(move || {
        let Some((loaded, rest)) = desk.loaded().and_then(|loaded| loaded.rest.clone().map(|rest| (loaded, rest)))
        else {
            return View::none();
        };
        let number = |number: f64| desk.i18n.locale.with_untracked(|locale| locale.number(number));
        let shown = number(loaded.table.len() as f64);
        let title = match loaded.total {
            Some(total) => fill(t.partial_list(), &[("shown", &shown), ("total", &number(total as f64))]),
            None => fill(t.partial_list_unknown(), &[("shown", &shown)]),
        };
        // A missing later page says nothing about the address: page 1 came from there.
        let why = match rest.problem() {
            Some(problem) if problem.status == 404 => problem.message.clone().unwrap_or_else(|| "404".to_owned()),
            _ => explain(desk, &rest).joined(),
        };
        let text = fill(t.partial_list_text(), &[("why", &why)]);
        banner(Tone::Warn, Icon::Warn, &title, text.into(), act(t.retry(), move || load(desk)).into()).into()
    })
}

/// The token may not write.
fn read_only(desk: Desk) -> View {
    let t = desk.i18n.t;
    when(
        move || !desk.may_write(),
        move || {
            let text = rich(t.read_only_text(), [("scope", code("write"))]);
            let act = act(t.sign_in_again(), move || desk.sign_out());
            banner(Tone::Neutral, Icon::Lock, t.read_only(), text, act.into()).into()
        },
    )
}

/// The token could not be stored.
fn in_memory(desk: Desk) -> View {
    let t = desk.i18n.t;
    live(move || {
        if desk.account.session.with(Option::is_none)
            || desk.account.session_lasts()
            || desk.account.options().is_hosted()
        {
            return View::none();
        }
        banner(Tone::Warn, Icon::Warn, "", t.kept_in_memory().into(), View::none()).into()
    })
}

/// The clipboard did not take a value of the list: it is selected in its row.
fn copy_failed(desk: Desk) -> View {
    let t = desk.i18n.t;
    when(
        move || desk.view.copy_failed.get(),
        move || {
            let act = act(t.dismiss(), move || desk.view.copy_failed.set(false));
            let title = [t.copy_failed(), "."].concat();
            banner(Tone::Danger, Icon::Error, &title, t.copy_failed_text().into(), act.into()).into()
        },
    )
}
