//! Shows the credentials that were just made, and lets go of them only once they were copied or downloaded, or the
//! user wants to lose them. A copy that failed does not count. The secret shows as long as any other does, and is then
//! hidden: it can be copied all the same, and is as unsaved as before.

use leptos::prelude::*;
use std::rc::Rc;

use zeroize::Zeroizing;

use super::create::{close, dismiss};
use super::create_desk::{Create, How, Made, Saved};
use super::desk::Desk;
use super::download::{download_env, has_env};
use super::reveal::{hide_made, reveal_made};
use super::row_look::dots;
use super::wait::seconds;
use crate::api::SecretText;
use crate::applications::name::plain;
use crate::i18n::fill;
use crate::page::delete::open_delete;
use crate::ui::{
    El, Icon, Kind, Tone, View, action, all, button, copy_button, div, either, el, flag, icon, live, live_icon_button,
    next_frame, note, select_text, verbatim, when,
};

/// Told whether a copy worked, and what it is that was to be copied.
type Told = Rc<dyn Fn(bool, &str)>;

/// The credentials.
pub fn created_panel(desk: Desk, made: &Made) -> View {
    let t = desk.i18n.t;
    let create = desk.creation;
    let failed = RwSignal::new(false);
    let name = plain(&made.name);
    let told: Told = Rc::new(move |copied, what| {
        failed.set(!copied);
        if copied {
            desk.notifications.announcer.say(copied_what(desk, what, &name));
        }
    });
    let secret = made.secret.usable().cloned();
    let usable = secret.is_some();
    let warning = match (made.how, usable) {
        (How::Found, _) => note(Tone::Warn, Icon::Warn, "", t.was_created_after_all()),
        (_, false) => note(Tone::Warn, Icon::Warn, "", t.no_usable_secret()),
        (How::Chosen, true) => note(Tone::Warn, Icon::Warn, "", t.chosen_text()),
        (How::Answered, true) => note(Tone::Warn, Icon::Warn, t.sensitive(), t.sensitive_text()),
    };
    let copy_failed = when(
        move || failed.get(),
        move || note(Tone::Danger, Icon::Error, &[t.copy_failed(), "."].concat(), t.copy_failed_text()).into(),
    );
    let lose = flag(move || usable && create.saved.get().is_none());
    let saved: View = secret.map(|secret| secret_field(desk, &made.client_id, &secret, told.clone())).into();
    let client_id = {
        let code = value(&made.client_id);
        let (told, shown, text) = (told, code.clone(), made.client_id.clone());
        let copy = copy_button(
            t.copy_client_id(),
            t.copied(),
            move || Zeroizing::new(text.clone()),
            move |copied| {
                told(copied, t.client_id());
                if !copied {
                    select_text(&shown);
                }
            },
        );
        div("field").child(el("span").class("label").text(t.client_id())).child(div("value").child(code).child(copy))
    };
    let found = made.how == How::Found;
    let delete = move || {
        let key = match create.state.get_untracked() {
            Create::Made(made) => Some(made.key),
            _ => None,
        };
        close(desk);
        create.unseen.set(false);
        if let Some(application) = key.and_then(|key| desk.application(key)) {
            open_delete(desk, &application);
        }
    };
    let keep = move || {
        let delete = delete;
        all([
            when(move || lose.get(), move || el("p").class("help push save-first").text(t.save_first()).into()),
            found.then(|| action(Kind::DangerQuiet, t.delete_it(), delete).into()).into(),
            button(Kind::Plain)
                .live_attr("data-kind", move || (!lose.get()).then(|| "primary".to_owned()))
                .text(t.done())
                .on_click(move || dismiss(desk))
                .into(),
        ])
    };
    let ask = move || {
        let text = el("p")
            .class("small")
            .attr("role", "alert")
            .child(el("strong").text(t.close_unsaved()))
            .text(" ")
            .child(el("span").class("muted").text(t.close_unsaved_text()));
        let keep = action(Kind::Plain, t.keep_open(), move || create.closing.set(false)).class("btn push").focused();
        let lose = action(Kind::DangerQuiet, t.close_without_saving(), move || close(desk));
        all([text.into(), keep.into(), lose.into()])
    };
    let title = fill(t.was_created(), &[("name", &plain(&made.name))]);
    all([
        div("dlg-head").child(el("h2").class("clip").attr("id", "create-title").child(el("bdi").text(&title))).into(),
        div("dlg-body").child(warning).child(copy_failed).child(client_id).child(saved).into(),
        div("dlg-foot").child(either(move || create.closing.get(), ask, keep)).into(),
    ])
}

/// What is announced of a copy.
pub fn copied_what(desk: Desk, what: &str, name: &str) -> String {
    let text = if name.is_empty() { desk.i18n.t.copied_one() } else { desk.i18n.t.copied_what() };
    fill(text, &[("what", what), ("name", name)])
}

fn value(text: &str) -> El {
    verbatim("code").class("mono").attr("tabindex", "-1").attr("dir", "ltr").text(text)
}

fn secret_field(desk: Desk, client_id: &str, secret: &SecretText, told: Told) -> View {
    let t = desk.i18n.t;
    let create = desk.creation;
    let save = move |how: Saved| {
        create.saved.set(Some(how));
        create.closing.set(false);
    };
    let has_env = has_env(client_id, secret.expose());
    let (text, copied, file, client_id) = (secret.clone(), secret.clone(), secret.clone(), client_id.to_owned());
    let shows = flag(move || create.shown.with(Option::is_some));
    let code = live(move || if shows.get() { value(text.expose()).into() } else { dots(desk).into() });
    let eye = live_icon_button(
        move || match create.shown.get() {
            Some(until) => {
                desk.browser.now.track();
                fill(t.hide_secret_in(), &[("time", &seconds(desk, until.left().max(1)))])
            }
            None => t.reveal_secret().to_owned(),
        },
        move || if shows.get() { Icon::EyeOff } else { Icon::Eye },
        move || if shows.get_untracked() { hide_made(desk) } else { reveal_made(desk) },
    )
    .state("aria-pressed", move || shows.get());
    let row = div("value").mark("data-saved", "", move || create.saved.with(Option::is_some)).child(code).child(eye);
    let shown = row.clone();
    let copy = copy_button(
        t.copy_secret(),
        t.copied(),
        move || Zeroizing::new(copied.expose().to_owned()),
        move |done| {
            told(done, t.client_secret());
            if done {
                save(Saved::Copied);
            } else {
                // It must be in the document before it can be selected.
                reveal_made(desk);
                let shown = shown.clone();
                next_frame(move || {
                    if let Some(code) = shown.find("code") {
                        select_text(&code);
                    }
                });
            }
        },
    )
    .attr("autofocus", "")
    .focused();
    let saved = live(move || {
        create
            .saved
            .get()
            .map(|saved| {
                let word = match saved {
                    Saved::Copied => t.copied(),
                    Saved::Downloaded => t.downloaded(),
                };
                el("span").class("saved").attr("role", "status").child(icon(Icon::Check)).text(word).into()
            })
            .into()
    });
    let download: View = if has_env {
        button(Kind::Plain)
            .attr("data-size", "small")
            .child(icon(Icon::Download))
            .text(t.download_env())
            .on_click(move || {
                if download_env(&client_id, file.expose()) {
                    save(Saved::Downloaded);
                }
            })
            .into()
    } else {
        el("p").class("help").text(t.no_env()).into()
    };
    all([
        div("field")
            .child(div("side").child(el("span").class("label").text(t.client_secret())).text(" ").child(saved))
            .child(row.child(copy))
            .into(),
        div("side start").child(download).into(),
    ])
}
