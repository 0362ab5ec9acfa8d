//! Shows the credentials that were just made, and lets go of them only once they were copied or downloaded, or the
//! user wants to lose them. A copy that failed does not count.

use std::rc::Rc;

use zeroize::Zeroizing;

use super::create::{close, dismiss};
use super::create_desk::{Made, Saved};
use super::delete::open_delete;
use super::desk::Desk;
use super::download::download_env;
use super::name::plain;
use crate::api::SecretText;
use crate::i18n::fill;
use crate::ui::{
    El, Icon, Kind, State, Tone, View, action, all, button, copy_button, div, either, el, flag, icon, live, note,
    select_text, verbatim, when,
};

/// Told whether a copy worked, where the value shows, and what it is.
type Told = Rc<dyn Fn(bool, &El, &str)>;

/// The credentials.
pub fn created_panel(desk: Desk, made: &Made) -> View {
    let t = desk.t;
    let create = desk.create;
    let failed = State::new(false);
    let told: Told = Rc::new(move |copied, value, what| {
        failed.set(!copied);
        if copied {
            desk.announcer.say(fill(t.copied_what(), &[("what", what), ("name", "")]));
        } else {
            select_text(value);
        }
    });
    let secret = made.secret.usable().cloned();
    let usable = secret.is_some();
    let warning = match (usable, made.found) {
        (_, true) => note(Tone::Warn, Icon::Warn, "", t.was_created_after_all()),
        (true, _) => note(Tone::Warn, Icon::Warn, t.sensitive(), t.sensitive_text()),
        (false, _) => note(Tone::Warn, Icon::Warn, "", t.no_usable_secret()),
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
            move |copied| told(copied, &shown, t.client_id()),
        );
        div("field").child(el("span").class("label").text(t.client_id())).child(div("value").child(code).child(copy))
    };
    let (key, found) = (made.key, made.found);
    let delete = move || {
        close(desk);
        if let Some(application) = desk.application(key) {
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

fn value(text: &str) -> El {
    verbatim("code").class("mono").attr("tabindex", "-1").attr("dir", "ltr").text(text)
}

fn secret_field(desk: Desk, client_id: &str, secret: &SecretText, told: Told) -> View {
    let t = desk.t;
    let create = desk.create;
    let save = move |how: Saved| {
        create.saved.set(Some(how));
        create.closing.set(false);
    };
    let code = value(secret.expose());
    let (shown, copied, file, client_id) = (code.clone(), secret.clone(), secret.clone(), client_id.to_owned());
    let copy = copy_button(
        t.copy_secret(),
        t.copied(),
        move || Zeroizing::new(copied.expose().to_owned()),
        move |done| {
            told(done, &shown, t.client_secret());
            if done {
                save(Saved::Copied);
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
    let download =
        button(Kind::Plain).attr("data-size", "small").child(icon(Icon::Download)).text(t.download_env()).on_click(
            move || {
                if download_env(&client_id, file.expose()) {
                    save(Saved::Downloaded);
                }
            },
        );
    all([
        div("field")
            .child(div("side").child(el("span").class("label").text(t.client_secret())).child(saved))
            .child(
                div("value").mark("data-saved", "", move || create.saved.with(Option::is_some)).child(code).child(copy),
            )
            .into(),
        div("side start").child(download).into(),
    ])
}
