//! The head of the drawer: the name, and the ways to the next application and out.

use erased_view::prelude::*;

use super::changes::Field;
use super::fact::ChangedMark;
use super::neighbours::Neighbours;
use super::opened::Details;
use super::subject::Subject;
use crate::i18n::use_i18n;
use crate::page::application_name::name_view;
use crate::page::environment_chip::EnvironmentChip;
use crate::ui::{Glyph, Icon, IconButton, autofocus_if};

/// The head. It stays where the drawer is scrolled.
#[component]
pub fn Head(
    /// The id of the heading.
    heading_id: &'static str,
) -> impl IntoView {
    let i18n = use_i18n();
    let t = i18n.t;
    let details = expect_context::<Details>();
    let subject = expect_context::<Subject>();
    let name = subject.read(|application| Some(application.name.clone()));
    let heading = move || match name.get() {
        Some(name) if !name.is_empty() => name_view(i18n, &name),
        Some(_) => t.unnamed().into_any(),
        None => t.application().into_any(),
    };
    view! {
        <div class="dlg-head">
            <div>
                <h2 id=heading_id tabindex="-1" use:autofocus_if=true>
                    <bdi translate="no" dir="auto">{heading}</bdi>
                </h2>
                <ChangedMark field=Field::Name/>
                <EnvironmentChip name=Signal::derive(move || name.get().unwrap_or_default())/>
            </div>
            <StepButton label=t.previous_application() key="Alt+ArrowUp" arrow="↑" glyph=Icon::Up by=-1/>
            <StepButton label=t.next_application() key="Alt+ArrowDown" arrow="↓" glyph=Icon::Down by=1/>
            <IconButton label=t.close() on_click=move || details.close()><Glyph icon=Icon::X/></IconButton>
        </div>
    }
}

/// The button that leads to another application. It keeps the focus where there is none.
#[component]
fn StepButton(label: &'static str, key: &'static str, arrow: &'static str, glyph: Icon, by: isize) -> impl IntoView {
    let neighbours = Neighbours::new();
    let leads_nowhere = Memo::new(move |_| neighbours.place(by).is_none());
    view! {
        <button
            class="icon"
            type="button"
            aria-label=label
            title=[label, " (Alt ", arrow, ")"].concat()
            aria-keyshortcuts=key
            aria-disabled=move || leads_nowhere.get().then_some("true")
            on:click=move |_| neighbours.step(by)
        >
            <Glyph icon=glyph/>
        </button>
    }
}
