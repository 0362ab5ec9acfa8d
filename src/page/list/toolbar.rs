//! What is above the list: search, filters, how many there are, how old the list is, refresh.

use erased_view::prelude::*;
use leptos::html;

use super::filters::Filters;
use super::refresh::Refresh;
use super::search::Search;
use super::status::Status;
use crate::page::shown_rows::ShownRows;

/// The toolbar above the list.
#[component]
pub fn Toolbar(
    /// The rows that show.
    shown: ShownRows,
) -> impl IntoView {
    let toolbar = NodeRef::<html::Div>::new();
    view! {
        <div node_ref=toolbar class="toolbar" part="toolbar" role="search">
            <Search/>
            <Filters shown toolbar/>
            <Status shown/>
            <Refresh/>
        </div>
    }
}
