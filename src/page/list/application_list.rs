//! The list, or what shows in the place of its rows: what is to come, that there is none, that a search finds none.

use erased_view::prelude::*;
use part::part;

use super::empty_list::EmptyList;
use super::no_match::NoMatch;
use super::rows::ListRows;
use super::skeleton::Skeleton;
use crate::applications::{Applications, ListState};
use crate::page::parts::{LazyView, Part};
use crate::page::shown_rows::ShownRows;

/// The applications.
#[component]
pub fn ApplicationList(
    /// The rows that show.
    shown: ShownRows,
) -> impl IntoView {
    let applications = expect_context::<Applications>();
    let waits = Memo::new(move |_| applications.state.with(|state| matches!(state, ListState::First(_))));
    let is_empty = Memo::new(move |_| applications.loaded().is_some_and(|loaded| loaded.table.is_empty()));
    let finds_none = Memo::new(move |_| shown.count() == 0);
    move || match (waits.get(), is_empty.get(), finds_none.get()) {
        (true, ..) => view! { <Skeleton/> },
        (_, true, _) => {
            view! { <LazyView part=Part::Dialogs view=empty_list fallback=|| view! { <Skeleton/> }/> }.into_any()
        }
        (_, _, true) => view! { <LazyView part=Part::Dialogs view=no_match/> }.into_any(),
        _ => view! { <ListRows shown/> },
    }
}

#[part(dialogs)]
fn empty_list() -> AnyView {
    view! { <EmptyList/> }.into_any()
}

/// Nobody searches before the list is there.
#[part(dialogs)]
fn no_match() -> AnyView {
    view! { <NoMatch/> }.into_any()
}
