//! What the buttons of a row do. The list listens for all of its rows.

use leptos::prelude::*;
use part::part;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::Owner;
use zeroize::Zeroizing;

use super::created::copied_what;
use super::desk::Desk;
use super::download::{download_env, has_env};
use super::part::{Part, come};
use super::reveal::{hide_row, is_revealed, reveal};
use super::row::spoken;
use super::row_look::Copied;
use crate::api::Application;
use crate::page::delete::open_delete;
use crate::ui::{El, Icon, MenuItem, copy_text, next_frame, now, open_menu, select_text, sleep, spawn};

/// Does what a button of a row is for. `act` is its `data-act`.
pub fn act(
    desk: Desk,
    owner: &Owner,
    copied: RwSignal<Option<Copied>>,
    row: &El,
    application: &Arc<Application>,
    act: &str,
) {
    match act {
        "id" => copy(desk, copied, row, application, false),
        "secret" => copy(desk, copied, row, application, true),
        "eye" if is_revealed(desk, application.key) => hide_row(desk, application.key),
        "eye" => reveal(desk, application.key),
        _ => {
            let (owner, row, application) = (owner.clone(), row.clone(), application.clone());
            spawn(async move {
                let came = come(Part::Dialogs).await;
                match came {
                    _ if desk.is_gone() => {}
                    true => menu_part(desk, owner, row, application),
                    false => desk.notifications.toast(desk.i18n.t.part_missing().to_owned()),
                }
            });
        }
    }
}

#[part(dialogs)]
fn menu_part(desk: Desk, owner: Owner, row: El, application: Arc<Application>) {
    menu(desk, owner, row, application)
}

fn menu(desk: Desk, owner: Owner, row: El, application: Arc<Application>) {
    if let Some(button) = row.find("[data-act=menu]") {
        open_menu(&owner, &button.html(), items(desk, &application));
    }
}

/// Copies the client ID or the secret, and tells truthfully whether it did.
fn copy(desk: Desk, copied: RwSignal<Option<Copied>>, row: &El, application: &Arc<Application>, secret: bool) {
    let (row, application) = (row.clone(), application.clone());
    let text = match application.secret.usable() {
        Some(usable) if secret => usable.expose(),
        _ => &application.client_id,
    };
    let text = Zeroizing::new(text.to_owned());
    spawn(async move {
        let done = copy_text(&text).await;
        drop(text);
        if copied.is_disposed() {
            return;
        }
        desk.view.copy_failed.set(!done);
        if !done {
            select(desk, &row, &application, secret);
            return;
        }
        let what = if secret { desk.i18n.t.secret() } else { desk.i18n.t.client_id() };
        desk.notifications.announcer.say(copied_what(desk, what, &spoken(desk, &application)));
        let this = Some(Copied { key: application.key, secret, at: now() });
        copied.set(this);
        sleep(2000).await;
        copied.try_update(|last| {
            if *last == this {
                *last = None;
            }
        });
    });
}

/// Selects what could not be copied, for a copy by hand.
fn select(desk: Desk, row: &El, application: &Application, secret: bool) {
    if secret {
        reveal(desk, application.key);
    }
    let (row, selector) = (row.clone(), if secret { ".revealed" } else { ".hold" });
    // The value must be in the document before it can be selected.
    next_frame(move || {
        if let Some(value) = row.find(selector) {
            select_text(&value);
        }
    });
}

fn items(desk: Desk, application: &Arc<Application>) -> Vec<MenuItem> {
    let t = desk.i18n.t;
    let mut items = Vec::new();
    if desk.settings.features.secrets && application.secret.usable().is_some() {
        let application = application.clone();
        let run = move || match application.secret.usable() {
            Some(secret) if has_env(&application.client_id, secret.expose()) => {
                download_env(&application.client_id, secret.expose());
            }
            _ => desk.notifications.toast(desk.i18n.t.no_env().to_owned()),
        };
        items.push(MenuItem { label: t.download_env(), glyph: Icon::Download, danger: false, run: Rc::new(run) });
    }
    if desk.settings.features.delete && application.id.is_some() && desk.may_write() {
        let application = application.clone();
        let run = move || open_delete(desk, &application);
        items.push(MenuItem { label: t.delete_menu(), glyph: Icon::Trash, danger: true, run: Rc::new(run) });
    }
    items
}
