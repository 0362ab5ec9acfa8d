//! Buttons. A busy button keeps its place, shows that it works, and takes no second click.

use super::ask::Ask;
use super::{change_icon, icon};
use crate::ui::dom::{El, el, live, watch};
use crate::ui::{ButtonKind, Icon};
use leptos::prelude::*;

/// A button; its words are its children.
pub fn button(kind: ButtonKind) -> El {
    el("button").class("btn").attr("part", kind.part()).attr("type", "button").maybe("data-kind", kind.word())
}

/// A button with a fixed word.
pub fn action(kind: ButtonKind, label: &str, on_click: impl Fn() + 'static) -> El {
    button(kind).text(label).on_click(on_click)
}

/// The button that sends its form: its word changes, it shows when it works, and takes no click while it does or
/// while something is missing.
pub fn submit(
    kind: ButtonKind,
    label: impl Fn() -> String + 'static,
    busy: Memo<bool>,
    blocked: impl Fn() -> bool + 'static,
) -> El {
    submit_boxed(kind, Box::new(label), busy, Box::new(blocked))
}

fn submit_boxed(kind: ButtonKind, label: Box<dyn Ask<String>>, busy: Memo<bool>, blocked: Box<dyn Ask<bool>>) -> El {
    button(kind)
        .attr("type", "submit")
        .mark("aria-busy", "true", move || busy.get())
        .mark("disabled", "", move || busy.get() || blocked.ask())
        .child(live(move || busy.get().then(|| icon(Icon::Spin).into()).into()))
        .live_text(move || label.ask())
}

/// A button that is an icon: its name is what a screen reader and the tooltip say.
pub fn icon_button(label: &str, glyph: Icon, on_click: impl Fn() + 'static) -> El {
    bare_icon_button(label, glyph).on_click(on_click)
}

/// A button that is an icon, for somebody else to listen to.
pub fn bare_icon_button(label: &str, glyph: Icon) -> El {
    let button = el("button").class("icon").attr("type", "button").child(icon(glyph));
    rename(&button, label);
    button
}

/// Gives a button that is an icon another name.
pub fn rename(button: &El, label: &str) {
    button.set("aria-label", Some(label));
    button.set("title", Some(label));
}

/// A button that is an icon, with a name and a look that change.
pub fn live_icon_button(
    label: impl Fn() -> String + 'static,
    glyph: impl Fn() -> Icon + 'static,
    on_click: impl Fn() + 'static,
) -> El {
    live_icon_button_boxed(Box::new(label), Box::new(glyph)).on_click(on_click)
}

fn live_icon_button_boxed(label: Box<dyn Ask<String>>, glyph: Box<dyn Ask<Icon>>) -> El {
    let button = bare_icon_button("", Icon::More);
    let (named, drawn) = (button.clone(), button.clone());
    watch(move || rename(&named, &label.ask()));
    watch(move || change_icon(&drawn, glyph.ask()));
    button
}

/// The button that opens a menu.
pub fn menu_button(label: &str) -> El {
    bare_icon_button(label, Icon::More).attr("aria-haspopup", "menu").attr("aria-expanded", "false")
}
