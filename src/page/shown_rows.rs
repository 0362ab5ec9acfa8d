//! Which rows show, in which order: the order is made once for a list, the search goes through it.
//!
//! What searches, and what orders otherwise than at first, comes with the dialogs: the first rows do not wait for it.

use std::sync::Arc;

use leptos::prelude::*;
use part::part;

use super::environment_chip::words;
use super::parts::{Part, is_loaded, once_loaded};
use crate::api::{Application, RowKey};
use crate::applications::{Applications, Filter, Loaded, Query, Sort};
use crate::i18n::I18n;

/// The rows that show. A place is a row's number among them, from 0. Copies are the same.
#[derive(Clone, Copy)]
pub struct ShownRows {
    applications: Applications,
    /// Words that name an environment, as the embedder gave them.
    environments: RwSignal<String>,
    query: RwSignal<String>,
    filter: RwSignal<Filter>,
    /// Indices into the table of the list.
    indices: Memo<Arc<Vec<u32>>>,
    has_dialogs: RwSignal<bool>,
}

impl ShownRows {
    /// What the filter and the search let through, in an order.
    pub fn new(
        i18n: I18n,
        applications: Applications,
        environments: RwSignal<String>,
        query: RwSignal<String>,
        filter: RwSignal<Filter>,
        sort: RwSignal<Sort>,
        has_dialogs: RwSignal<bool>,
    ) -> Self {
        let order = Memo::new(move |_| {
            let Some(loaded) = applications.loaded() else {
                return Arc::default();
            };
            let by = sort.get();
            if by == Sort::default() || !is_there(has_dialogs) {
                loaded.table.newest_first()
            } else {
                order(i18n, loaded, by, environments)
            }
        });
        let indices = Memo::new(move |_| {
            let (order, filter) = (order.get(), filter.get());
            let Some(loaded) = applications.loaded() else {
                return Arc::default();
            };
            if query.with(String::is_empty) && !filter.is_set() || !is_there(has_dialogs) {
                return order;
            }
            search(loaded, order, query.get(), filter, environments)
        });
        Self { applications, environments, query, filter, indices, has_dialogs }
    }

    /// Gets ready for a search and for a choice: the first key that is typed need not wait then. What did not come before is
    /// asked for again.
    pub fn prepare_search(self) {
        once_loaded(Part::Dialogs, move || {
            prepare_search(self);
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

    /// How many applications there are for each environment, in the order of [`Tier::ALL`](crate::applications::environments::Tier::ALL), by what is searched and by the
    /// type. Follows them. For code of the part `dialogs`, as what follows.
    pub fn count_tiers(self) -> [usize; 4] {
        let filter = self.filter.get();
        let Some(loaded) = self.applications.loaded().filter(|_| filter.tier.is_some()) else {
            return self.count_shown_tiers();
        };
        let all: Vec<u32> = loaded.table.indices().collect();
        let words = words(self.environments);
        let filter = Filter { tier: None, ..filter };
        let found = loaded.table.search(&all, &Query::new(&self.query.get()), filter, &words);
        loaded.table.count_tiers(&found, &words)
    }

    /// The same of those that show, which are in groups: in a fraction of the time.
    pub fn count_groups(self) -> [usize; 4] {
        let count = |loaded: Arc<Loaded>| {
            self.indices.with(|shown| loaded.table.count_groups(shown, &words(self.environments)))
        };
        self.applications.loaded().map(count).unwrap_or_default()
    }

    /// How many of those that show are for each environment. Follows them.
    pub fn count_shown_tiers(self) -> [usize; 4] {
        let count =
            |loaded: Arc<Loaded>| self.indices.with(|shown| loaded.table.count_tiers(shown, &words(self.environments)));
        self.applications.loaded().map(count).unwrap_or_default()
    }

    fn index(self, place: usize) -> Option<u32> {
        self.indices.try_with_untracked(|indices| indices.get(place).copied()).flatten()
    }
}

/// Whether the code is there that comes with the dialogs. Where it is not, whoever follows is asked again once it is.
fn is_there(has_dialogs: RwSignal<bool>) -> bool {
    if is_loaded(Part::Dialogs) {
        return true;
    }
    has_dialogs.track();
    once_loaded(Part::Dialogs, move || {
        has_dialogs.try_set(true);
    });
    false
}

#[part(dialogs)]
fn order(i18n: I18n, loaded: Arc<Loaded>, by: Sort, environments: RwSignal<String>) -> Arc<Vec<u32>> {
    let collate = |names: &mut dyn Iterator<Item = &str>| i18n.locale.with_untracked(|locale| locale.order(names));
    let order = loaded.table.order(by, collate);
    Arc::new(if by.grouped { loaded.table.grouped(&order, &words(environments)) } else { order })
}

#[part(dialogs)]
fn search(
    loaded: Arc<Loaded>,
    order: Arc<Vec<u32>>,
    typed: String,
    filter: Filter,
    environments: RwSignal<String>,
) -> Arc<Vec<u32>> {
    let query = Query::new(&typed);
    if query.is_empty() && !filter.is_set() {
        return order;
    }
    Arc::new(loaded.table.search(&order, &query, filter, &words(environments)))
}

#[part(dialogs)]
fn prepare_search(shown: ShownRows) {
    if shown.has_dialogs.try_get_untracked() == Some(false) {
        shown.has_dialogs.set(true);
    }
    if let Some(loaded) = shown.applications.loaded_untracked() {
        loaded.table.prepare_search();
    }
}
