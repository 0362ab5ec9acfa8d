//! What of a row changes while it shows: whether its secret shows, what was copied, whether it is new or about to go.
//! The secret is in the document only while it shows (security.md 2).

use leptos::prelude::*;

use super::desk::Desk;
use super::list::{Shown, at};
use super::reveal::left;
use super::row::spoken;
use super::wait::seconds;
use crate::api::{Application, RowKey};
use crate::i18n::fill;
use crate::ui::{El, Icon, Look, change_icon, el, next_frame, symbol, verbatim};

/// The delete dialog is about it.
const SELECTED: u32 = 1;
/// It was just made.
const FRESH: u32 = 2;
/// Its menu would be empty.
const NO_MENU: u32 = 4;
/// Its client ID is on the clipboard.
const COPIED_ID: u32 = 8;
/// Its secret is on the clipboard.
const COPIED_SECRET: u32 = 16;
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

/// Reads what rows look like just now.
pub fn looks(desk: Desk, shown: Shown, copied: RwSignal<Option<Copied>>) -> Look {
    let revealed = desk.view.revealed.get().map(|revealed| {
        desk.browser.now.track();
        (revealed.key, left(revealed.until).max(1))
    });
    let (selected, fresh) = (desk.deletion.about(), desk.creation.fresh());
    let (may_write, copied) = (desk.may_write(), copied.get());
    Box::new(move |index| {
        let Some(application) = at(desk, shown, index) else {
            return 0;
        };
        let key = application.key;
        let bit = |holds: bool, bit: u32| if holds { bit } else { 0 };
        let copied = copied.filter(|copied| copied.key == key).map(|copied| copied.secret);
        bit(selected == Some(key), SELECTED)
            | bit(fresh == Some(key), FRESH)
            | bit(application.secret.usable().is_none() && !(may_write && application.id.is_some()), NO_MENU)
            | bit(copied == Some(false), COPIED_ID)
            | bit(copied == Some(true), COPIED_SECRET)
            | revealed.filter(|(whose, _)| *whose == key).map_or(0, |(_, left)| left << LEFT)
    })
}

/// Makes a row look so.
pub fn paint(desk: Desk, row: &El, application: &Application, look: u32) {
    let t = desk.i18n.t;
    let has = |bit: u32| look & bit != 0;
    let left = look >> LEFT;
    let mark = |name: &str, holds: bool| row.set(name, holds.then_some(""));
    mark("data-selected", has(SELECTED));
    mark("data-new", has(FRESH));
    mark("data-revealed", left > 0);
    match (row.find(".fresh"), row.find(".c-name")) {
        (None, Some(cell)) if has(FRESH) => {
            cell.child(el("span").class("chip fresh").text(t.new_here()));
        }
        (Some(chip), _) if !has(FRESH) => chip.node().remove(),
        _ => {}
    }
    let button = |act: &str| row.find(&["[data-act=", act, "]"].concat());
    if let Some(menu) = button("menu") {
        menu.set("disabled", has(NO_MENU).then_some(""));
    }
    if let Some(copy) = button("id") {
        let labels = (t.copy_client_id(), t.copy_client_id_of(), t.client_id());
        paint_copy(desk, &copy, application, labels, has(COPIED_ID));
    }
    if let Some(copy) = button("secret") {
        let labels = (t.copy_secret(), t.copy_secret_of(), t.secret());
        paint_copy(desk, &copy, application, labels, has(COPIED_SECRET));
    }
    if let (Some(secret), Some(eye)) = (application.secret.usable(), button("eye")) {
        let (name, time) = (spoken(desk, application), seconds(desk, left));
        let places = [("name", name.as_str()), ("time", &time)];
        let (title, label) = match left {
            0 => (t.reveal_secret(), t.reveal_secret_of()),
            _ => (t.hide_secret_in(), t.hide_secret_of_in()),
        };
        eye.set("title", Some(&fill(title, &places)));
        eye.set("aria-label", Some(&fill(label, &places)));
        eye.set("aria-pressed", Some(if left > 0 { "true" } else { "false" }));
        change_icon(&eye, if left > 0 { Icon::EyeOff } else { Icon::Eye });
        let show = || verbatim("code").class("revealed mono").attr("tabindex", "-1").text(secret.expose());
        match (row.find(".dots"), row.find(".revealed")) {
            (Some(old), None) if left > 0 => replace(&old, &show()),
            (None, Some(old)) if left == 0 => replace(&old, &dots(desk)),
            _ => {}
        }
        unfold(row);
    }
}

/// What stands in the place of a hidden secret.
pub fn dots(desk: Desk) -> El {
    symbol("dots", "#dots").attr("role", "img").attr("aria-label", desk.i18n.t.secret_hidden())
}

/// Gives a secret that its cell cuts off a box of its own, below the row or above it: rows are equally high.
fn unfold(row: &El) {
    row.set("data-long", None);
    let Some(code) = row.find(".revealed") else {
        return;
    };
    let (row, there) = (row.clone(), row.node().is_connected());
    let measure = move || {
        if code.node().scroll_width() <= code.node().client_width() {
            return;
        }
        row.set("data-long", Some("below"));
        let (row_box, code_box) = (row.node().get_bounding_client_rect(), code.node().get_bounding_client_rect());
        let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
        if code_box.bottom() > height && row_box.top() > code_box.height() {
            row.set("data-long", Some("above"));
        }
    };
    if there {
        measure();
    } else {
        // The row is only being made: it can be measured once it is in the document.
        next_frame(measure);
    }
}

/// `labels`: the tooltip, the name with the application in it, and what is copied.
fn paint_copy(desk: Desk, button: &El, application: &Application, labels: (&str, &str, &str), copied: bool) {
    let (title, label, what) = labels;
    let word = copied.then_some(desk.i18n.t.copied());
    let name = spoken(desk, application);
    let label = if copied { desk.i18n.t.copied_of() } else { label };
    button.set("title", Some(word.unwrap_or(title)));
    button.set("aria-label", Some(&fill(label, &[("name", &name), ("what", what)])));
    button.set("data-done", word);
    change_icon(button, if copied { Icon::Check } else { Icon::Copy });
}

fn replace(old: &El, new: &El) {
    let _ = old.node().replace_with_with_node_1(new.node());
}
