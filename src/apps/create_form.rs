//! The form of the create dialog: one field, and what the server said about the last try.

use leptos::prelude::*;
use std::sync::Arc;

use super::create::{LONGEST_NAME, check_again, choose, choose_none, close, dismiss, send, stop_waiting};
use super::create_desk::{Cause, Create, Doubt};
use super::desk::Desk;
use super::refusal::Refusal;
use super::row::middle;
use super::wait::{again, waiting};
use crate::api::Application;
use crate::applications::name::plain;
use crate::i18n::fill;
use crate::ui::{
    El, Field, Icon, Kind, Tone, View, action, all, div, each, either, el, field_error, flag, form, icon_button, live,
    next_frame, note, submit, verbatim, watch, when,
};

/// The form.
pub fn create_form(desk: Desk) -> View {
    let t = desk.i18n.t;
    let create = desk.creation;
    let refusal = move || match create.state.get() {
        Create::Editing(refusal) => refusal,
        _ => Refusal::default(),
    };
    let busy = flag(move || create.state.with(|state| matches!(state, Create::Sending | Create::Checking)));
    let checking = flag(move || create.state.with(|state| *state == Create::Checking));
    let unknown = flag(move || create.state.with(|state| matches!(state, Create::Unknown(_))));
    let wait = waiting(desk, move || refusal().retry_at);

    let notes = live(move || match create.state.get() {
        // It goes when the network is back: the form can be sent then.
        Create::Editing(Refusal { offline: true, .. }) if desk.browser.online.get() => View::none(),
        Create::Editing(Refusal { offline: true, note: Some(text), .. }) => {
            heard(note(Tone::Danger, Icon::Offline, t.offline(), &text))
        }
        Create::Editing(Refusal { note: Some(text), .. }) => {
            heard(note(Tone::Danger, Icon::Error, t.not_created(), &text))
        }
        Create::Unknown(Doubt { why, cause }) => {
            let text = match &cause {
                Cause::NotLoaded => t.may_be_created_text(),
                Cause::Partly => t.may_be_created_part(),
                Cause::NothingBefore => t.may_be_created_blind(),
                Cause::Choose(_) => t.may_be_created_choose(),
            };
            let said = note(Tone::Warn, Icon::Warn, t.may_be_created(), &fill(text, &[("why", &why)]));
            let choices = match cause {
                Cause::Choose(new) => choices(desk, new),
                _ => View::none(),
            };
            all([heard(said.attr("role", "alert")), choices])
        }
        _ => View::none(),
    });
    let others = live(move || each(refusal().others.into_iter().map(|text| field_error(&text).into())));
    let taken = move || {
        let name = create.draft.with(|draft| draft.trim().to_owned());
        !name.is_empty() && desk.loaded().is_some_and(|loaded| loaded.table.rows().any(|app| app.name == name))
    };
    let taken = flag(taken);
    let count = move || {
        let long = create.draft.with(|draft| draft.trim().chars().count());
        (long > LONGEST_NAME - 35).then(|| fill(t.of_255(), &[("count", &long.to_string())]))
    };
    let (field, input) = Field::new("create-name", create.draft).build(
        el("label").text(t.name()),
        move || refusal().field,
        move || Some(if taken.get() { t.name_taken() } else { t.name_help() }.into()),
        count,
        flag(move || busy.get() || unknown.get()),
    );
    // A message at the field is about what was sent, not about what is typed now.
    let edit = move |_| {
        let answered =
            create.state.with_untracked(|state| matches!(state, Create::Editing(Refusal { field: Some(_), .. })));
        if answered {
            create.state.set(Create::Editing(Refusal { field: None, ..refusal_now(desk) }));
        }
    };
    let input = input.on("input", edit);
    // A message at the field leads back to it, and so does one that has no field here.
    let node = input.attr("autofocus", "").focused().html();
    watch(move || {
        let refusal = refusal();
        if refusal.field.is_some() || !refusal.others.is_empty() {
            let node = node.clone();
            next_frame(move || {
                let _ = node.focus();
            });
        }
    });

    let head = div("dlg-head")
        .child(el("h2").attr("id", "create-title").text(t.new_application()))
        .child(when(move || !busy.get(), move || icon_button(t.close(), Icon::X, move || dismiss(desk)).into()));
    let text = el("p")
        .class("muted small")
        .attr("role", "status")
        .live_text(move || if checking.get() { t.checking_created() } else { t.create_text() }.to_owned());
    let cancel =
        action(Kind::Plain, t.cancel(), move || if busy.get_untracked() { stop_waiting(desk) } else { close(desk) });
    let send_button = either(
        move || unknown.get(),
        move || {
            let chooses = |state: &Create| matches!(state, Create::Unknown(Doubt { cause: Cause::Choose(_), .. }));
            let none = create
                .state
                .with(chooses)
                .then(|| action(Kind::Plain, t.none_of_these(), move || choose_none(desk)).into());
            all([none.into(), action(Kind::Primary, t.check_again(), move || check_again(desk)).into()])
        },
        move || {
            let label = move || {
                if busy.get() { t.creating().to_owned() } else { again(desk, wait.get(), t.create_application()) }
            };
            submit(Kind::Primary, label, busy, move || wait.get() > 0).into()
        },
    );
    form(move || {
        if wait.get_untracked() == 0 {
            send(desk);
        }
    })
    .child(all([
        head.into(),
        div("dlg-body").child(notes).child(text).child(field).child(others).into(),
        div("dlg-foot").child(cancel).child(send_button).into(),
    ]))
    .into()
}

fn refusal_now(desk: Desk) -> Refusal {
    match desk.creation.state.get_untracked() {
        Create::Editing(refusal) => refusal,
        _ => Refusal::default(),
    }
}

/// A message that takes the focus: the field and the button that had it were disabled meanwhile.
fn heard(note: El) -> View {
    note.attr("tabindex", "-1").focused().into()
}

/// The most that a person can choose from.
const MOST_CHOICES: usize = 20;

/// New applications, one of which may be the one that was to be created. No secret shows before one is chosen.
fn choices(desk: Desk, new: Vec<Arc<Application>>) -> View {
    let t = desk.i18n.t;
    let row = move |app: Arc<Application>| {
        let name = plain(&app.name);
        let name = if name.is_empty() { t.unnamed().to_owned() } else { name };
        let created = app.created.map(|at| desk.i18n.locale.with_untracked(|locale| locale.time(at)));
        let created = created.map(|at| el("span").class("muted").text(" ").text(&at).into());
        let label = [t.this_one(), ": ", &name].concat();
        let chosen = app.clone();
        let choose = action(Kind::Plain, t.this_one(), move || choose(desk, &chosen))
            .attr("data-size", "small")
            .attr("aria-label", &label);
        let words = div("").child(verbatim("bdi").text(&name)).text(" ").child(middle(&plain(&app.client_id)));
        el("li").class("side").child(words.child(View::from(created))).text(" ").child(choose).into()
    };
    el("ul").class("choices").child(each(new.into_iter().take(MOST_CHOICES).map(row))).into()
}
