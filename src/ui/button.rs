//! Buttons. A busy button keeps its place, shows that it works, and takes no second click.

use super::ask::Ask;
use super::dom::{El, el, live, watch};
use super::{Icon, change_icon, icon};
use leptos::prelude::*;

/// What a button is for, which is how it looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// An action beside others.
    #[default]
    Plain,
    /// The one primary action of a screen.
    Primary,
    /// Deletes something now.
    Danger,
    /// Leads to deleting something.
    DangerQuiet,
    /// Minor, without a border.
    Quiet,
}

impl Kind {
    /// The value of `data-kind`.
    pub fn word(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Primary => Some("primary"),
            Self::Danger => Some("danger"),
            Self::DangerQuiet => Some("danger-quiet"),
            Self::Quiet => Some("quiet"),
        }
    }
}

/// A button; its words are its children.
pub fn button(kind: Kind) -> El {
    let part = if kind == Kind::Primary { "button primary" } else { "button" };
    el("button").class("btn").attr("part", part).attr("type", "button").maybe("data-kind", kind.word())
}

/// A button with a fixed word.
pub fn action(kind: Kind, label: &str, on_click: impl Fn() + 'static) -> El {
    button(kind).text(label).on_click(on_click)
}

/// The button that sends its form: its word changes, it shows when it works, and takes no click while it does or
/// while something is missing.
pub fn submit(
    kind: Kind,
    label: impl Fn() -> String + 'static,
    busy: Memo<bool>,
    blocked: impl Fn() -> bool + 'static,
) -> El {
    submit_boxed(kind, Box::new(label), busy, Box::new(blocked))
}

fn submit_boxed(kind: Kind, label: Box<dyn Ask<String>>, busy: Memo<bool>, blocked: Box<dyn Ask<bool>>) -> El {
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
