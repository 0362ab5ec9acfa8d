//! The applications of a list, ready to be searched and ordered.
//!
//! This is the one door to the rows: others ask for indices (`u32`) and for the row of an index. How rows are kept and folded
//! stays in here, so that it can change without anybody noticing: what came is packed and stays as it is, and what was made
//! and deleted since is beside it, so that neither costs more in a long list.

use std::sync::{Arc, OnceLock};

use super::environments::{Tier, Words};
use super::search::{Filter, Query, SearchIndex, TypeFilter};
use super::sort::{self, Column, Sort};
use super::twins::{self, Twins};
use crate::api::{AppId, Application, ClientType, RowKey, Rows};

/// The rows of a list in the server's order, with what is searched of them. Copies share what came.
#[derive(Clone, Default)]
pub struct ApplicationTable {
    listed: Arc<Searched>,
    /// Those that were made since, the newest last. Their indices follow those that were listed.
    added: Arc<Searched>,
    /// The indices of those that were listed and are gone, in their order.
    removed: Vec<u32>,
    /// The newest first, where something was made or deleted since.
    newest_first: Option<Arc<Vec<u32>>>,
}

/// Rows, and what is searched of them.
#[derive(Default)]
struct Searched {
    rows: Rows,
    /// Made for the first search.
    folded: OnceLock<SearchIndex>,
    /// Read when somebody wants those of one, or groups of them.
    tiers: OnceLock<Vec<Tier>>,
    /// The newest first; made when it is asked for.
    newest_first: OnceLock<Arc<Vec<u32>>>,
    has_created: bool,
}

impl Searched {
    fn new(rows: Rows) -> Arc<Self> {
        let has_created = (0..rows.len()).any(|index| rows.created(index).is_some());
        Arc::new(Self { rows, has_created, ..Self::default() })
    }

    fn folded(&self) -> &SearchIndex {
        self.folded.get_or_init(|| SearchIndex::new(&self.rows))
    }

    fn tiers(&self, words: &Words) -> &[Tier] {
        let tier = |index| words.tier(self.rows.names(index).0, self.folded().name(index));
        self.tiers.get_or_init(|| (0..self.rows.len()).map(tier).collect())
    }
}

impl ApplicationTable {
    /// Makes a table of rows in the server's order.
    pub fn new(rows: Rows) -> Self {
        Self { listed: Searched::new(rows), ..Self::default() }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.listed.rows.len() - self.removed.len() + self.added.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The indices of all rows in the server's order. Those that were made since stand before all others.
    pub fn indices(&self) -> impl Iterator<Item = u32> + Clone {
        let listed = self.listed.rows.len() as u32;
        let added = (listed..listed + self.added.rows.len() as u32).rev();
        added.chain((0..listed).filter(|index| self.removed.is_empty() || self.removed.binary_search(index).is_err()))
    }

    /// The row of an index.
    pub fn row(&self, index: u32) -> Option<Arc<Application>> {
        let (part, index) = self.part(index);
        part.rows.get(index).map(Arc::new)
    }

    /// The rows in the server's order, each made when it is asked for.
    pub fn rows(&self) -> impl Iterator<Item = Arc<Application>> + Clone {
        self.indices().filter_map(|index| self.row(index))
    }

    /// The ids and client IDs of all rows, in the server's order. An id is as it is written, and empty where there is none.
    pub fn ids(&self) -> impl Iterator<Item = (&str, &str)> + Clone {
        self.indices().map(|index| {
            let (part, index) = self.part(index);
            (part.rows.id(index), part.rows.names(index).1)
        })
    }

    /// For each of some names, whether there is an application whose name looks the same.
    pub fn have_lookalikes<'a>(&self, names: impl Iterator<Item = &'a String>) -> Vec<bool> {
        let mut found: Vec<(String, bool)> = names.map(|name| (twins::looks(name), false)).collect();
        for (_, name) in self.folded_names() {
            let alike = found.iter_mut().filter(|(looks, _)| twins::looks_like(name, looks));
            alike.for_each(|(_, is_there)| *is_there = true);
        }
        found.into_iter().map(|(_, is_there)| is_there).collect()
    }

    /// The key of the row of an index.
    pub fn key(&self, index: u32) -> Option<RowKey> {
        let (part, index) = self.part(index);
        part.rows.key(index)
    }

    /// A number that the row of an index has for as long as nothing of it changes, also in a table that was loaded anew.
    pub fn identity(&self, index: u32) -> u64 {
        let (part, index) = self.part(index);
        part.rows.identity(index)
    }

    /// The index of the row with a key.
    pub fn index_of(&self, key: RowKey) -> Option<u32> {
        let listed = self.listed.rows.find(key).map(|index| index as u32);
        let is_there = |index: &u32| self.removed.binary_search(index).is_err();
        let added = || self.added.rows.find(key).map(|index| (self.listed.rows.len() + index) as u32);
        added().or_else(|| listed.filter(is_there))
    }

    /// The row with a key.
    pub fn find(&self, key: RowKey) -> Option<Arc<Application>> {
        self.row(self.index_of(key)?)
    }

    /// Whether any row says when it was created.
    pub fn has_created(&self) -> bool {
        self.listed.has_created || self.added.has_created
    }

    /// The indices of all rows, the newest first, or in the server's order where it does not say when they were created.
    pub fn newest_first(&self) -> Arc<Vec<u32>> {
        // What was listed alone, where nothing is said of the rest.
        let listed = || self.listed.newest_first.get_or_init(|| Arc::new(self.by_created(true)));
        self.newest_first.as_ref().unwrap_or_else(listed).clone()
    }

    /// The indices of all rows in an order. `collate` gives the places of words in the order of the user's language.
    pub fn order(&self, by: Sort, collate: impl FnOnce(&mut dyn Iterator<Item = &str>) -> Vec<u32>) -> Vec<u32> {
        match by.column {
            Column::Created => self.by_created(by.descending),
            Column::Type => {
                let types = self.indices().map(|index| (index, self.client_type(index)));
                sort::by_type(types, by.descending)
            }
            Column::Name => {
                let all: Vec<u32> = self.indices().collect();
                let places = collate(&mut all.iter().map(|index| self.name(*index)));
                let mut order: Vec<u32> = places.iter().filter_map(|place| all.get(*place as usize).copied()).collect();
                if by.descending {
                    order.reverse();
                }
                order
            }
        }
    }

    /// Those of `indices` that a search finds and a filter lets through, in their order.
    pub fn search(&self, indices: &[u32], query: &Query, filter: Filter, words: &Words) -> Vec<u32> {
        let has_type = |index| filter.types == TypeFilter::All || filter.types.admits(&self.client_type(index));
        let has_tier = |index| filter.tier.is_none_or(|tier| self.tier(index, words) == tier);
        let is_found = |index: &u32| has_type(*index) && self.matches(*index, query) && has_tier(*index);
        indices.iter().copied().filter(is_found).collect()
    }

    /// Those of `indices` that are for an environment, in their order.
    fn of_tier(&self, indices: &[u32], tier: Tier, words: &Words) -> Vec<u32> {
        indices.iter().copied().filter(|index| self.tier(*index, words) == tier).collect()
    }

    /// How many of `indices` are for each environment, in the order of [`Tier::ALL`].
    pub fn count_tiers(&self, indices: &[u32], words: &Words) -> [usize; 4] {
        let mut counts = [0; 4];
        for index in indices {
            if let Some(count) = counts.get_mut(self.tier(*index, words) as usize) {
                *count += 1;
            }
        }
        counts
    }

    /// The same of indices that [`Self::grouped`] gave, or of some of them in their order: without going through them.
    pub fn count_groups(&self, indices: &[u32], words: &Words) -> [usize; 4] {
        let end = |tier: Tier| indices.partition_point(|index| self.tier(*index, words) <= tier);
        let ends = Tier::ALL.map(end);
        let mut before = 0;
        ends.map(|end| end - std::mem::replace(&mut before, end))
    }

    /// The same indices with those for one environment together, in the order of [`Tier::ALL`].
    pub fn grouped(&self, indices: &[u32], words: &Words) -> Vec<u32> {
        Tier::ALL.iter().flat_map(|tier| self.of_tier(indices, *tier, words)).collect()
    }

    /// For which environment the application of an index is. The words are those of the element that has this list.
    fn tier(&self, index: u32, words: &Words) -> Tier {
        let (part, index) = self.part(index);
        part.tiers(words).get(index).copied().unwrap_or(Tier::Other)
    }

    /// Makes ready what a search goes through.
    pub fn prepare_search(&self) {
        self.listed.folded();
    }

    /// How many rows of any type a search finds.
    pub fn count_matches(&self, query: &Query) -> usize {
        self.indices().filter(|index| self.matches(*index, query)).count()
    }

    /// What a row has in common with others whose names look the same; none where its name is its own.
    pub fn twins(&self, one: &Application) -> Option<Twins> {
        twins::twins(one, self.folded_names(), |index| self.row(index))
    }

    /// The other rows whose names look the same.
    pub fn namesakes(&self, one: &Application) -> Vec<Arc<Application>> {
        twins::namesakes(one, self.folded_names(), |index| self.row(index))
    }

    fn folded_names(&self) -> impl Iterator<Item = (u32, &str)> + Clone {
        self.indices().map(|index| {
            let (part, place) = self.part(index);
            (index, part.folded().name(place))
        })
    }

    /// The same table with another row before all others.
    #[must_use]
    pub fn with_first(&self, row: Application) -> Self {
        let added = self.added.rows.iter().chain([row]).collect();
        let mut table = Self { added: Searched::new(added), ..self.clone() };
        let index = (table.listed.rows.len() + table.added.rows.len() - 1) as u32;
        let age = |index: u32| sort::Age::new(table.created(index), table.id(index));
        let mut order = self.newest_first().to_vec();
        // Of two of one age the one that was made last stands first.
        order.insert(order.partition_point(|other| age(*other) < age(index)), index);
        table.newest_first = Some(Arc::new(order));
        table
    }

    /// The same table without the row that has a key.
    #[must_use]
    pub fn without(&self, key: RowKey) -> Self {
        let mut left = self.clone();
        let Some(gone) = self.index_of(key) else {
            return left;
        };
        let mut order = self.newest_first().to_vec();
        order.retain(|index| *index != gone);
        if (gone as usize) < self.listed.rows.len() {
            left.removed.insert(left.removed.partition_point(|index| *index < gone), gone);
        } else {
            left.added = Searched::new(self.added.rows.iter().filter(|row| row.key != key).collect());
            order.iter_mut().filter(|index| **index > gone).for_each(|index| *index -= 1);
        }
        left.newest_first = Some(Arc::new(order));
        left
    }

    /// Where the row of an index is.
    fn part(&self, index: u32) -> (&Searched, usize) {
        let (index, listed) = (index as usize, self.listed.rows.len());
        index.checked_sub(listed).map_or((&*self.listed, index), |place| (&*self.added, place))
    }

    fn by_created(&self, descending: bool) -> Vec<u32> {
        if !self.has_created() {
            return self.indices().collect();
        }
        let created = self.indices().map(|index| (index, self.created(index)));
        sort::by_created(created, |index| self.id(index), descending)
    }

    fn matches(&self, index: u32, query: &Query) -> bool {
        let (part, index) = self.part(index);
        part.folded().matches(index, query)
    }

    fn name(&self, index: u32) -> &str {
        let (part, index) = self.part(index);
        part.rows.names(index).0
    }

    fn id(&self, index: u32) -> Option<AppId> {
        let (part, index) = self.part(index);
        part.rows.id(index).parse().ok()
    }

    fn created(&self, index: u32) -> Option<f64> {
        let (part, index) = self.part(index);
        part.rows.created(index)
    }

    fn client_type(&self, index: u32) -> ClientType {
        let (part, index) = self.part(index);
        part.rows.client_type(index)
    }
}

#[cfg(test)]
#[path = "table_tests.rs"]
mod tests;
