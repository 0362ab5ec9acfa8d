//! The form of the delete dialog: the consequence first, then which application, then the phrase.

use std::sync::Arc;

use super::delete::{Delete, Phrase, Target, dismiss, send, stop_waiting};
use super::desk::Desk;
use super::name::plain;
use super::row::{middle, name_view};
use super::wait::{again, waiting};
use crate::i18n::fill;
use crate::ui::{
    El, Field, Icon, Kind, Tone, View, action, all, div, el, flag, icon_button, live, note, rich, submit, when,
};

/// The form.
pub fn delete_form(desk: Desk, target: &Arc<Target>) -> View {
    let t = desk.t;
    let delete = desk.delete;
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
    input.attr("autofocus", "").focused();
    let notes = live(move || refusal().note.map(|text| note(Tone::Danger, Icon::Error, "", &text).into()).into());
    let title = fill(t.delete_title(), &[("name", &plain(&target.name))]);
    let head = div("dlg-head")
        .child(el("h2").class("clip").attr("id", "delete-title").child(el("bdi").text(&title)))
        .child(when(move || !busy.get(), move || icon_button(t.close(), Icon::X, move || dismiss(desk)).into()));
    let name = el("bdi").attr("dir", "auto").child(name_view(desk, &target.name));
    let facts = el("dl")
        .class("facts")
        .attr("data-boxed", "")
        .child(fact(t.name(), el("dd").class("whole").child(name)))
        .child(fact(t.client_id(), el("dd").child(middle(&plain(&target.client_id)))))
        .child(fact(t.id(), el("dd").class("mono").text(&target.id.to_string())));
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
            div("dlg-body")
                .child(notes)
                .child(el("p").text(t.delete_text()))
                .child(facts)
                .child(field)
                .child(question)
                .into(),
            div("dlg-foot").child(cancel).child(send_button).into(),
        ]))
        .into()
}

fn fact(term: &str, value: El) -> El {
    el("div").child(el("dt").text(term)).child(value)
}

fn label(desk: Desk, target: &Target) -> El {
    let t = desk.t;
    let wanted = || -> View { el("strong").child(el("bdi").text(&target.wanted())).into() };
    let label = el("label").class("plain");
    match target.phrase {
        Phrase::Name => label.child(rich(t.type_to_confirm(), [("name", wanted())])),
        Phrase::ClientId => label.text(t.type_client_id()).text(" ").child(wanted()),
        Phrase::Id => label.child(rich(t.type_id(), [("id", wanted())])),
    }
}
