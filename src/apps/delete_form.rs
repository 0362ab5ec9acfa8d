//! The form of the delete dialog: the consequence first, then which application, then the phrase.

use leptos::prelude::*;
use std::sync::Arc;

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::delete::{Delete, Phrase, Target, dismiss, send, stop_waiting};
use super::desk::Desk;
use super::row::{middle, name_view};
use super::wait::{again, waiting};
use crate::applications::name::plain;
use crate::applications::twins::{Age, Twins, tail};
use crate::i18n::fill;
use crate::ui::{
    El, Field, Icon, Kind, Tone, View, action, all, div, el, flag, form, icon_button, live, next_frame, note, rich,
    submit, verbatim, watch, when,
};

/// The form.
pub fn delete_form(desk: Desk, target: &Arc<Target>) -> View {
    let t = desk.i18n.t;
    let delete = desk.deletion;
    let refusal = move || match delete.state.get() {
        Delete::Asking(_, refusal) => refusal,
        _ => Default::default(),
    };
    let busy = flag(move || delete.state.with(|state| matches!(state, Delete::Sending(_))));
    let tried = flag(move || refusal().note.is_some());
    let wanted = target.clone();
    let confirmed = flag(move || delete.typed.with(|typed| wanted.is_confirmed_by(typed)));
    let wait = waiting(desk, move || refusal().retry_at);
    let (field, input) =
        Field::new("delete-phrase", delete.typed).build(label(desk, target), || None, || None, || None, busy);
    let input = input.attr("autofocus", "").focused().html();
    keep_in_step(desk, input.clone().unchecked_into());
    // What was refused is read first: the button that had the focus may have to wait.
    let notes = live(move || {
        let note = |text: String| note(Tone::Danger, Icon::Error, "", &text).attr("tabindex", "-1").focused().into();
        refusal().note.map(note).into()
    });
    // Back on the network, the deletion can be sent: nothing was wrong with it.
    watch(move || {
        let offline = delete.state.with(|state| matches!(state, Delete::Asking(_, refusal) if refusal.offline));
        if offline && desk.browser.online.get() && !desk.browser.is_offline() {
            delete.retry();
            let _ = input.focus();
        }
    });
    // It keeps the focus while every control that had it waits.
    let heading = el("h2").class("clip").attr("id", "delete-title").attr("tabindex", "-1");
    let waits = heading.html();
    watch(move || {
        if busy.get() {
            let waits = waits.clone();
            next_frame(move || {
                let _ = waits.focus();
            });
        }
    });
    let name = if target.name.is_empty() { t.unnamed().to_owned() } else { plain(&target.name) };
    let title = fill(t.delete_title(), &[("name", &name)]);
    let head = div("dlg-head")
        .child(heading.child(verbatim("bdi").text(&title)))
        .child(when(move || !busy.get(), move || icon_button(t.close(), Icon::X, move || dismiss(desk)).into()));
    let name = verbatim("bdi").attr("dir", "auto").child(name_view(desk, &target.name));
    let facts = el("dl")
        .class("facts")
        .attr("data-boxed", "")
        .child(fact(t.name(), el("dd").class("whole").child(name)))
        .child(fact(t.client_id(), client_id(target)))
        .child(fact(t.id(), verbatim("dd").class("mono").text(&target.id.to_string())));
    // The client that the user is signed in with: they are asked a second time.
    let sure = delete.sure;
    let cancel = live(move || {
        if sure.get() && !busy.get() {
            return action(Kind::Plain, t.keep_it(), move || dismiss(desk)).focused().into();
        }
        action(Kind::Plain, t.cancel(), move || if busy.get_untracked() { stop_waiting(desk) } else { dismiss(desk) })
            .into()
    });
    let question = live(move || {
        sure.get()
            .then(|| note(Tone::Warn, Icon::Warn, t.own_title(), t.own_text()).attr("role", "alert").into())
            .into()
    });
    let send_label = move || match (busy.get(), tried.get()) {
        (true, _) => t.deleting().to_owned(),
        (_, true) => again(desk, wait.get(), t.try_again()),
        _ if sure.get() => t.delete_and_sign_out().to_owned(),
        _ => t.delete_application().to_owned(),
    };
    let send_button = submit(Kind::Danger, send_label, busy, move || !confirmed.get() || wait.get() > 0);
    form(move || {
        if wait.get_untracked() == 0 {
            send(desk);
        }
    })
    .child(all([
        head.into(),
        div("dlg-body")
            .child(notes)
            .child(View::from(target.twins.map(|twins| warning(desk, twins).into())))
            .child(el("p").text(t.delete_text()))
            .child(facts)
            .child(field)
            .child(question)
            .into(),
        div("dlg-foot").child(cancel).child(send_button).into(),
    ]))
    .into()
}

/// The client ID; whole, with its end marked, where the end has to be typed.
fn client_id(target: &Target) -> El {
    let shown = plain(&target.client_id);
    let Phrase::Tail(count) = target.phrase else {
        return el("dd").child(middle(&shown));
    };
    let end = tail(&shown, count);
    let start = shown.strip_suffix(end).unwrap_or_default();
    let whole = verbatim("bdi").class("mono").attr("dir", "ltr").text(start).child(el("strong").text(end));
    el("dd").class("whole").child(whole)
}

/// Says that others have this name, and which of them this one is.
fn warning(desk: Desk, twins: Twins) -> El {
    let t = desk.i18n.t;
    let when = |at: f64| {
        desk.i18n.locale.with_untracked(|locale| match locale.clock_of_today(at) {
            Some(time) => fill(t.today_at(), &[("time", &time)]),
            None => locale.time(at),
        })
    };
    let which = |text: &str, at: f64| fill(text, &[("when", &when(at))]);
    let which = match (twins.age, twins.count) {
        (Age::Newest(at), 2) => which(t.twin_newer(), at),
        (Age::Newest(at), _) => which(t.twin_newest(), at),
        (Age::Oldest(at), 2) => which(t.twin_older(), at),
        (Age::Oldest(at), _) => which(t.twin_oldest(), at),
        (Age::At(at), _) => which(t.twin_created(), at),
        (Age::Unknown, _) => t.twin_unknown().to_owned(),
    };
    let how_many = if twins.same { t.namesakes() } else { t.lookalikes() };
    let how_many = desk.i18n.locale.with_untracked(|locale| locale.count(&how_many, twins.count as f64));
    note(Tone::Warn, Icon::Warn, &how_many, &which)
}

/// Looks each second at what stands in the field: what fills in fields may tell nobody, and the button waits for it.
fn keep_in_step(desk: Desk, input: HtmlInputElement) {
    let typed = desk.deletion.typed;
    watch(move || {
        desk.browser.now.track();
        let value = input.value();
        if typed.with_untracked(|typed| *typed != value) {
            typed.set(value);
        }
    });
}

fn fact(term: &str, value: El) -> El {
    el("div").child(el("dt").text(term)).child(value)
}

fn label(desk: Desk, target: &Target) -> El {
    let t = desk.i18n.t;
    let wanted = || -> View { el("strong").child(verbatim("bdi").text(&target.wanted())).into() };
    let label = el("label").class("plain");
    match target.phrase {
        Phrase::Name => label.child(rich(t.type_to_confirm(), [("name", wanted())])),
        Phrase::Tail(count) => label.text(&fill(t.type_tail(), &[("n", &count.to_string())])),
        Phrase::ClientId => label.text(t.type_client_id()).text(" ").child(wanted()),
        Phrase::Id if target.twins.is_some() => label.child(rich(t.type_to_confirm(), [("name", wanted())])),
        Phrase::Id => label.child(rich(t.type_id(), [("id", wanted())])),
    }
}
