//! The applications of a list, ready to be searched and ordered.
//!
//! This is the one door to the rows: others ask for indices (`u32`, the place in the server's order) and for the row of
//! an index. How rows are kept and folded stays in here, so that it can change without anybody noticing.

use std::sync::Arc;

use super::search::{Query, SearchIndex, TypeFilter};
use super::sort::{self, Sort};
use super::twins::{self, Twins};
use crate::api::{Application, RowKey};

/// The rows of a list in the server's order, with what is searched of them.
#[derive(Default)]
pub struct ApplicationTable {
    rows: Vec<Arc<Application>>,
    folded: SearchIndex,
    has_created: bool,
}

impl ApplicationTable {
    /// Makes a table of rows in the server's order.
    pub fn new(rows: Vec<Arc<Application>>) -> Self {
        let folded = SearchIndex::new(rows.iter().map(AsRef::as_ref));
        let has_created = rows.iter().any(|row| row.created.is_some());
        Self { rows, folded, has_created }
    }

    /// Makes a table of rows that were loaded again. Those that did not change stay the same objects, so that whoever
    /// shows them need not show them anew.
    pub fn reload(&self, rows: Vec<Application>) -> Self {
        // Between two loads little changes: what is still the same stands as far from the start or from the end.
        let (before, count) = (&self.rows, rows.len());
        let same = |index: usize, row: &Application| {
            let from_end = (before.len() + index).checked_sub(count);
            let places = [Some(index), from_end].into_iter().flatten();
            places.filter_map(|place| before.get(place)).find(|known| ***known == *row).cloned()
        };
        let rows = rows.into_iter().enumerate();
        Self::new(rows.map(|(index, row)| same(index, &row).unwrap_or_else(|| Arc::new(row))).collect())
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The row of an index.
    pub fn row(&self, index: u32) -> Option<Arc<Application>> {
        self.rows.get(index as usize).cloned()
    }

    /// The rows in the server's order.
    pub fn rows(&self) -> impl Iterator<Item = Arc<Application>> + Clone {
        self.rows.iter().cloned()
    }

    /// The key of the row of an index.
    pub fn key(&self, index: u32) -> Option<RowKey> {
        self.rows.get(index as usize).map(|row| row.key)
    }

    /// A number that the row of an index has for as long as nothing of it changes, also in a table that was loaded anew.
    pub fn identity(&self, index: u32) -> u64 {
        self.rows.get(index as usize).map_or(0, |row| Arc::as_ptr(row) as usize as u64)
    }

    /// The row with a key.
    pub fn find(&self, key: RowKey) -> Option<Arc<Application>> {
        self.rows.iter().find(|row| row.key == key).cloned()
    }

    /// Whether any row says when it was created.
    pub fn has_created(&self) -> bool {
        self.has_created
    }

    /// The indices of all rows in an order. `collate` gives the indices of words in the order of the user's language.
    pub fn order(&self, by: Sort, collate: impl FnOnce(&mut dyn Iterator<Item = &str>) -> Vec<u32>) -> Vec<u32> {
        sort::order(&self.rows, self.has_created, by, collate)
    }

    /// Those of `indices` that a search finds, in their order.
    pub fn search(&self, indices: &[u32], query: &Query, types: TypeFilter) -> Vec<u32> {
        let fits = |index: &&u32| {
            self.rows.get(**index as usize).is_some_and(|row| types.admits(&row.client_type))
                && self.folded.matches(**index, query)
        };
        indices.iter().filter(fits).copied().collect()
    }

    /// How many rows of any type a search finds.
    pub fn count_matches(&self, query: &Query) -> usize {
        (0..self.rows.len() as u32).filter(|index| self.folded.matches(*index, query)).count()
    }

    /// What a row has in common with others whose names look the same; none where its name is its own.
    pub fn twins(&self, one: &Application) -> Option<Twins> {
        twins::twins(one, self.rows.iter().map(AsRef::as_ref), &self.folded)
    }

    /// The same table with another row before all others.
    #[must_use]
    pub fn with_first(&self, row: Application) -> Self {
        let mut rows = self.rows.clone();
        rows.insert(0, Arc::new(row));
        Self::new(rows)
    }

    /// The same table without the rows that have a key.
    #[must_use]
    pub fn without(&self, key: RowKey) -> Self {
        Self::new(self.rows.iter().filter(|row| row.key != key).cloned().collect())
    }
}
