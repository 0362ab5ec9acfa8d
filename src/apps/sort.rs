//! Orders the list, and says which rows show: the order is made once for a list, the search goes through it.

use leptos::prelude::*;
use std::collections::BinaryHeap;
use std::sync::Arc;

use super::desk::Desk;
use super::search::Query;
use crate::api::{AppId, ClientType, Rank};

/// What the list is ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The name, as the language orders words.
    Name,
    /// The client type.
    Type,
    /// The creation, where the server tells it; else the server's own order.
    Created,
}

/// An order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// By what.
    pub column: Column,
    /// From the greatest to the smallest.
    pub descending: bool,
}

impl Default for Sort {
    /// Newest first.
    fn default() -> Self {
        Self { column: Column::Created, descending: true }
    }
}

impl Sort {
    /// What a click on a column's head leads to.
    pub fn toggled(self, column: Column) -> Self {
        if self.column == column {
            Self { descending: !self.descending, ..self }
        } else {
            Self { column, descending: column == Column::Created }
        }
    }
}

/// The order of the whole list: indices into it.
pub fn order(desk: Desk) -> Memo<Arc<Vec<u32>>> {
    Memo::new(move |_| {
        let Some(loaded) = desk.loaded() else {
            return Arc::default();
        };
        let (sort, apps) = (desk.view.sort.get(), &loaded.applications);
        let mut order: Vec<u32> = match sort.column {
            Column::Name => desk
                .i18n
                .locale
                .with_untracked(|locale| locale.order(apps.iter().map(|application| application.name.as_str()))),
            Column::Type => by_key(apps.iter().scan(Vec::new(), |others, application| {
                let place = match &application.client_type {
                    ClientType::Confidential => 0,
                    ClientType::Public => 1,
                    // A newer type stands where it came first.
                    ClientType::Other(word) => {
                        others.iter().position(|other| other == word).unwrap_or_else(|| {
                            others.push(word.clone());
                            others.len() - 1
                        }) as i64
                            + 2
                    }
                };
                Some((place, ()))
            })),
            // Those that don't say come last in both directions. Servers count ids up: of two in one second the one with
            // the higher id is the newer.
            Column::Created if loaded.has_created => by_key(apps.iter().map(|application| {
                let created = application.created.map(|created| created as i64);
                let rank = application.id.map_or(Rank::NONE, AppId::rank);
                match (created, sort.descending) {
                    (Some(created), true) => (-created, rank.reversed()),
                    (Some(created), false) => (created, rank),
                    (None, _) => (i64::MAX, Rank::NONE),
                }
            })),
            Column::Created => (0..apps.len() as u32).collect(),
        };
        if sort.descending && sort.column != Column::Created {
            order.reverse();
        }
        Arc::new(order)
    })
}

/// The indices of `keys` in their order, equals as they came. A heap, since the code of a sort is five times as large.
fn by_key<T: Ord>(keys: impl Iterator<Item = (i64, T)>) -> Vec<u32> {
    let keys: BinaryHeap<((i64, T), u32)> = keys.zip(0..).collect();
    keys.into_sorted_vec().into_iter().map(|(_, index)| index).collect()
}

/// The rows that show, in their order: what the type filter and the search let through.
pub fn shown(desk: Desk, order: Memo<Arc<Vec<u32>>>) -> Memo<Arc<Vec<u32>>> {
    let query = Memo::new(move |_| Query::new(&desk.view.query.get()));
    Memo::new(move |_| {
        let (order, query, types) = (order.get(), query.get(), desk.view.types.get());
        let Some(loaded) = desk.loaded() else {
            return Arc::default();
        };
        if query.is_empty() && types == Default::default() {
            return order;
        }
        let fits = |index: &&u32| {
            loaded.applications.get(**index as usize).is_some_and(|application| types.admits(&application.client_type))
                && loaded.index.matches(**index, &query)
        };
        Arc::new(order.iter().filter(fits).copied().collect())
    })
}
