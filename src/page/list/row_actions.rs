//! What the buttons of a row do. The list listens for all of its rows.

use std::rc::Rc;
use std::sync::Arc;

use erased_view::prelude::*;
use erased_view::task::spawn_local_scoped_with_cancellation;
use part::part;
use wasm_bindgen::JsCast;
use web_sys::Element;
use zeroize::Zeroizing;

use super::row::place_of;
use super::row_dom::{find, find_button};
use super::row_look::Copied;
use crate::api::Application;
use crate::applications::Applications;
use crate::applications::deletion::Deletion;
use crate::i18n::{I18n, use_i18n};
use crate::page::application_name::spoken_name;
use crate::page::copied::copied_what;
use crate::page::delete::open_delete;
use crate::page::details::Details;
use crate::page::env_download::{download_env, has_env};
use crate::page::list_view::ListView;
use crate::page::parts::{Part, ensure_loaded, is_loaded};
use crate::page::settings::Settings;
use crate::session::Account;
use crate::ui::{Icon, MenuItem, Notifications, copy_text, now, open_menu, select_text_of, sleep};

/// How long a button says that it copied, in milliseconds.
const COPIED_FOR: i32 = 2000;

/// Does what a button of a row is for, at once where its code is there. `act` is its `data-act`. What it opens and waits for
/// ends with `owner`.
pub fn run(owner: &Owner, copied: RwSignal<Option<Copied>>, row: Element, application: Arc<Application>, act: String) {
    if is_loaded(Part::Dialogs) {
        return act_part(owner.clone(), copied, row, application, act);
    }
    let list = owner.clone();
    owner.with(|| {
        spawn_local_scoped_with_cancellation(async move {
            if ensure_loaded(Part::Dialogs).await {
                act_part(list, copied, row, application, act);
            } else {
                expect_context::<Notifications>().toast(use_i18n().t.part_missing().to_owned());
            }
        });
    });
}

/// Nobody clicks before the list is there.
#[part(dialogs)]
fn act_part(owner: Owner, copied: RwSignal<Option<Copied>>, row: Element, application: Arc<Application>, act: String) {
    owner.with(|| RowActions::new(copied).act(&owner, &row, &application, &act));
}

/// What the buttons of rows act on.
#[derive(Clone, Copy)]
struct RowActions {
    account: Account,
    applications: Applications,
    deletion: Deletion,
    details: Details,
    i18n: I18n,
    settings: Settings,
    list_view: ListView,
    notifications: Notifications,
    copied: RwSignal<Option<Copied>>,
}

impl RowActions {
    /// For the element that the current owner belongs to.
    fn new(copied: RwSignal<Option<Copied>>) -> Self {
        Self {
            account: expect_context(),
            applications: expect_context(),
            deletion: expect_context(),
            details: expect_context(),
            i18n: expect_context(),
            settings: expect_context(),
            list_view: expect_context(),
            notifications: expect_context(),
            copied,
        }
    }

    fn act(self, owner: &Owner, row: &Element, application: &Arc<Application>, act: &str) {
        match act {
            "details" => self.details.open(application.key),
            "id" => self.copy(row, application, false),
            "secret" => self.copy(row, application, true),
            "eye" if self.list_view.is_revealed(application.key) => self.list_view.hide_row(application.key),
            "eye" => self.list_view.reveal(application.key),
            _ => {
                if let Some(button) = find_button(row, "menu") {
                    open_menu(owner, button.unchecked_ref(), self.menu(application));
                }
            }
        }
    }

    /// Copies the client ID or the secret, and says truthfully whether it did.
    fn copy(self, row: &Element, application: &Arc<Application>, secret: bool) {
        let (row, application) = (row.clone(), application.clone());
        let text = match application.secret.usable() {
            Some(usable) if secret => usable.expose(),
            _ => &application.client_id,
        };
        let text = Zeroizing::new(text.to_owned());
        spawn_local_scoped_with_cancellation(async move {
            let is_copied = copy_text(&text).await;
            drop(text);
            self.list_view.copy_failed.set(!is_copied);
            if !is_copied {
                self.select(&row, &application, secret);
                return;
            }
            let what = if secret { self.i18n.t.secret() } else { self.i18n.t.client_id() };
            self.notifications.announcer.say(copied_what(self.i18n, what, &spoken_name(self.i18n, &application)));
            let this = Some(Copied { key: application.key, secret, at: now() });
            self.copied.set(this);
            sleep(COPIED_FOR).await;
            if self.copied.get_untracked() == this {
                self.copied.set(None);
            }
        });
    }

    /// Selects what could not be copied, for a copy by hand.
    fn select(self, row: &Element, application: &Application, secret: bool) {
        if secret {
            self.list_view.reveal(application.key);
        }
        let (row, selector) = (row.clone(), if secret { ".revealed" } else { ".mid" });
        let (key, shown) = (application.key, self.list_view.shown);
        // The value must be in the document before it can be selected. By then the row may be another application's.
        request_animation_frame(move || {
            let place = place_of(&row);
            let shown = shown.try_get_untracked().flatten();
            let shows = place.zip(shown).and_then(|(place, shown)| shown.application(place));
            if let (true, Some(value)) = (shows.is_some_and(|shows| shows.key == key), find(&row, selector)) {
                select_text_of(&value);
            }
        });
    }

    fn menu(self, application: &Arc<Application>) -> Vec<MenuItem> {
        let t = self.i18n.t;
        let mut items = Vec::new();
        let key = application.key;
        let run = move || self.details.open(key);
        items.push(MenuItem { label: t.open_details(), glyph: Icon::Panel, danger: false, run: Rc::new(run) });
        if self.settings.features.secrets && application.secret.usable().is_some() {
            let application = application.clone();
            let run = move || self.download(&application);
            items.push(MenuItem { label: t.download_env(), glyph: Icon::Download, danger: false, run: Rc::new(run) });
        }
        if self.settings.features.delete && application.id.is_some() && untrack(|| self.account.may_write()) {
            let application = application.clone();
            let run = move || open_delete(self.applications, self.deletion, &application);
            items.push(MenuItem { label: t.delete_menu(), glyph: Icon::Trash, danger: true, run: Rc::new(run) });
        }
        items
    }

    /// Saves the credentials as an `.env` file.
    fn download(self, application: &Application) {
        match application.secret.usable() {
            Some(secret) if has_env(&application.client_id, secret.expose()) => {
                download_env(&application.name, &application.client_id, secret.expose());
            }
            _ => self.notifications.toast(self.i18n.t.no_env().to_owned()),
        }
    }
}
