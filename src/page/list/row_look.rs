//! What of a row changes while it shows: whether its secret shows, what was copied, whether it is new or about to go.
//!
//! It is a number, which the list reads for all rows at once and paints by hand where it has changed: a row has no effects
//! of its own, see [`super::row`]. A secret is in the document only while it shows (security rule 2).

use std::sync::Arc;

use erased_view::dom::create_element;
use erased_view::prelude::*;
use part::part;
use wasm_bindgen::JsCast;
use web_sys::{Element, Node};

use super::row::Row;
use super::row_dom::{append, change_icon, find, find_button, set, span};
use crate::api::{Application, RowKey};
use crate::applications::creation::Creation;
use crate::applications::deletion::Deletion;
use crate::i18n::{I18n, fill};
use crate::page::application_name::spoken_name;
use crate::page::countdown::seconds_text;
use crate::page::list_view::ListView;
use crate::page::parts::{Part, is_loaded};
use crate::page::secret_dots::dots;
use crate::page::shown_rows::ShownRows;
use crate::ui::{Browser, Icon, Look};

/// The delete dialog is about it.
const SELECTED: u32 = 1;
/// It was just made.
const FRESH: u32 = 2;
/// Its client ID is on the clipboard.
const COPIED_ID: u32 = 4;
/// Its secret is on the clipboard.
const COPIED_SECRET: u32 = 8;
/// It has its chips: the code that reads names is there.
const READ: u32 = 16;
/// From this bit on: seconds until its secret hides, 0 when it is hidden.
const LEFT: u32 = 8;

/// What was copied last, and when, in milliseconds since 1970. It shows for two seconds.
#[derive(Clone, Copy, PartialEq)]
pub struct Copied {
    /// Of which row.
    pub key: RowKey,
    /// Whether it was the secret; else the client ID.
    pub secret: bool,
    /// When.
    pub at: f64,
}

/// What the look of rows is read from.
#[derive(Clone, Copy)]
pub struct RowLooks {
    list_view: ListView,
    browser: Browser,
    creation: Creation,
    deletion: Deletion,
    shown: ShownRows,
    copied: RwSignal<Option<Copied>>,
}

impl RowLooks {
    /// For the element that the current owner belongs to.
    pub fn new(shown: ShownRows, copied: RwSignal<Option<Copied>>) -> Self {
        Self {
            list_view: expect_context(),
            browser: expect_context(),
            creation: expect_context(),
            deletion: expect_context(),
            shown,
            copied,
        }
    }

    /// Whether the code is there that reads names.
    pub fn reads_names(self) -> bool {
        self.list_view.has_dialogs.get_untracked()
    }

    /// Reads what rows look like just now, and gives it for a place. Follows what it reads.
    pub fn read(self) -> Look {
        let revealed = self.list_view.revealed.get().map(|revealed| {
            self.browser.now.track();
            (revealed.key, revealed.seconds_left().max(1))
        });
        let (selected, fresh) = (self.deletion.about(), self.creation.fresh());
        let (copied, shown) = (self.copied.get(), self.shown);
        let reads_names = self.list_view.has_dialogs.get();
        Box::new(move |place| {
            let Some(application) = shown.application(place) else {
                return 0;
            };
            let key = application.key;
            let bit = |holds: bool, bit: u32| if holds { bit } else { 0 };
            let copied = copied.filter(|copied| copied.key == key).map(|copied| copied.secret);
            bit(reads_names, READ)
                | bit(selected == Some(key), SELECTED)
                | bit(fresh == Some(key), FRESH)
                | bit(copied == Some(false), COPIED_ID)
                | bit(copied == Some(true), COPIED_SECRET)
                | revealed.filter(|(whose, _)| *whose == key).map_or(0, |(_, left)| left << LEFT)
        })
    }
}

/// Whether a row that looks so has nothing in it but what it was made with.
pub fn is_as_made(look: u32) -> bool {
    look & !READ == 0
}

/// Makes a row look so that looked otherwise before.
pub fn paint(
    i18n: I18n,
    environments: RwSignal<String>,
    row: &Row,
    application: Arc<Application>,
    before: u32,
    look: u32,
) {
    if before & READ != look & READ {
        row.show_chips(i18n, environments, application.clone());
    }
    // What else there is to see was done by code of the dialogs' part, which is there then.
    if !is_as_made(before | look) && is_loaded(Part::Dialogs) {
        paint_changes(i18n, row.element.clone(), application, look);
    }
}

/// Shows what somebody did with a row.
#[part(dialogs)]
fn paint_changes(i18n: I18n, row: Element, application: Arc<Application>, look: u32) {
    let (row, application) = (&row, &*application);
    let t = i18n.t;
    let has = |bit: u32| look & bit != 0;
    let seconds = look >> LEFT;
    let mark = |name: &str, holds: bool| set(row, name, holds.then_some(""));
    mark("data-selected", has(SELECTED));
    mark("data-new", has(FRESH));
    mark("data-revealed", seconds > 0);
    match (find(row, ".fresh"), find(row, ".c-name")) {
        (None, Some(cell)) if has(FRESH) => append(&cell, &span("chip fresh", t.new_here())),
        (Some(chip), _) if !has(FRESH) => chip.remove(),
        _ => {}
    }
    if let Some(copy) = find_button(row, "id") {
        let labels = (t.copy_client_id(), t.copy_client_id_of(), t.client_id());
        paint_copy(i18n, &copy, application, labels, has(COPIED_ID));
    }
    if let Some(copy) = find_button(row, "secret") {
        let labels = (t.copy_secret(), t.copy_secret_of(), t.secret());
        paint_copy(i18n, &copy, application, labels, has(COPIED_SECRET));
    }
    if let (Some(secret), Some(eye)) = (application.secret.usable(), find_button(row, "eye")) {
        paint_eye(i18n, &eye, application, seconds);
        match (find(row, ".dots"), find(row, ".revealed")) {
            (Some(old), None) if seconds > 0 => replace(&old, Some(secret_in_clear(secret.expose()).into())),
            (None, Some(old)) if seconds == 0 => replace(&old, dots(i18n).into_node()),
            _ => {}
        }
        unfold(row);
    }
}

fn paint_eye(i18n: I18n, eye: &Element, application: &Application, seconds: u32) {
    let t = i18n.t;
    let (name, time) = (spoken_name(i18n, application), seconds_text(i18n, seconds));
    let places = [("name", name.as_str()), ("time", &time)];
    let (title, label) = match seconds {
        0 => (t.reveal_secret(), t.reveal_secret_of()),
        _ => (t.hide_secret_in(), t.hide_secret_of_in()),
    };
    set(eye, "title", Some(&fill(title, &places)));
    set(eye, "aria-label", Some(&fill(label, &places)));
    set(eye, "aria-pressed", Some(if seconds > 0 { "true" } else { "false" }));
    change_icon(eye, if seconds > 0 { Icon::EyeOff } else { Icon::Eye });
}

fn secret_in_clear(secret: &str) -> Element {
    let code = create_element("code");
    code.set_class_name("revealed mono");
    set(&code, "translate", Some("no"));
    set(&code, "tabindex", Some("-1"));
    code.set_text_content(Some(secret));
    code
}

/// Gives a secret that its cell cuts off a box of its own, below the row or above it: rows are equally high.
fn unfold(row: &Element) {
    set(row, "data-long", None);
    let Some(code) = find(row, ".revealed") else {
        return;
    };
    let (row, is_there) = (row.clone(), row.is_connected());
    let measure = move || {
        if code.scroll_width() <= code.client_width() {
            return;
        }
        set(&row, "data-long", Some("below"));
        let (row_box, code_box) = (row.get_bounding_client_rect(), code.get_bounding_client_rect());
        let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
        if code_box.bottom() > height && row_box.top() > code_box.height() {
            set(&row, "data-long", Some("above"));
        }
    };
    if is_there {
        measure();
    } else {
        // The row is only being made: it can be measured once it is in the document.
        request_animation_frame(measure);
    }
}

/// `labels`: the tooltip, the name with the application in it, and what is copied.
fn paint_copy(i18n: I18n, button: &Element, application: &Application, labels: (&str, &str, &str), copied: bool) {
    let (title, label, what) = labels;
    let word = copied.then_some(i18n.t.copied());
    let name = spoken_name(i18n, application);
    let label = if copied { i18n.t.copied_of() } else { label };
    set(button, "title", Some(word.unwrap_or(title)));
    set(button, "aria-label", Some(&fill(label, &[("name", &name), ("what", what)])));
    set(button, "data-done", word);
    change_icon(button, if copied { Icon::Check } else { Icon::Copy });
}

fn replace(old: &Element, new: Option<Node>) {
    if let Some(new) = new {
        let _ = old.replace_with_with_node_1(new.unchecked_ref());
    }
}
