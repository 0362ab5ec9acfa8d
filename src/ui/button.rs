//! A button with words.

use erased_view::prelude::*;
use leptos::ev::MouseEvent;
use leptos::html;

use super::focus::focus_if;

/// What a button is for, which is how it looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
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

impl ButtonKind {
    /// The value of `data-kind`, by which the stylesheet knows it.
    pub fn word(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Primary => Some("primary"),
            Self::Danger => Some("danger"),
            Self::DangerQuiet => Some("danger-quiet"),
            Self::Quiet => Some("quiet"),
        }
    }

    /// The value of `part`, by which the host's stylesheet knows it.
    pub fn part(self) -> &'static str {
        if self == Self::Primary { "button primary" } else { "button" }
    }
}

/// A button that does something when it is clicked. Its words are its children. For the button that sends a form there
/// is [`SubmitButton`](super::SubmitButton).
#[component]
pub fn Button(
    /// What it is for.
    #[prop(optional)]
    kind: ButtonKind,
    /// Lower, for banners and rows.
    #[prop(optional)]
    small: bool,
    /// As wide as the form that it is in.
    #[prop(optional)]
    wide: bool,
    /// At the other end of its row, away from the buttons after it.
    #[prop(optional)]
    push: bool,
    /// Takes the focus as soon as it shows.
    #[prop(optional)]
    focused: bool,
    /// What a screen reader says in place of the words, where these say too little.
    #[prop(optional, into)]
    aria_label: Option<String>,
    /// The tooltip.
    #[prop(optional, into)]
    title: Signal<Option<String>>,
    /// Whether it takes no click.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// The element.
    #[prop(optional)]
    node_ref: NodeRef<html::Button>,
    /// Called when it is clicked.
    #[prop(into)]
    on_click: Callback<()>,
    children: Children,
) -> impl IntoView {
    view! {
        <button
            node_ref=node_ref
            class=if push { "btn push" } else { "btn" }
            part=kind.part()
            type="button"
            data-kind=kind.word()
            data-size=small.then_some("small")
            data-wide=wide
            aria-label=aria_label
            title=title
            disabled=disabled
            on:click=move |_| on_click.run(())
            use:focus_if=focused
        >
            {children()}
        </button>
    }
}

/// Whether a click is no second one of a double click: that one was meant for what was in this place at the first.
pub fn is_first_click(event: &MouseEvent) -> bool {
    event.detail() < 2
}
