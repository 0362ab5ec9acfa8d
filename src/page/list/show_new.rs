//! Scrolls to the row of an application that was just created.

use erased_view::dom::watch;
use erased_view::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;
use wasm_bindgen::JsCast;
use web_sys::{Element, ScrollIntoViewOptions};

use super::row_dom::find;
use super::shown::ShownRows;
use crate::api::RowKey;
use crate::api::bare;
use crate::applications::creation::Creation;
use crate::ui::sleep;

/// How long a frame takes, in milliseconds.
const FRAME: i32 = 20;
/// In how many frames a row is made.
const TRIES: i32 = 25;

/// Scrolls to the new row once its dialog has closed, and once it is among those that show. `wanted` is the row that is to
/// be in the document, even where it is far from the viewport: only so can it be scrolled to.
pub fn show_new_row(shown: ShownRows, list: Element, wanted: RwSignal<Option<RowKey>>) {
    let creation = expect_context::<Creation>();
    let owner = Owner::current().unwrap_or_default();
    watch(move || {
        let is_closed = creation.state.with(|state| !state.is_open());
        let fresh = creation.fresh().filter(|_| is_closed && creation.unseen.get());
        let Some((key, place)) = fresh.and_then(|key| Some((key, shown.place_of(key)?))) else {
            return;
        };
        wanted.set(Some(key));
        let list = list.clone();
        // It ends with the list, not when this effect runs again, as it does once the row has been seen.
        owner.with(|| {
            spawn_local_scoped_with_cancellation(async move {
                for _ in 0..TRIES {
                    sleep(FRAME).await;
                    if let Some(row) = find(&list, &["[data-index=\"", &place.to_string(), "\"]"].concat()) {
                        scroll_to(&row);
                        break;
                    }
                }
                creation.unseen.set(false);
                sleep(FRAME * TRIES).await;
                wanted.set(None);
            });
        });
    });
}

/// Brings a row into the middle of what can be seen, unless it can be seen whole.
fn scroll_to(row: &Element) {
    let place = row.get_bounding_client_rect();
    let height = window().inner_height().ok().and_then(|height| height.as_f64());
    if place.top() < 0.0 || height.is_none_or(|height| place.bottom() > height) {
        let options: ScrollIntoViewOptions = bare(&[("block", "center".into())]).unchecked_into();
        row.scroll_into_view_with_scroll_into_view_options(&options);
    }
}
