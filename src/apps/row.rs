//! One application as a row, or as a card where there is no room. The secret is in the document only while it shows.

use std::rc::Rc;
use std::sync::Arc;

use wasm_bindgen::JsCast;
use web_sys::{FocusEvent, Node};
use zeroize::Zeroizing;

use super::delete::open_delete;
use super::desk::Desk;
use super::download::download_env;
use super::name::{Part, code, parts, plain};
use super::reveal::{hide_row, reveal};
use super::wait::seconds;
use crate::api::{Application, ClientSecret, ClientType, Defect, RowKey, SecretText};
use crate::i18n::fill;
use crate::ui::{
    El, Icon, MenuItem, View, all, copy_button, div, el, flag, live, live_icon_button, menu, next_frame, select_text,
    symbol, when,
};

/// A row of the list. `index` is its place among the rows that show, from 0.
pub fn row(desk: Desk, application: &Arc<Application>, index: usize) -> View {
    let t = desk.t;
    let key = application.key;
    let created =
        application.created.map(|at| desk.locale.with_untracked(|locale| locale.date(at))).unwrap_or_default();
    let cell = |class: &str| div(class).attr("role", "cell");
    div("row")
        .attr("role", "row")
        .attr("aria-rowindex", &(index + 2).to_string())
        .attr("data-index", &index.to_string())
        .state("aria-selected", move || desk.delete.is_about(key))
        .mark("data-new", "", move || desk.create.is_fresh(key))
        .mark("data-revealed", "", move || is_revealed(desk, key))
        .on("focusout", move |event| {
            let event: FocusEvent = event.unchecked_into();
            let row = event.current_target().and_then(|row| row.dyn_into::<Node>().ok());
            let next = event.related_target().and_then(|next| next.dyn_into::<Node>().ok());
            if let (Some(row), Some(next)) = (row, next)
                && !row.contains(Some(&next))
            {
                hide_row(desk, key);
            }
        })
        .child(cell("c-name").child(name(desk, application)))
        .child(cell("c-id").attr("data-label", t.client_id).child(client_id(desk, application)))
        .child(cell("c-type").text(&type_words(desk, &application.client_type)))
        .child(cell("c-secret").attr("data-label", t.secret).child(secret(desk, application)))
        .child(cell("c-created").text(&created))
        .child(cell("c-act").child(actions(desk, application)))
        .into()
}

fn is_revealed(desk: Desk, key: RowKey) -> bool {
    desk.revealed.with(|revealed| revealed.is_some_and(|revealed| revealed.key == key))
}

/// A name with its hidden characters visible.
pub fn name_view(desk: Desk, name: &str) -> View {
    let whole = el("span");
    for part in parts(name) {
        match part {
            Part::Plain(words) => View::from(words).append_to(whole.node()),
            Part::Hidden(character) => {
                let code = code(character);
                let title = fill(desk.t.hidden_character, &[("code", &code)]);
                View::from(el("span").class("mark").attr("title", &title).text(&code)).append_to(whole.node());
            }
        }
    }
    whole.into()
}

/// The words for a client type; a newer one is shown as the server wrote it.
fn type_words(desk: Desk, client_type: &ClientType) -> String {
    match client_type {
        ClientType::Confidential => desk.t.confidential.to_owned(),
        ClientType::Public => desk.t.public.to_owned(),
        ClientType::Other(word) => plain(word),
    }
}

fn name(desk: Desk, application: &Application) -> View {
    let t = desk.t;
    let words = match (application.name.as_str(), application.defects.contains(&Defect::Entry)) {
        (_, true) => t.unreadable_entry.into(),
        ("", _) => t.unnamed.into(),
        (name, _) => name_view(desk, name),
    };
    let flaw = (!application.defects.is_empty()).then(|| {
        let fields: Vec<&str> = application.defects.iter().map(|defect| field(*defect)).collect();
        let title = fill(t.incomplete_row_text, &[("fields", &fields.join(", "))]);
        el("span").class("chip").attr("data-tone", "warn").attr("title", &title).text(t.incomplete_row).into()
    });
    let key = application.key;
    let fresh = when(move || desk.create.is_fresh(key), move || el("span").class("chip").text(t.new_here).into());
    let whole = el("span")
        .class("name")
        .attr("title", &plain(&application.name))
        .child(el("bdi").attr("dir", "auto").child(words));
    all([whole.into(), flaw.into(), fresh])
}

fn field(defect: Defect) -> &'static str {
    match defect {
        Defect::Id => "id",
        Defect::DuplicateId => "id (×2)",
        Defect::Name => "name",
        Defect::ClientId => "client_id",
        Defect::ClientType => "client_type",
        Defect::Secret => "client_secret",
        Defect::Entry => "…",
    }
}

/// An identifier cut in its middle, whole in its title and for a screen reader.
pub fn middle(text: &str) -> El {
    let cut = text.char_indices().rev().nth(4).map_or(0, |(at, _)| at);
    let (head, tail) = text.split_at(cut);
    el("bdi")
        .class("mid mono")
        .attr("dir", "ltr")
        .attr("title", text)
        .child(el("span").text(head))
        .child(el("span").text(tail))
}

fn client_id(desk: Desk, application: &Arc<Application>) -> View {
    let t = desk.t;
    let shown = plain(&application.client_id);
    if shown.is_empty() {
        return el("span").class("none").text(t.secret_not_available).into();
    }
    let value = el("span").class("hold").attr("tabindex", "-1").child(middle(&shown));
    let (name, node, application) = (plain(&application.name), value.clone(), application.clone());
    let copy = copy_button(
        t.copy_client_id,
        t.copied,
        move || Zeroizing::new(application.client_id.clone()),
        move |copied| {
            told(desk, copied, t.client_id, &name);
            if !copied {
                select_text(&node);
            }
        },
    );
    all([value.into(), copy.into()])
}

/// Tells whether a copy worked.
fn told(desk: Desk, copied: bool, what: &str, name: &str) {
    desk.copy_failed.set(!copied);
    if copied {
        desk.announcer.say(fill(desk.t.copied_what, &[("what", what), ("name", name)]));
    }
}

fn secret(desk: Desk, application: &Application) -> View {
    let t = desk.t;
    let words = match (&application.secret, &application.client_type) {
        (ClientSecret::Usable(secret), _) => return usable_secret(desk, application, secret),
        (ClientSecret::Hashed, _) => t.hashed_secret,
        (ClientSecret::Missing, ClientType::Public) => t.no_secret,
        (ClientSecret::Missing, _) => t.secret_not_available,
    };
    el("span").class("none").text(words).into()
}

fn usable_secret(desk: Desk, application: &Application, secret: &SecretText) -> View {
    let t = desk.t;
    let key = application.key;
    let revealed = flag(move || is_revealed(desk, key));
    // The element with the secret while it shows, to select it.
    let showing: Rc<std::cell::RefCell<Option<El>>> = Rc::default();
    let (shown, element) = (secret.clone(), showing.clone());
    let value = live(move || {
        let now = revealed.get();
        let code = now.then(|| el("code").class("revealed mono").attr("tabindex", "-1").text(shown.expose()));
        element.replace(code.clone());
        code.unwrap_or_else(|| symbol("dots", "#dots").attr("role", "img").attr("aria-label", t.secret_hidden)).into()
    });
    let label = move || {
        let until = desk.revealed.with(|revealed| revealed.filter(|revealed| revealed.key == key));
        match until {
            Some(revealed) => {
                let left = ((revealed.until - desk.now.get()) / 1000.0).ceil().clamp(1.0, 30.0) as u32;
                fill(t.hide_secret_in, &[("time", &seconds(desk, left))])
            }
            None => t.reveal_secret.to_owned(),
        }
    };
    let toggle = move || {
        if revealed.get_untracked() { hide_row(desk, key) } else { reveal(desk, key) }
    };
    let glyph = move || if revealed.get() { Icon::EyeOff } else { Icon::Eye };
    let eye = live_icon_button(label, glyph, toggle).state("aria-pressed", move || revealed.get());
    let (name, copied) = (plain(&application.name), secret.clone());
    let copy = copy_button(
        t.copy_secret,
        t.copied,
        move || Zeroizing::new(copied.expose().to_owned()),
        move |done| {
            told(desk, done, t.secret, &name);
            if !done {
                reveal(desk, key);
                // The value must be in the document before it can be selected.
                let showing = showing.clone();
                next_frame(move || {
                    if let Some(code) = &*showing.borrow() {
                        select_text(code);
                    }
                });
            }
        },
    );
    all([value, eye.into(), copy.into()])
}

fn actions(desk: Desk, application: &Arc<Application>) -> View {
    let t = desk.t;
    let label = fill(t.actions_for, &[("name", &plain(&application.name))]);
    let application = application.clone();
    let items = move || {
        let mut items = Vec::new();
        if application.secret.usable().is_some() {
            let application = application.clone();
            let run = move || {
                if let Some(secret) = application.secret.usable() {
                    download_env(&application.client_id, secret.expose());
                }
            };
            items.push(MenuItem { label: t.download_env, glyph: Icon::Download, danger: false, run: Rc::new(run) });
        }
        if application.id.is_some() && desk.may_write() {
            let application = application.clone();
            let run = move || open_delete(desk, &application);
            items.push(MenuItem { label: t.delete_menu, glyph: Icon::Trash, danger: true, run: Rc::new(run) });
        }
        items
    };
    menu(&label, items)
}
