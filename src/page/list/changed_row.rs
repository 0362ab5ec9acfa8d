//! Goes to the row that a dialog is about when that has closed: scrolls to an application that was just created, gives the
//! focus to the row that is in the place of a deleted one. The dialogs' part has the code.

use erased_view::dom::watch;
use erased_view::prelude::*;
use erased_view::task::spawn_local_scoped_with_cancellation;
use part::part;
use wasm_bindgen::JsCast;
use web_sys::{Element, ScrollIntoViewOptions};

use super::row::row_index;
use super::row_dom::find;
use crate::api::RowKey;
use crate::api::bare;
use crate::applications::creation::Creation;
use crate::page::list_view::ListView;
use crate::page::parts::{Part, is_loaded};
use crate::page::shown_rows::ShownRows;
use crate::ui::{focus_in_place, sleep};

/// How long a frame takes, in milliseconds.
const FRAME: i32 = 20;
/// In how many frames a row is made that is scrolled to.
const SCROLL_TRIES: i32 = 25;
/// In how many frames a row is made that gets the focus.
const FOCUS_TRIES: u32 = 10;

/// Goes to the row that a dialog was about. `wanted` is the row that is to be in the document, even where it is far from the
/// viewport: only so can it be scrolled to. So is `focused`, the row with the focus.
pub fn show_changed_row(
    shown: ShownRows,
    list: Element,
    wanted: RwSignal<Option<RowKey>>,
    focused: RwSignal<Option<RowKey>>,
) {
    let creation = expect_context::<Creation>();
    let landing = expect_context::<ListView>().landing;
    let owner = Owner::current().unwrap_or_default();
    watch(move || {
        // A dialog, whose part is there, has set it.
        if (creation.unseen.get() || landing.get().is_some()) && is_loaded(Part::Dialogs) {
            show_new_row(creation, shown, list.clone(), wanted, owner.clone());
            land_on_next_row(landing, shown, list.clone(), focused);
        }
    });
}

/// Scrolls to the new row once its dialog has closed, and once it is among those that show. Follows that.
#[part(dialogs)]
fn show_new_row(creation: Creation, shown: ShownRows, list: Element, wanted: RwSignal<Option<RowKey>>, owner: Owner) {
    let is_closed = creation.state.with(|state| !state.is_open());
    let fresh = creation.fresh().filter(|_| is_closed && creation.unseen.get());
    let Some((key, place)) = fresh.and_then(|key| Some((key, shown.place_of(key)?))) else {
        return;
    };
    wanted.set(Some(key));
    // It ends with the list, not when the effect runs again, as it does once the row has been seen.
    owner.with(|| {
        spawn_local_scoped_with_cancellation(async move {
            for _ in 0..SCROLL_TRIES {
                sleep(FRAME).await;
                if let Some(row) = find_row(&list, place) {
                    scroll_to(row);
                    break;
                }
            }
            creation.unseen.set(false);
            sleep(FRAME * SCROLL_TRIES).await;
            wanted.set(None);
        });
    });
}

/// Brings a row into the middle of what can be seen, unless it can be seen whole: not behind the heading of its group.
#[part(dialogs)]
fn scroll_to(row: Element) {
    let place = row.get_bounding_client_rect();
    let height = window().inner_height().ok().and_then(|height| height.as_f64());
    let heading = row.parent_element().and_then(|rows| find(&rows, ".group-head"));
    let top = heading.map_or(0.0, |heading| heading.get_bounding_client_rect().height());
    if place.top() < top || height.is_none_or(|height| place.bottom() > height) {
        let options: ScrollIntoViewOptions = bare(&[("block", "center".into())]).unchecked_into();
        row.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// After a row went, gives the focus to the one that is in its place now. Follows the rows until there is one.
#[part(dialogs)]
fn land_on_next_row(
    landing: RwSignal<Option<usize>>,
    shown: ShownRows,
    list: Element,
    focused: RwSignal<Option<RowKey>>,
) {
    let count = shown.count();
    if let Some(place) = landing.get()
        && count > 0
    {
        landing.set(None);
        let place = place.min(count - 1);
        // It comes into the document wherever the window is.
        focused.set(shown.application(place).map(|application| application.key));
        land(list, place, FOCUS_TRIES);
    }
}

/// Gives the focus to the row at a place, once it is in the document, and leaves the page where it is.
fn land(list: Element, place: usize, tries: u32) {
    request_animation_frame(move || match find_row(&list, place) {
        Some(row) => focus_in_place(&row),
        None if tries > 0 => land(list, place, tries - 1),
        None => focus_in_place(&list),
    });
}

fn find_row(list: &Element, place: usize) -> Option<Element> {
    find(list, &["[aria-rowindex='", &row_index(place), "']"].concat())
}
