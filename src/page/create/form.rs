//! The form of the create dialog: one field, and what the server said about the last try.

use leptos::prelude::*;
use std::sync::Arc;

use super::environment::CreateEnvironment;
use super::words::{doubt_text, form_error};
use crate::api::Application;
use crate::applications::create::LONGEST_NAME;
use crate::applications::create_state::{Create, Doubt};
use crate::applications::name::plain;
use crate::apps::desk::Desk;
use crate::apps::row::middle;
use crate::apps::wait::{again, waiting};
use crate::i18n::fill;
use crate::page::form_error::FormError;
use crate::ui::{
    El, Field, Icon, Kind, Tone, View, action, all, div, each, either, el, field_error, flag, form, icon_button, live,
    next_frame, note, submit, verbatim, watch, when,
};

/// The form.
pub fn create_form(desk: Desk, env: CreateEnvironment) -> View {
    let t = desk.i18n.t;
    let create = desk.creation;
    let error = Memo::new(move |_| create.state.with(|state| form_error(desk, state)));
    let busy = flag(move || create.state.with(Create::is_busy));
    let checking = flag(move || create.state.with(|state| matches!(state, Create::Checking { .. })));
    let unknown = flag(move || create.state.with(|state| matches!(state, Create::Unknown { .. })));
    let wait = waiting(desk, move || error.with(|error| error.retry_at));

    let notes = live(move || match create.state.get() {
        Create::Editing(_) => match error.get() {
            // It goes when the network is back: the form can be sent then.
            FormError { offline: true, .. } if desk.browser.online.get() => View::none(),
            FormError { offline: true, note: Some(text), .. } => {
                heard(note(Tone::Danger, Icon::Offline, t.offline(), &text))
            }
            FormError { note: Some(text), .. } => heard(note(Tone::Danger, Icon::Error, t.not_created(), &text)),
            _ => View::none(),
        },
        Create::Unknown { lost, doubt } => {
            let text = doubt_text(desk, &lost, &doubt);
            let said = note(Tone::Warn, Icon::Warn, t.may_be_created(), &text);
            let choices = match doubt {
                Doubt::Choose(new) => choices(desk, env, new),
                _ => View::none(),
            };
            all([heard(said.attr("role", "alert")), choices])
        }
        _ => View::none(),
    });
    let others = live(move || each(error.get().others.into_iter().map(|text| field_error(&text).into())));
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
        move || error.with(|error| error.field.clone()),
        move || Some(if taken.get() { t.name_taken() } else { t.name_help() }.into()),
        count,
        flag(move || busy.get() || unknown.get()),
    );
    let input = input.on("input", move |_| create.edit());
    // A message at the field leads back to it, and so does one that has no field here.
    let node = input.attr("autofocus", "").focused().html();
    watch(move || {
        if error.with(|error| error.field.is_some() || !error.others.is_empty()) {
            let node = node.clone();
            next_frame(move || {
                let _ = node.focus();
            });
        }
    });

    let head = div("dlg-head")
        .child(el("h2").attr("id", "create-title").text(t.new_application()))
        .child(when(move || !busy.get(), move || icon_button(t.close(), Icon::X, move || create.dismiss()).into()));
    let text = el("p")
        .class("muted small")
        .attr("role", "status")
        .live_text(move || if checking.get() { t.checking_created() } else { t.create_text() }.to_owned());
    let cancel =
        action(
            Kind::Plain,
            t.cancel(),
            move || if busy.get_untracked() { create.cancel(&env) } else { create.close() },
        );
    let send_button = either(
        move || unknown.get(),
        move || {
            let chooses = |state: &Create| matches!(state, Create::Unknown { doubt: Doubt::Choose(_), .. });
            let none = create
                .state
                .with(chooses)
                .then(|| action(Kind::Plain, t.none_of_these(), move || create.choose_none()).into());
            all([none.into(), action(Kind::Primary, t.check_again(), move || env.check_again()).into()])
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
            env.send();
        }
    })
    .child(all([
        head.into(),
        div("dlg-body").child(notes).child(text).child(field).child(others).into(),
        div("dlg-foot").child(cancel).child(send_button).into(),
    ]))
    .into()
}

/// A message that takes the focus: the field and the button that had it were disabled meanwhile.
fn heard(note: El) -> View {
    note.attr("tabindex", "-1").focused().into()
}

/// The most that a person can choose from.
const MOST_CHOICES: usize = 20;

/// New applications, one of which may be the one that was to be created. No secret shows before one is chosen.
fn choices(desk: Desk, env: CreateEnvironment, new: Vec<Arc<Application>>) -> View {
    let t = desk.i18n.t;
    let row = move |app: Arc<Application>| {
        let name = plain(&app.name);
        let name = if name.is_empty() { t.unnamed().to_owned() } else { name };
        let created = app.created.map(|at| desk.i18n.locale.with_untracked(|locale| locale.time(at)));
        let created = created.map(|at| el("span").class("muted").text(" ").text(&at).into());
        let label = [t.this_one(), ": ", &name].concat();
        let chosen = app.clone();
        let choose = action(Kind::Plain, t.this_one(), move || desk.creation.choose(&env, &chosen))
            .attr("data-size", "small")
            .attr("aria-label", &label);
        let words = div("").child(verbatim("bdi").text(&name)).text(" ").child(middle(&plain(&app.client_id)));
        el("li").class("side").child(words.child(View::from(created))).text(" ").child(choose).into()
    };
    el("ul").class("choices").child(each(new.into_iter().take(MOST_CHOICES).map(row))).into()
}
