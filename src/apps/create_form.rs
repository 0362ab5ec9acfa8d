//! The form of the create dialog: one field, and what the server said about the last try.

use super::create::{LONGEST_NAME, check_again, close, dismiss, send, stop_waiting};
use super::create_desk::Create;
use super::desk::Desk;
use super::refusal::Refusal;
use super::wait::{again, waiting};
use crate::i18n::fill;
use crate::ui::{
    Field, Icon, Kind, Tone, View, action, all, div, each, either, el, field_error, flag, icon_button, live,
    next_frame, note, submit, watch, when,
};

/// The form.
pub fn create_form(desk: Desk) -> View {
    let t = desk.t;
    let create = desk.create;
    let refusal = move || match create.state.get() {
        Create::Editing(refusal) => refusal,
        _ => Refusal::default(),
    };
    let busy = flag(move || create.state.with(|state| matches!(state, Create::Sending | Create::Checking)));
    let checking = flag(move || create.state.with(|state| *state == Create::Checking));
    let unknown = flag(move || create.state.with(|state| matches!(state, Create::Unknown(_))));
    let wait = waiting(desk, move || refusal().retry_at);

    let notes = live(move || match create.state.get() {
        Create::Editing(Refusal { note: Some(text), .. }) => {
            note(Tone::Danger, Icon::Error, t.not_created(), &text).into()
        }
        Create::Unknown(why) => {
            let text = fill(t.may_be_created_text(), &[("why", &why)]);
            note(Tone::Warn, Icon::Warn, t.may_be_created(), &text).into()
        }
        _ => View::none(),
    });
    let others = live(move || each(refusal().others.into_iter().map(|text| field_error(&text).into())));
    let taken = move || {
        let name = create.draft.with(|draft| draft.trim().to_owned());
        !name.is_empty() && desk.loaded().is_some_and(|loaded| loaded.applications.iter().any(|app| app.name == name))
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
    // A message at the field leads back to it.
    let node = input.attr("autofocus", "").focused().html();
    watch(move || {
        if refusal().field.is_some() {
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
        move || action(Kind::Primary, t.check_again(), move || check_again(desk)).into(),
        move || {
            let label = move || {
                if busy.get() { t.creating().to_owned() } else { again(desk, wait.get(), t.create_application()) }
            };
            submit(Kind::Primary, label, busy, move || wait.get() > 0).into()
        },
    );
    el("form")
        .attr("novalidate", "")
        .on("submit", move |event| {
            event.prevent_default();
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
