//! A note in a box: what happened, and what it means.

use erased_view::prelude::*;

use super::focus::focus_if;
use super::{Glyph, Icon};

/// How serious a note or a banner is. It shows as an icon and a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// For the record.
    Neutral,
    /// Look at this.
    Warn,
    /// Something failed.
    Danger,
}

impl Tone {
    /// The value of `data-tone`, by which the stylesheet knows it.
    pub fn word(self) -> Option<&'static str> {
        match self {
            Self::Neutral => None,
            Self::Warn => Some("warn"),
            Self::Danger => Some("danger"),
        }
    }
}

/// A note inside a dialog or above a form. One that tells of danger is an alert.
#[component]
pub fn Note(
    /// How serious it is.
    tone: Tone,
    /// Its icon.
    icon: Icon,
    /// What happened, in bold; nothing where it is empty.
    #[prop(optional, into)]
    title: String,
    /// What it means and what to do.
    #[prop(into)]
    text: String,
    /// Whether a screen reader says it at once, whatever its tone.
    #[prop(optional)]
    alert: bool,
    /// Whether a screen reader says it when it has nothing else to say.
    #[prop(optional)]
    status: bool,
    /// Takes the focus as soon as it shows: the control that had it is gone or waits.
    #[prop(optional)]
    focused: bool,
) -> impl IntoView {
    view! {
        <div
            class="note"
            data-tone=tone.word()
            role=if alert || tone == Tone::Danger { Some("alert") } else { status.then_some("status") }
            tabindex=focused.then_some("-1")
            use:focus_if=focused
        >
            <Glyph icon/>
            <p><Title title/>" "{text}</p>
        </div>
    }
}

/// The words in bold that a note or a banner begins with.
#[component]
pub(super) fn Title(
    /// The words; nothing shows where they are empty.
    title: String,
) -> impl IntoView {
    (!title.is_empty()).then(|| view! { <strong>{title}</strong> })
}
