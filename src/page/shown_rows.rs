//! Which rows show, in which order: the order is made once for a list, the search goes through it.
//!
//! What searches, and what orders otherwise than at first, comes with the dialogs: the first rows do not wait for it.

use std::sync::Arc;

use leptos::prelude::*;
use part::part;

use super::parts::{Part, is_loaded, once_loaded};
use crate::api::{Application, RowKey};
use crate::applications::{Applications, Loaded, Query, Sort, TypeFilter};
use crate::i18n::I18n;

/// The rows that show. A place is a row's number among them, from 0. Copies are the same.
#[derive(Clone, Copy)]
pub struct ShownRows {
    applications: Applications,
    /// Indices into the table of the list.
    indices: Memo<Arc<Vec<u32>>>,
}

impl ShownRows {
    /// What the type filter and the search let through, in an order.
    pub fn new(
        i18n: I18n,
        applications: Applications,
        query: RwSignal<String>,
        types: RwSignal<TypeFilter>,
        sort: RwSignal<Sort>,
    ) -> Self {
        // How often the code that searches was waited for.
        let awaited = RwSignal::new(0_u32);
        let order = Memo::new(move |_| {
            let Some(loaded) = applications.loaded() else {
                return Arc::default();
            };
            let by = sort.get();
            if by == Sort::default() || !is_there(awaited) {
                loaded.table.newest_first()
            } else {
                order(i18n, loaded, by)
            }
        });
        let indices = Memo::new(move |_| {
            let (order, types) = (order.get(), types.get());
            let Some(loaded) = applications.loaded() else {
                return Arc::default();
            };
            if query.with(String::is_empty) && types == TypeFilter::All || !is_there(awaited) {
                return order;
            }
            search(loaded, order, query.get(), types)
        });
        Self { applications, indices }
    }

    /// Gets ready for a search: the first key that is typed need not wait then.
    pub fn prepare_search(self) {
        once_loaded(Part::Dialogs, move || {
            if let Some(loaded) = self.applications.loaded_untracked() {
                prepare_search(loaded);
            }
        });
    }

    /// How many there are. Follows them.
    pub fn count(self) -> usize {
        self.indices.with(|indices| indices.len())
    }

    /// The application at a place.
    pub fn application(self, place: usize) -> Option<Arc<Application>> {
        self.applications.loaded_untracked()?.table.row(self.index(place)?)
    }

    /// A number that the application at a place has for as long as nothing of it changes.
    pub fn identity(self, place: usize) -> u64 {
        let index = self.index(place).zip(self.applications.loaded_untracked());
        index.map_or(0, |(index, loaded)| loaded.table.identity(index))
    }

    /// Where a row stands. Follows the rows.
    pub fn place_of(self, key: RowKey) -> Option<usize> {
        let wanted = self.applications.loaded()?.table.index_of(key)?;
        self.indices.with(|indices| indices.iter().position(|index| *index == wanted))
    }

    /// Where a row stands just now.
    pub fn place_of_untracked(self, key: RowKey) -> Option<usize> {
        let wanted = self.applications.loaded_untracked()?.table.index_of(key)?;
        let position = |indices: &Arc<Vec<u32>>| indices.iter().position(|index| *index == wanted);
        self.indices.try_with_untracked(position).flatten()
    }

    fn index(self, place: usize) -> Option<u32> {
        self.indices.try_with_untracked(|indices| indices.get(place).copied()).flatten()
    }
}

/// Whether the code that searches is there. Where it is not, whoever follows is asked again once it is.
fn is_there(awaited: RwSignal<u32>) -> bool {
    if is_loaded(Part::Dialogs) {
        return true;
    }
    awaited.track();
    once_loaded(Part::Dialogs, move || {
        awaited.try_update(|times| *times += 1);
    });
    false
}

#[part(dialogs)]
fn order(i18n: I18n, loaded: Arc<Loaded>, by: Sort) -> Arc<Vec<u32>> {
    let collate = |words: &mut dyn Iterator<Item = &str>| i18n.locale.with_untracked(|locale| locale.order(words));
    Arc::new(loaded.table.order(by, collate))
}

#[part(dialogs)]
fn search(loaded: Arc<Loaded>, order: Arc<Vec<u32>>, typed: String, types: TypeFilter) -> Arc<Vec<u32>> {
    let query = Query::new(&typed);
    if query.is_empty() && types == TypeFilter::All {
        return order;
    }
    Arc::new(loaded.table.search(&order, &query, types))
}

#[part(dialogs)]
fn prepare_search(loaded: Arc<Loaded>) {
    loaded.table.prepare_search();
}
