//! The drawer with the details. What is in it is in the part of the dialogs: with one of its own the first load is 0.8 kB more.

use erased_view::dom::listen;
use erased_view::prelude::*;
use part::part;

use super::opened::Details;
use super::panel::Panel;
use crate::page::address::is_of_details;
use crate::page::list_view::ListView;
use crate::page::parts::{LazyView, Part};
use crate::page::settings::Settings;
use crate::ui::Dialog;

/// The id of its heading.
const HEADING_ID: &str = "details-title";

/// The drawer with the details of an application. What is in it is in a part of its own.
#[component]
pub fn DetailsDialog() -> impl IntoView {
    let details = expect_context::<Details>();
    if expect_context::<Settings>().standalone {
        if is_of_details() {
            details.ask_address();
        }
        listen(&window(), "hashchange", false, move |_| details.ask_address());
    }
    let close = move || details.close();
    view! {
        <Dialog open=move || details.is_shown() labelled_by=HEADING_ID class="drawer" on_dismiss=close>
            <LazyView part=Part::Dialogs view=content heading_id=HEADING_ID on_dismiss=close/>
        </Dialog>
    }
}

#[part(dialogs)]
fn content() -> AnyView {
    expect_context::<ListView>().dialogs_came();
    view! { <Panel heading_id=HEADING_ID/> }.into_any()
}
