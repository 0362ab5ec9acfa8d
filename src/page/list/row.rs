//! One application as a row, or as a card where there is no room. What changes while it shows is in `row_look.rs`, what
//! its buttons do in `row_actions.rs`.
//!
//! A row is a copy of one pattern, filled in by hand: it has no effects, no listeners and no owner, since rows come and go
//! while the user scrolls. The list listens for all of its rows.

use erased_view::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::row_dom::{append, find, find_button, set, span};
use crate::api::{Application, ClientSecret, ClientType, Defect};
use crate::applications::name::plain;
use crate::i18n::{I18n, fill};
use crate::page::application_name::{name_view, spoken_name};
use crate::page::identifier::{Identifier, ends};
use crate::page::secret_dots::SecretDots;
use crate::ui::Icon;

/// What each row is a copy of. Without `secrets` the cell of the secret has no buttons.
pub fn pattern(i18n: I18n, secrets: bool) -> Option<Element> {
    let t = i18n.t;
    let icon = |icon: Icon| view! { <svg class=icon.class() aria-hidden="true"><use href=icon.href()></use></svg> };
    let button = |act: &'static str, label: &'static str, glyph: Icon, pressed: Option<&'static str>| {
        view! {
            <button class="icon" type="button" aria-label=label title=label aria-pressed=pressed data-act=act>
                {icon(glyph)}
            </button>
        }
    };
    let buttons = secrets.then(|| {
        view! {
            {button("eye", t.reveal_secret(), Icon::Eye, Some("false"))}
            {button("secret", t.copy_secret(), Icon::Copy, None)}
        }
    });
    let row = view! {
        <div class="row" part="row" role="row" tabindex="-1">
            <div class="c-name" role="rowheader">
                <span class="name"><bdi translate="no" dir="auto"></bdi></span>
            </div>
            <div class="c-id" role="cell" data-label=t.client_id()>
                <span class="hold" tabindex="-1"><Identifier text=""/></span>
                {button("id", t.copy_client_id(), Icon::Copy, None)}
            </div>
            <div class="c-type" role="cell"></div>
            <div class="c-secret" role="cell" data-label=t.secret()><SecretDots/>{buttons}</div>
            <div class="c-created" role="cell"></div>
            <div class="c-act" role="cell">
                <button
                    class="icon"
                    type="button"
                    aria-label=""
                    title=""
                    aria-haspopup="menu"
                    aria-expanded="false"
                    data-act="menu"
                >
                    {icon(Icon::More)}
                </button>
            </div>
        </div>
    };
    row.into_node().map(JsCast::unchecked_into)
}

/// A row of the list. `place` is its number among the rows that show, from 0.
pub fn row(i18n: I18n, pattern: &Element, application: &Application, place: usize) -> Option<Element> {
    let row: Element = pattern.clone_node_with_deep(true).ok()?.unchecked_into();
    set(&row, "aria-rowindex", Some(&(place + 2).to_string()));
    set(&row, "data-index", Some(&place.to_string()));
    fill_name(i18n, &row, application);
    fill_client_id(i18n, &row, application);
    if let Some(cell) = find(&row, ".c-type") {
        cell.set_text_content(Some(&type_words(i18n, &application.client_type)));
    }
    fill_secret(i18n, &row, application);
    fill_created(i18n, &row, application);
    let t = i18n.t;
    let spoken = spoken_name(i18n, application);
    let labels = [("menu", t.actions_for()), ("id", t.copy_client_id_of()), ("secret", t.copy_secret_of())];
    for (act, label) in labels.into_iter().chain([("eye", t.reveal_secret_of())]) {
        if let Some(button) = find_button(&row, act) {
            set(&button, "aria-label", Some(&fill(label, &[("name", &spoken)])));
        }
    }
    Some(row)
}

fn fill_name(i18n: I18n, row: &Element, application: &Application) {
    let t = i18n.t;
    if let Some(name) = find(row, ".name") {
        set(&name, "title", Some(&plain(&application.name)));
    }
    let words = match (application.name.as_str(), application.defects.contains(&Defect::Entry)) {
        (_, true) => t.unreadable_entry().into_any(),
        ("", _) => t.unnamed().into_any(),
        (name, _) => name_view(i18n, name),
    };
    if let Some(name) = find(row, "bdi") {
        words.append_to(&name);
    }
    if application.defects.is_empty() {
        return;
    }
    if let Some(cell) = find(row, ".c-name") {
        append(&cell, &defects_chip(i18n, &application.defects));
    }
}

fn fill_client_id(i18n: I18n, row: &Element, application: &Application) {
    let id = plain(&application.client_id);
    if id.is_empty() {
        fill_with_none(row, ".c-id", i18n.t.secret_not_available());
        return;
    }
    let Some(whole) = find(row, ".mid") else {
        return;
    };
    let (head, tail) = ends(&id);
    set(&whole, "title", Some(&id));
    for (part, words) in [(whole.first_element_child(), head), (whole.last_element_child(), tail)] {
        if let Some(part) = part {
            part.set_text_content(Some(words));
        }
    }
}

fn fill_secret(i18n: I18n, row: &Element, application: &Application) {
    let t = i18n.t;
    let instead = match (&application.secret, &application.client_type) {
        (ClientSecret::Usable(_), _) => return,
        (ClientSecret::Hashed, _) => t.hashed_secret(),
        (ClientSecret::Missing, ClientType::Public) => t.no_secret(),
        (ClientSecret::Missing, _) => t.secret_not_available(),
    };
    fill_with_none(row, ".c-secret", instead);
}

fn fill_created(i18n: I18n, row: &Element, application: &Application) {
    let Some((created, cell)) = application.created.zip(find(row, ".c-created")) else {
        return;
    };
    let (day, moment) = i18n.locale.with_untracked(|locale| (locale.date(created), locale.moment(created)));
    let day = span("", &day);
    set(&day, "aria-hidden", Some("true"));
    set(&day, "title", Some(&moment));
    append(&cell, &day);
    append(&cell, &span("vh", &moment));
}

/// Puts words into a cell, in the place of everything that is in it.
fn fill_with_none(row: &Element, cell: &str, words: &str) {
    if let Some(cell) = find(row, cell) {
        cell.set_text_content(None);
        append(&cell, &span("none", words));
    }
}

/// The words for a client type; a newer one is shown as the server wrote it.
fn type_words(i18n: I18n, client_type: &ClientType) -> String {
    match client_type {
        ClientType::Confidential => i18n.t.confidential().to_owned(),
        ClientType::Public => i18n.t.public().to_owned(),
        ClientType::Other(word) => plain(word),
    }
}

/// Says what of an entry could not be read.
fn defects_chip(i18n: I18n, defects: &[Defect]) -> Element {
    let fields: Vec<&str> = defects.iter().map(|defect| field(*defect)).collect();
    let chip = span("chip", i18n.t.incomplete_row());
    set(&chip, "data-tone", Some("warn"));
    set(&chip, "title", Some(&fill(i18n.t.incomplete_row_text(), &[("fields", &fields.join(", "))])));
    chip
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
