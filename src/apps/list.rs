//! The list: one frame, rows near the viewport, and what shows in the place of rows.

use leptos::prelude::*;
use std::sync::Arc;

use leptos::prelude::{Owner, window};
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, FocusEvent, ScrollIntoViewOptions};

use super::desk::Desk;
use super::reveal::hide_row;
use super::row::{pattern, row};
use super::row_actions::act;
use super::row_look::{looks, paint};
use crate::api::{Application, RowKey, bare};
use crate::applications::{Column, ListState, Query, Sort, TypeFilter};
use crate::i18n::fill;
use crate::ui::{
    El, Icon, Kind, Rows, View, action, button, div, each, el, flag, focus_in_place, icon, live, next_frame,
    rows as window_of_rows, sleep, spawn, watch, when,
};

/// The rows that show, as indices into the list.
pub type Shown = Memo<Arc<Vec<u32>>>;

/// The applications.
pub fn list(desk: Desk, shown: Shown) -> View {
    let waiting = flag(move || desk.applications.state.with(|list| matches!(list, ListState::First(_))));
    let empty = flag(move || desk.loaded().is_some_and(|loaded| loaded.table.is_empty()));
    let none = flag(move || shown.with(|shown| shown.is_empty()));
    live(move || match (waiting.get(), empty.get(), none.get()) {
        (true, ..) => skeleton(desk),
        (_, true, _) => no_applications(desk),
        (_, _, true) => no_match(desk),
        _ => rows(desk, shown),
    })
}

/// The application of a row.
pub fn at(desk: Desk, shown: Shown, index: usize) -> Option<Arc<Application>> {
    let place = shown.try_with_untracked(|shown| shown.get(index).copied()).flatten()?;
    desk.loaded_untracked()?.table.row(place)
}

/// Where a row stands among those that show. Follows them.
pub fn place_of(desk: Desk, shown: Shown, key: RowKey) -> Option<usize> {
    let loaded = desk.loaded()?;
    let is_it = |place: &u32| loaded.table.key(*place) == Some(key);
    shown.with(|shown| shown.iter().position(is_it))
}

/// Scrolls to the new row once its dialog has closed, and once it is among those that show.
fn show_new(desk: Desk, shown: Shown, list: &El, wanted: RwSignal<Option<RowKey>>) {
    let create = desk.creation;
    let list = list.clone();
    watch(move || {
        let closed = create.state.with(|state| !state.is_open());
        let fresh = create.fresh().filter(|_| closed && create.unseen.get());
        let Some((key, place)) = fresh.and_then(|key| Some((key, place_of(desk, shown, key)?))) else {
            return;
        };
        // It is made even where it is far from the viewport; so it can be scrolled to.
        wanted.set(Some(key));
        let list = list.clone();
        spawn(async move {
            for _ in 0..TRIES {
                sleep(FRAME).await;
                if desk.is_gone() || wanted.is_disposed() {
                    return;
                }
                if let Some(row) = list.find(&["[data-index=\"", &place.to_string(), "\"]"].concat()) {
                    scroll_to(row.node());
                    break;
                }
            }
            create.unseen.set(false);
            sleep(FRAME * TRIES).await;
            wanted.try_set(None);
        });
    });
}

/// How long a frame takes, in milliseconds, and in how many of them a row is made.
const FRAME: i32 = 20;
const TRIES: i32 = 25;

/// Brings a row into the middle of what can be seen, unless it can be seen whole.
fn scroll_to(row: &Element) {
    let (place, height) =
        (row.get_bounding_client_rect(), window().inner_height().ok().and_then(|height| height.as_f64()));
    if place.top() < 0.0 || height.is_none_or(|height| place.bottom() > height) {
        let options: ScrollIntoViewOptions = bare(&[("block", "center".into())]).unchecked_into();
        row.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

fn rows(desk: Desk, shown: Shown) -> View {
    let t = desk.i18n.t;
    // The row with the focus stays, so that the focus does.
    let focused = RwSignal::new(None::<RowKey>);
    let wanted = RwSignal::new(None::<RowKey>);
    let pinned = move || place_of(desk, shown, wanted.get().or(focused.get())?);
    let leave = move |first: usize, last: usize| {
        // A secret that is scrolled out of sight hides.
        if let Some(revealed) = desk.view.revealed.get_untracked()
            && !(first..=last).any(|index| at(desk, shown, index).is_some_and(|app| app.key == revealed.key))
        {
            hide_row(desk, revealed.key);
        }
    };
    // Also where it is only its scroller that it is out of.
    let hidden = move |index: usize| {
        if let Some(revealed) = desk.view.revealed.get_untracked()
            && at(desk, shown, index).is_some_and(|app| app.key == revealed.key)
        {
            hide_row(desk, revealed.key);
        }
    };
    let owner = Owner::current().unwrap_or_default();
    let copied = RwSignal::new(None);
    let pattern = pattern(desk);
    let body = window_of_rows(Rows {
        count: Box::new(move || {
            // A list that came anew may have other applications in the same places.
            desk.applications.state.track();
            shown.with(|shown| shown.len())
        }),
        key: Box::new(move |index| at(desk, shown, index).map_or(0, |app| Arc::as_ptr(&app) as usize as u64)),
        row: Box::new(move |index| at(desk, shown, index).map(|app| row(desk, &pattern, &app, index).into()).into()),
        looks: Box::new(move || looks(desk, shown, copied)),
        paint: Box::new(move |slot, index, look| {
            if let Some((row, app)) = slot.find(".row").zip(at(desk, shown, index)) {
                paint(desk, &row, &app, look);
            }
        }),
        pinned: Box::new(pinned),
        on_window: Box::new(leave),
        on_hidden: Box::new(hidden),
    });
    let list = div("list")
        .attr("part", "list")
        .attr("role", "table")
        .attr("aria-label", t.applications())
        .attr("tabindex", "-1")
        .live_attr("aria-rowcount", move || Some((shown.with(|shown| shown.len()) + 1).to_string()))
        .mark("aria-busy", "true", move || desk.applications.state.with(|list| list.is_running()))
        .mark("data-no-created", "", move || desk.loaded().is_some_and(|loaded| !loaded.table.has_created()))
        .on("click", move |event| {
            let button = event.target().and_then(|target| closest(target, "[data-act]"));
            let name = button.as_ref().and_then(|button| button.node().get_attribute("data-act"));
            if let (Some(name), Some((row, app))) = (name, row_of(desk, shown, event.target())) {
                act(desk, &owner, copied, &row, &app, &name);
            }
        })
        .on("focusin", move |event| focused.set(row_of(desk, shown, event.target()).map(|(_, app)| app.key)))
        .on("focusout", move |event| {
            let Some(next) = event.unchecked_ref::<FocusEvent>().related_target() else {
                return;
            };
            focused.set(None);
            if let Some((row, app)) = row_of(desk, shown, event.target())
                && !row.node().contains(next.dyn_ref())
            {
                hide_row(desk, app.key);
            }
        })
        .child(head(desk))
        .child(body);
    show_new(desk, shown, &list, wanted);
    let node = list.clone();
    watch(move || {
        let rows = shown.with(|shown| shown.len());
        if let Some(place) = desk.view.landing.get()
            && rows > 0
        {
            desk.view.landing.set(None);
            let place = place.min(rows - 1);
            // It comes into the document wherever the window is.
            focused.set(at(desk, shown, place).map(|app| app.key));
            land(node.clone(), place, 10);
        }
    });
    list.into()
}

/// Gives the focus to the row at a place, once it is in the document, and leaves the page where it is.
fn land(list: El, place: usize, tries: u32) {
    next_frame(move || match list.find(&["[data-index='", &place.to_string(), "']"].concat()) {
        Some(row) => focus_in_place(&row),
        None if tries > 0 => land(list, place, tries - 1),
        None => focus_in_place(&list),
    });
}

fn closest(target: EventTarget, selector: &str) -> Option<El> {
    Some(target.dyn_into::<Element>().ok()?.closest(selector).ok()??.into())
}

/// The row that an event happened in, with its application.
fn row_of(desk: Desk, shown: Shown, target: Option<EventTarget>) -> Option<(El, Arc<Application>)> {
    let row = closest(target?, "[data-index]")?;
    let index = row.node().get_attribute("data-index")?.parse().ok()?;
    Some((row, at(desk, shown, index)?))
}

/// The head row, with the order.
fn head(desk: Desk) -> View {
    let t = desk.i18n.t;
    let plain = |class: &str, label: &str| div(class).attr("role", "columnheader").text(label);
    let row = div("row hd")
        .attr("role", "row")
        .attr("aria-rowindex", "1")
        .child(sort_head(desk, "c-name", Column::Name, t.name()))
        .child(plain("c-id", t.client_id()))
        .child(sort_head(desk, "c-type", Column::Type, t.type_()))
        .child(plain("c-secret", t.secret()))
        .child(sort_head(desk, "c-created", Column::Created, t.created()))
        .child(div("c-act").attr("role", "columnheader").child(el("span").class("vh").text(t.actions())));
    div("head-group").attr("role", "rowgroup").child(row).into()
}

fn sort_head(desk: Desk, class: &str, column: Column, label: &str) -> View {
    let sort = desk.view.sort;
    let by_this = move || {
        sort.get().column == column
            && (column != Column::Created || desk.loaded().is_some_and(|loaded| loaded.table.has_created()))
    };
    let direction =
        move || by_this().then(|| if sort.get().descending { "descending" } else { "ascending" }.to_owned());
    let button = el("button")
        .class("sort")
        .attr("type", "button")
        .live_attr("data-direction", direction)
        .text(label)
        .child(when(by_this, || icon(Icon::Sort).into()))
        .on_click(move || sort.update(|sort: &mut Sort| *sort = sort.toggled(column)));
    div(class).attr("role", "columnheader").live_attr("aria-sort", direction).child(button).into()
}

/// Eight rows to come, of real height. They appear after a moment: a fast answer needs none.
fn skeleton(desk: Desk) -> View {
    let cell = |class: &str, bone: &str| div(class).child(el("span").class(&["bone ", bone].concat()));
    let row = move |index: usize| {
        div("row")
            .attr("aria-hidden", "true")
            .child(cell("c-name", ["w0", "w1", "w2", "w3"][index % 4]))
            .child(cell("c-id", "w-id"))
            .child(cell("c-type", "w-type"))
            .child(cell("c-secret", "w-secret"))
            .child(div("c-created"))
            .child(div("c-act"))
            .into()
    };
    div("list waiting")
        .attr("role", "group")
        .attr("aria-busy", "true")
        .attr("aria-label", desk.i18n.t.loading_applications())
        .child(each((0..8).map(row)))
        .into()
}

/// The one primary button of the screen.
pub fn new_application(desk: Desk) -> View {
    let t = desk.i18n.t;
    if !desk.settings.features.create {
        return View::none();
    }
    button(Kind::Primary)
        .mark("disabled", "", move || !desk.may_write())
        .mark("title", t.may_not_create(), move || !desk.may_write())
        .child(icon(Icon::Plus))
        .text(t.new_application())
        .on_click(move || desk.creation.open())
        .into()
}

/// No applications yet.
fn no_applications(desk: Desk) -> View {
    let t = desk.i18n.t;
    let text = el("p").text(t.no_applications_text()).into();
    let own = blank(desk, Icon::Key, t.no_applications().to_owned(), text, new_application(desk));
    el("slot").attr("name", "empty").child(own).into()
}

/// The search finds nothing: says what was searched, and the way out.
fn no_match(desk: Desk) -> View {
    live(move || {
        let t = desk.i18n.t;
        let (typed, types) = (desk.view.query.get(), desk.view.types.get());
        let filtered = types != TypeFilter::All;
        let title = match (typed.trim(), filtered) {
            ("", _) => t.no_match_type_only().to_owned(),
            (query, false) => fill(t.no_match(), &[("query", query)]),
            (query, true) => fill(t.no_match_type(), &[("query", query)]),
        };
        let query = Query::new(&typed);
        let elsewhere = desk.loaded().filter(|_| filtered).map_or(0, |loaded| loaded.table.count_matches(&query));
        let text = (elsewhere > 0).then(|| {
            let count = desk.i18n.locale.with_untracked(|locale| locale.count(&t.match_elsewhere(), elsewhere as f64));
            el("p").text(&count).into()
        });
        let all_types = filtered
            .then(|| action(Kind::Plain, t.search_all_types(), move || desk.view.types.set(TypeFilter::All)).into());
        let clear = (!typed.is_empty())
            .then(|| action(Kind::Quiet, t.clear_search(), move || desk.view.query.set(String::new())).into());
        blank(desk, Icon::Search, title, text.into(), crate::ui::all([all_types.into(), clear.into()]))
    })
}

fn blank(desk: Desk, glyph: Icon, title: String, text: View, acts: View) -> View {
    let acts = div("acts").child(acts);
    let title = el("h2").attr("tabindex", "-1").text(&title);
    if desk.view.landing.get_untracked().is_some() {
        // The last row went: what to do now has the focus.
        desk.view.landing.set(None);
        let (acts, title) = (acts.clone(), title.clone());
        next_frame(move || focus_in_place(&acts.find("button:enabled").unwrap_or(title)));
    }
    let inner = div("blank").attr("role", "status").child(icon(glyph)).child(title).child(text).child(acts);
    div("list").child(inner).into()
}
