//! Buttons. A busy button keeps its place, shows that it works, and takes no second click.

use super::dom::{El, el, live};
use super::state::Derived;
use super::{Icon, icon};

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
    el("button").class("btn").attr("type", "button").maybe("data-kind", kind.word())
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
    busy: Derived<bool>,
    blocked: impl Fn() -> bool + 'static,
) -> El {
    button(kind)
        .attr("type", "submit")
        .mark("aria-busy", "true", move || busy.get())
        .mark("disabled", "", move || busy.get() || blocked())
        .child(live(move || busy.get().then(|| icon(Icon::Spin).into()).into()))
        .live_text(label)
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
    label: impl Fn() -> String + Clone + 'static,
    glyph: impl Fn() -> Icon + 'static,
    on_click: impl Fn() + 'static,
) -> El {
    let title = label.clone();
    el("button")
        .class("icon")
        .attr("type", "button")
        .live_attr("aria-label", move || Some(label()))
        .live_attr("title", move || Some(title()))
        .child(live(move || icon(glyph()).into()))
        .on_click(on_click)
}
