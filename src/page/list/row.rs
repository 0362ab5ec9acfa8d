//! One application as a row, or as a card where there is no room. What changes while it shows is in `row_look.rs`, what
//! its buttons do in `row_actions.rs`.
//!
//! A row is a copy of one pattern, filled in by hand: it has no effects, no listeners and no owner, since rows come and go
//! while the user scrolls. The list listens for all of its rows. A row that is out of sight is filled again with another
//! application. That writes into the same texts and attributes, which leaves little to lay out: what one application has and
//! another has not stays in the row, and is not shown. A row that differs from the pattern in more gets a fresh copy of it.
//! What is too long for its place has a title only where the pointer is: the browser's own style asks for titles, so that
//! writing three of them to each row was two fifths of the elements that a jump styled anew.

use std::sync::Arc;

use erased_view::prelude::*;
use part::part;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::row_chips::fill_chips;
use super::row_dom::{find, find_button, set, write};
use crate::api::{Application, ClientType, Defect};
use crate::applications::name::plain;
use crate::i18n::{I18n, fill};
use crate::page::address::fragment_of;
use crate::page::application_name::spoken_name;
use crate::page::application_words::{no_secret, type_words};
use crate::page::identifier::ends;
use crate::page::secret_dots::SecretDots;
use crate::ui::{Glyph, Icon};

/// What each row is a copy of.
pub struct Pattern {
    i18n: I18n,
    row: Element,
    /// The buttons by what they do, with their labels.
    labels: [(&'static str, &'static str); 4],
    /// Whether the name has an address of its own.
    linked: bool,
}

impl Pattern {
    /// Without `secrets` the cell of the secret has no buttons. With `linked` names are links, and buttons else.
    pub fn new(i18n: I18n, secrets: bool, linked: bool) -> Option<Self> {
        let t = i18n.t;
        let labels = [
            ("menu", t.actions_for()),
            ("id", t.copy_client_id_of()),
            ("secret", t.copy_secret_of()),
            ("eye", t.reveal_secret_of()),
        ];
        Some(Self { i18n, row: empty_row(i18n, secrets, linked)?, labels, linked })
    }
}

fn empty_row(i18n: I18n, secrets: bool, linked: bool) -> Option<Element> {
    let t = i18n.t;
    let button = |act: &'static str, label: &'static str, glyph: Icon, pressed: Option<&'static str>| {
        view! {
            <button class="icon" type="button" aria-label=label title=label aria-pressed=pressed data-act=act>
                <Glyph icon=glyph/>
            </button>
        }
    };
    let buttons = secrets.then(|| {
        view! {
            {button("eye", t.reveal_secret(), Icon::Eye, Some("false"))}
            {button("secret", t.copy_secret(), Icon::Copy, None)}
        }
    });
    // With a direction of its own it is isolated, as in a `<bdi>`.
    let name = if linked {
        view! { <a class="name" dir="auto" translate="no" href="" rel="noopener" data-act="details">" "</a> }.into_any()
    } else {
        view! {
            <button class="name" dir="auto" translate="no" type="button" aria-haspopup="dialog" data-act="details">
                " "
            </button>
        }
        .into_any()
    };
    let row = view! {
        <div class="row" part="row" role="row" tabindex="-1">
            <div class="c-name" role="rowheader">
                {name}
                <span class="chip env" data-env="other">" "</span>
            </div>
            <div class="c-id" role="cell" data-label=t.client_id()>
                <bdi class="mid mono" dir="ltr" translate="no" tabindex="-1"><span>" "</span><span>" "</span></bdi>
                {button("id", t.copy_client_id(), Icon::Copy, None)}
            </div>
            <div class="c-type" role="cell">" "</div>
            <div class="c-secret" role="cell" data-label=t.secret()>
                <SecretDots/>
                {buttons}
                <span class="none">" "</span>
            </div>
            <div class="c-created" role="cell">" "</div>
            <div class="c-act" role="cell">
                <button
                    class="icon"
                    type="button"
                    aria-label=""
                    aria-haspopup="menu"
                    aria-expanded="false"
                    data-act="menu"
                >
                    <Glyph icon=Icon::More/>
                </button>
            </div>
        </div>
    };
    row.into_node().map(JsCast::unchecked_into)
}

/// What is filled in a row.
#[derive(Clone, Copy)]
enum Part {
    Name,
    Environment,
    Head,
    Tail,
    Type,
    Secret,
    NoSecret,
    Created,
}

/// The parts of a row, in the order of [`Part`].
const PARTS: [&str; 8] =
    [".name", ".env", ".mid > span", ".mid > span + span", ".c-type", ".c-secret", ".c-secret > .none", ".c-created"];

/// A text that waits for words.
const EMPTY: &str = " ";

/// A row in the document. It knows its parts: nothing is searched when it is filled again.
pub struct Row {
    /// The row itself.
    pub element: Element,
    parts: Vec<Option<Element>>,
    /// The buttons, as the pattern's labels name them.
    buttons: Vec<Option<Element>>,
    client_type: ClientType,
    /// The words in the place of a secret.
    no_secret: Option<&'static str>,
    created: Option<f64>,
    /// Whether it differs from the pattern in more than what its parts hold.
    is_odd: bool,
}

impl Row {
    /// Makes an empty one.
    pub fn new(pattern: &Pattern) -> Option<Self> {
        Some(Self::of(pattern, pattern.row.clone_node_with_deep(true).ok()?.unchecked_into()))
    }

    fn of(pattern: &Pattern, element: Element) -> Self {
        Self {
            parts: PARTS.iter().map(|part| find(&element, part)).collect(),
            buttons: pattern.labels.iter().map(|(act, _)| find_button(&element, act)).collect(),
            client_type: ClientType::Other(String::new()),
            no_secret: None,
            created: Some(f64::NAN),
            is_odd: false,
            element,
        }
    }

    fn part(&self, part: Part) -> Option<&Element> {
        self.parts.get(part as usize)?.as_ref()
    }

    fn write(&self, part: Part, words: &str) {
        if let Some(part) = self.part(part) {
            write(part, words);
        }
    }

    fn set(&self, part: Part, name: &str, value: Option<&str>) {
        if let Some(part) = self.part(part) {
            set(part, name, value);
        }
    }

    /// Shows beside its name what there is to say of an application. For once the code is there that reads names.
    pub fn show_chips(&self, i18n: I18n, environments: RwSignal<String>, application: Arc<Application>) {
        if let Some(chip) = self.part(Part::Environment) {
            fill_chips(i18n, chip.clone(), application, environments);
        }
    }

    /// Says which place it has among the rows that show, from 0.
    pub fn number(&self, place: usize) {
        set(&self.element, "aria-rowindex", Some(&row_index(place)));
    }

    /// Shows an application, in the place of the one before.
    pub fn fill(&mut self, pattern: &Pattern, application: &Application) {
        let i18n = pattern.i18n;
        if self.is_odd {
            self.renew(pattern);
        }
        if self.part(Part::Name).is_some_and(|name| name.has_attribute("title")) {
            TITLED.into_iter().filter_map(|part| find(&self.element, part)).for_each(|part| set(&part, "title", None));
        }
        let name = plain(&application.name);
        if pattern.linked {
            let id = application.id.map(|id| fragment_of(id.as_str()));
            self.set(Part::Name, "href", Some(id.as_deref().unwrap_or("#")));
        }
        self.fill_name(i18n, application, &name);
        self.fill_client_id(application);
        if self.client_type != application.client_type {
            self.client_type = application.client_type.clone();
            self.write(Part::Type, &type_words(i18n, &application.client_type));
        }
        self.fill_secret(no_secret(i18n, application));
        self.fill_created(i18n, application.created);
        let spoken = if name.is_empty() { spoken_name(i18n, application) } else { name };
        for (button, (_, label)) in self.buttons.iter().zip(pattern.labels) {
            if let Some(button) = button {
                set(button, "aria-label", Some(&fill(label, &[("name", &spoken)])));
            }
        }
    }

    /// Gets a fresh copy of what is in the pattern.
    fn renew(&mut self, pattern: &Pattern) {
        if let Ok(fresh) = pattern.row.clone_node_with_deep(true) {
            self.element.set_text_content(None);
            while let Some(cell) = fresh.first_child() {
                let _ = self.element.append_child(&cell);
            }
            *self = Self::of(pattern, self.element.clone());
        }
    }

    fn fill_name(&mut self, i18n: I18n, application: &Application, name: &str) {
        let t = i18n.t;
        match (name, application.defects.contains(&Defect::Entry)) {
            (_, true) => self.write(Part::Name, t.unreadable_entry()),
            ("", _) => self.write(Part::Name, t.unnamed()),
            (name, _) => self.write(Part::Name, name),
        }
        // Hidden characters are marked, and defects told, in `row_chips.rs`.
        self.is_odd |= name != application.name || !application.defects.is_empty();
    }

    fn fill_client_id(&mut self, application: &Application) {
        let id = plain(&application.client_id);
        if id.is_empty() {
            // It is said in `row_chips.rs`.
            self.is_odd = true;
            return;
        }
        let (head, tail) = ends(&id);
        self.write(Part::Head, head);
        self.write(Part::Tail, tail);
    }

    fn fill_secret(&mut self, no_secret: Option<&'static str>) {
        if self.no_secret != no_secret {
            self.no_secret = no_secret;
            self.set(Part::Secret, "data-none", no_secret.map(|_| ""));
            self.write(Part::NoSecret, no_secret.unwrap_or(EMPTY));
        }
    }

    fn fill_created(&mut self, i18n: I18n, created: Option<f64>) {
        if self.created == created {
            return;
        }
        if self.created.is_none() != created.is_none() {
            self.set(Part::Created, "data-none", created.is_none().then_some(""));
        }
        self.created = created;
        let day = created.map(|at| i18n.locale.with_untracked(|locale| locale.date(at)));
        self.write(Part::Created, day.as_deref().unwrap_or(EMPTY));
    }
}

/// What a row may show in part.
const TITLED: [&str; 3] = [".name", ".mid", ".c-created"];

/// Gives what a row may show in part its title: the name, the client ID and the moment.
#[part(dialogs)]
pub fn show_titles(i18n: I18n, row: Element, application: Arc<Application>) {
    let moment = application.created.map(|at| i18n.locale.with_untracked(|locale| locale.moment(at)));
    let titles = [plain(&application.name), plain(&application.client_id), moment.unwrap_or_default()];
    for (part, title) in TITLED.into_iter().zip(titles) {
        if let Some(part) = find(&row, part) {
            set(&part, "title", Some(&title));
        }
    }
}

/// The number of a row in the table: the head has 1.
pub fn row_index(place: usize) -> String {
    (place + 2).to_string()
}

/// The place of a row among those that show, as [`Row::number`] said last.
pub fn place_of(row: &Element) -> Option<usize> {
    row.get_attribute("aria-rowindex")?.parse::<usize>().ok()?.checked_sub(2)
}
