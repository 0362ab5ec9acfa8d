//! The table: one frame, its head, and the rows near the viewport. It listens and follows for all of its rows, which are
//! built and painted by hand: see [`super::row`] and [`crate::ui::rows`] for why.

use std::rc::Rc;
use std::sync::Arc;

use erased_view::prelude::*;
use leptos::ev::{FocusEvent, KeyboardEvent, MouseEvent};
use leptos::html::Div;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget};

use super::changed_row::show_changed_row;
use super::group_headings::place_headings;
use super::head_row::HeadRow;
use super::row::{Pattern, Row, place_of, show_titles};
use super::row_actions::run;
use super::row_look::{RowLooks, is_as_made, paint};
use crate::api::{Application, RowKey};
use crate::applications::Applications;
use crate::i18n::use_i18n;
use crate::page::list_view::ListView;
use crate::page::parts::{Part, is_loaded};
use crate::page::settings::Settings;
use crate::page::shown_rows::ShownRows;
use crate::ui::{Headings, Rows, rows as window_of_rows};

/// The table with its rows.
#[component]
pub fn ListRows(
    /// The rows that show.
    shown: ShownRows,
) -> impl IntoView {
    let i18n = use_i18n();
    let t = i18n.t;
    let applications = expect_context::<Applications>();
    let list_view = expect_context::<ListView>();
    // The row with the focus stays in the document, so that the focus does; and so does one that is to be scrolled to.
    let focused = RwSignal::new(None::<RowKey>);
    let wanted = RwSignal::new(None::<RowKey>);
    let copied = RwSignal::new(None);
    let body = body(shown, RowLooks::new(shown, copied), move || wanted.get().or(focused.get()));

    let owner = Owner::current().unwrap_or_default();
    let enter = owner.clone();
    let click = move |event: MouseEvent| {
        let button = event.target().and_then(|target| closest(target, "[data-act]"));
        let act = button.and_then(|button| button.get_attribute("data-act"));
        // A click with such a key is the browser's: it opens a link in another tab.
        let is_plain = !(event.ctrl_key() || event.meta_key() || event.shift_key());
        if let (Some(act), Some((row, application)), true) = (act, row_of(shown, event.target()), is_plain) {
            event.prevent_default();
            run(&owner, copied, row, application, act);
        }
    };
    // In the row itself, which has the focus after another one was deleted.
    let keydown = move |event: KeyboardEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if let (true, Some((row, application))) = (event.key() == "Enter", row_of(shown, event.target()))
            && target.is_some_and(|target| target == row)
        {
            run(&enter, copied, row, application, "details".to_owned());
        }
    };
    let mouse_over = move |event: MouseEvent| {
        if let (true, Some((row, application))) = (is_loaded(Part::Dialogs), row_of(shown, event.target())) {
            show_titles(i18n, row, application);
        }
    };
    let focus_in =
        move |event: FocusEvent| focused.set(row_of(shown, event.target()).map(|(_, application)| application.key));
    let focus_out = move |event: FocusEvent| {
        let Some(next) = event.related_target() else {
            return;
        };
        focused.set(None);
        if let Some((row, application)) = row_of(shown, event.target())
            && !row.contains(next.dyn_ref())
        {
            list_view.hide_row(application.key);
        }
    };
    let node = NodeRef::<Div>::new();
    let list = view! {
        <div
            node_ref=node
            class="list"
            part="list"
            role="table"
            aria-label=t.applications()
            tabindex="-1"
            aria-rowcount=move || shown.count() + 1
            aria-busy=move || applications.state.with(|state| state.is_running()).then_some("true")
            data-no-created=move || applications.loaded().is_some_and(|loaded| !loaded.table.has_created())
            on:click=click
            on:keydown=keydown
            on:mouseover=mouse_over
            on:focusin=focus_in
            on:focusout=focus_out
        >
            <HeadRow/>
            {body}
        </div>
    };
    if let Some(list) = node.get_untracked() {
        show_changed_row(shown, list.into(), wanted, focused);
    }
    list
}

/// The window onto the rows. `pinned` is the row that stays in the document.
fn body(shown: ShownRows, looks: RowLooks, pinned: impl Fn() -> Option<RowKey> + 'static) -> Element {
    let i18n = use_i18n();
    let applications = expect_context::<Applications>();
    let list_view = expect_context::<ListView>();
    let settings = expect_context::<Settings>();
    let pattern = Pattern::new(i18n, settings.features.secrets, settings.standalone).map(Rc::new);
    let filled = pattern.clone();
    // A secret that is scrolled out of sight hides.
    let hide_outside = move |first: usize, last: usize| {
        if let Some(revealed) = list_view.revealed.get_untracked()
            && !(first..=last).any(|place| shown.application(place).is_some_and(|row| row.key == revealed.key))
        {
            list_view.hide_row(revealed.key);
        }
    };
    // Also where it is only its scroller that it is out of.
    let hide = move |place: usize| {
        if let Some(application) = shown.application(place) {
            list_view.hide_row(application.key);
        }
    };
    window_of_rows(Rows {
        count: Box::new(move || {
            // A list that came anew may have other applications in the same places.
            applications.state.track();
            shown.count()
        }),
        key: Box::new(move |place| shown.identity(place)),
        make: Box::new(move || {
            let row = Row::new(pattern.as_ref()?)?;
            Some((row.element.clone(), row))
        }),
        fill: Box::new(move |row, place| {
            if let (Some(pattern), Some(application)) = (&filled, shown.application(place)) {
                row.fill(pattern, &application);
                if looks.reads_names() {
                    row.show_chips(i18n, settings.environments, application);
                }
            }
        }),
        number: Box::new(|row, place| row.number(place)),
        looks: Box::new(move || looks.read()),
        paint: Box::new(move |row, place, before, look| {
            if let Some(application) = shown.application(place) {
                paint(i18n, settings.environments, row, application, before, look);
            }
        }),
        is_reusable: is_as_made,
        headings: Box::new(move |rows, each| {
            if list_view.has_dialogs.get() {
                place_headings(i18n, list_view, shown, rows.clone(), each)
            } else {
                Headings::default()
            }
        }),
        pinned: Box::new(move || shown.place_of(pinned()?)),
        on_window: Box::new(hide_outside),
        on_hidden: Box::new(hide),
    })
}

fn closest(target: EventTarget, selector: &str) -> Option<Element> {
    target.dyn_into::<Element>().ok()?.closest(selector).ok()?
}

/// The row that an event happened in, with its application.
fn row_of(shown: ShownRows, target: Option<EventTarget>) -> Option<(Element, Arc<Application>)> {
    let row = closest(target?, ".row")?;
    let application = shown.application(place_of(&row)?)?;
    Some((row, application))
}
