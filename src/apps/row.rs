//! One application as a row, or as a card where there is no room. What changes while it shows is in `row_look.rs`, what
//! its buttons do in `row_actions.rs`.
//!
//! A row is a copy of one pattern, filled in: no effects and no listeners, since rows come and go while scrolling.

use super::desk::Desk;
use super::row_look::dots;
use crate::api::{Application, ClientSecret, ClientType, Defect};
use crate::applications::name::{Part, code, parts, plain};
use crate::i18n::fill;
use crate::ui::{El, Icon, View, bare_icon_button, div, el, menu_button, verbatim};
use leptos::prelude::*;

/// What each row is a copy of.
pub fn pattern(desk: Desk) -> El {
    let t = desk.i18n.t;
    let cell = |class: &str| div(class).attr("role", "cell");
    let act = |name: &str, label: &str, glyph: Icon| bare_icon_button(label, glyph).attr("data-act", name);
    // A cell without buttons for who may not use the secrets.
    let secret = cell("c-secret").attr("data-label", t.secret()).child(dots(desk));
    let secret = if desk.settings.features.secrets {
        secret.child(act("eye", t.reveal_secret(), Icon::Eye).attr("aria-pressed", "false")).child(act(
            "secret",
            t.copy_secret(),
            Icon::Copy,
        ))
    } else {
        secret
    };
    let name = el("span").class("name").child(verbatim("bdi").attr("dir", "auto"));
    let id = el("span").class("hold").attr("tabindex", "-1").child(middle(""));
    div("row")
        .attr("part", "row")
        .attr("role", "row")
        .attr("tabindex", "-1")
        .child(cell("c-name").attr("role", "rowheader").child(name))
        .child(cell("c-id").attr("data-label", t.client_id()).child(id).child(act(
            "id",
            t.copy_client_id(),
            Icon::Copy,
        )))
        .child(cell("c-type"))
        .child(secret)
        .child(cell("c-created"))
        .child(cell("c-act").child(menu_button("").attr("data-act", "menu")))
}

/// A row of the list. `index` is its place among the rows that show, from 0.
pub fn row(desk: Desk, pattern: &El, application: &Application, index: usize) -> El {
    let t = desk.i18n.t;
    let row = pattern.copy().attr("aria-rowindex", &(index + 2).to_string()).attr("data-index", &index.to_string());
    let part = |selector: &str, fill: &dyn Fn(El)| {
        if let Some(part) = row.find(selector) {
            fill(part);
        }
    };
    let shown_name = plain(&application.name);
    part(".name", &|name| name.set("title", Some(&shown_name)));
    part("bdi", &|name| {
        name.child(words(desk, application));
    });
    if !application.defects.is_empty() {
        part(".c-name", &|cell| {
            cell.child(flaw(desk, application));
        });
    }
    let id = plain(&application.client_id);
    if id.is_empty() {
        part(".c-id", &|cell| none(&cell, t.secret_not_available()));
    } else {
        part(".mid", &|whole| fill_middle(&whole, &id));
    }
    part(".c-type", &|cell| {
        cell.text(&type_words(desk, &application.client_type));
    });
    let instead = match (&application.secret, &application.client_type) {
        (ClientSecret::Usable(_), _) => None,
        (ClientSecret::Hashed, _) => Some(t.hashed_secret()),
        (ClientSecret::Missing, ClientType::Public) => Some(t.no_secret()),
        (ClientSecret::Missing, _) => Some(t.secret_not_available()),
    };
    if let Some(instead) = instead {
        part(".c-secret", &|cell| none(&cell, instead));
    }
    if let Some(created) = application.created {
        part(".c-created", &|cell| {
            let (day, moment) =
                desk.i18n.locale.with_untracked(|locale| (locale.date(created), locale.moment(created)));
            let day = el("span").attr("aria-hidden", "true").attr("title", &moment).text(&day);
            cell.child(day).child(el("span").class("vh").text(&moment));
        });
    }
    let spoken = spoken(desk, application);
    let named = [("menu", t.actions_for()), ("id", t.copy_client_id_of()), ("secret", t.copy_secret_of())];
    for (act, label) in named.into_iter().chain([("eye", t.reveal_secret_of())]) {
        part(&["[data-act=", act, "]"].concat(), &|button| {
            button.set("aria-label", Some(&fill(label, &[("name", &spoken)])));
        });
    }
    row
}

/// What a button of a row calls its application.
pub fn spoken(desk: Desk, application: &Application) -> String {
    match (application.name.as_str(), application.client_id.as_str()) {
        ("", "") => desk.i18n.t.unnamed().to_owned(),
        ("", id) => plain(id),
        (name, _) => plain(name),
    }
}

/// Puts words into a cell, in the place of everything that is in it.
fn none(cell: &El, words: &str) {
    cell.node().set_text_content(None);
    cell.clone().child(el("span").class("none").text(words));
}

/// A name with its hidden characters visible.
pub fn name_view(desk: Desk, name: &str) -> View {
    let whole = el("span");
    for part in parts(name) {
        match part {
            Part::Plain(words) => View::from(words).append_to(whole.node()),
            Part::Hidden(character) => {
                let code = code(character);
                let title = fill(desk.i18n.t.hidden_character(), &[("code", &code)]);
                View::from(el("span").class("mark").attr("title", &title).text(&code)).append_to(whole.node());
            }
        }
    }
    whole.into()
}

/// The words for a client type; a newer one is shown as the server wrote it.
fn type_words(desk: Desk, client_type: &ClientType) -> String {
    match client_type {
        ClientType::Confidential => desk.i18n.t.confidential().to_owned(),
        ClientType::Public => desk.i18n.t.public().to_owned(),
        ClientType::Other(word) => plain(word),
    }
}

fn words(desk: Desk, application: &Application) -> View {
    let t = desk.i18n.t;
    match (application.name.as_str(), application.defects.contains(&Defect::Entry)) {
        (_, true) => t.unreadable_entry().into(),
        ("", _) => t.unnamed().into(),
        (name, _) => name_view(desk, name),
    }
}

/// Says what of an entry could not be read.
fn flaw(desk: Desk, application: &Application) -> El {
    let t = desk.i18n.t;
    let fields: Vec<&str> = application.defects.iter().map(|defect| field(*defect)).collect();
    let title = fill(t.incomplete_row_text(), &[("fields", &fields.join(", "))]);
    el("span").class("chip").attr("data-tone", "warn").attr("title", &title).text(t.incomplete_row())
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
    let whole = verbatim("bdi").class("mid mono").attr("dir", "ltr").child(el("span")).child(el("span"));
    fill_middle(&whole, text);
    whole
}

fn fill_middle(whole: &El, text: &str) {
    let cut = text.char_indices().rev().nth(4).map_or(0, |(at, _)| at);
    let (head, tail) = text.split_at_checked(cut).unwrap_or_default();
    whole.set("title", Some(text));
    for (part, words) in [(whole.node().first_element_child(), head), (whole.node().last_element_child(), tail)] {
        if let Some(part) = part {
            part.set_text_content(Some(words));
        }
    }
}
