//! Orders the list, and says which rows show: the order is made once for a list, the search goes through it.

use crate::ui::Derived;
use std::cmp::Ordering;
use std::sync::Arc;

use super::desk::Desk;
use super::search::Query;
use crate::api::ClientType;

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
pub fn order(desk: Desk) -> Derived<Arc<Vec<u32>>> {
    Derived::new(move || {
        let Some(loaded) = desk.loaded() else {
            return Arc::default();
        };
        let sort = desk.sort.get();
        let apps = &loaded.applications;
        let mut order: Vec<u32> = match sort.column {
            Column::Name => desk
                .locale
                .with_untracked(|locale| locale.order(apps.iter().map(|application| application.name.as_str()))),
            _ => (0..apps.len() as u32).collect(),
        };
        match sort.column {
            Column::Type => {
                sort_indices(&mut order, &|a, b| word(&apps[a].client_type).cmp(word(&apps[b].client_type)))
            }
            Column::Created if loaded.has_created => {
                // Those that don't say come last in both directions.
                let last = if sort.descending { f64::MIN } else { f64::MAX };
                sort_indices(&mut order, &|a, b| {
                    let (a, b) = (apps[a].created.unwrap_or(last), apps[b].created.unwrap_or(last));
                    if sort.descending { b.total_cmp(&a) } else { a.total_cmp(&b) }
                });
            }
            _ => {}
        }
        if sort.descending && sort.column != Column::Created {
            order.reverse();
        }
        Arc::new(order)
    })
}

/// Sorts indices into a list, equals in their old order. One for all kinds of order, since a sort is much code.
pub fn sort_indices(indices: &mut [u32], compare: &dyn Fn(usize, usize) -> Ordering) {
    indices.sort_by(|a, b| compare(*a as usize, *b as usize));
}

fn word(client_type: &ClientType) -> &str {
    match client_type {
        ClientType::Confidential => "confidential",
        ClientType::Public => "public",
        ClientType::Other(word) => word,
    }
}

/// The rows that show, in their order: what the type filter and the search let through.
pub fn shown(desk: Desk, order: Derived<Arc<Vec<u32>>>) -> Derived<Arc<Vec<u32>>> {
    let query = Derived::new(move || Query::new(&desk.query.get()));
    Derived::new(move || {
        let (order, query, types) = (order.get(), query.get(), desk.types.get());
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
