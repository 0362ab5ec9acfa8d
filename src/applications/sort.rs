//! Orders a list: indices into it. Pure; how words are ordered in the user's language is what the caller says.

use std::collections::BinaryHeap;
use std::sync::Arc;

use crate::api::{AppId, Application, ClientType, Rank};

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

/// The order of all rows: indices into them. `collate` gives the indices of words in the order of the user's language.
pub(super) fn order(
    rows: &[Arc<Application>],
    has_created: bool,
    by: Sort,
    collate: impl FnOnce(&mut dyn Iterator<Item = &str>) -> Vec<u32>,
) -> Vec<u32> {
    let mut order: Vec<u32> = match by.column {
        Column::Name => collate(&mut rows.iter().map(|row| row.name.as_str())),
        Column::Type => by_key(type_keys(rows)),
        // Those that don't say come last in both directions. Servers count ids up: of two in one second the one with the
        // higher id is the newer.
        Column::Created if has_created => by_key(rows.iter().map(|row| {
            let created = row.created.map(|created| created as i64);
            let rank = row.id.map_or(Rank::NONE, AppId::rank);
            match (created, by.descending) {
                (Some(created), true) => (-created, rank.reversed()),
                (Some(created), false) => (created, rank),
                (None, _) => (i64::MAX, Rank::NONE),
            }
        })),
        Column::Created => (0..rows.len() as u32).collect(),
    };
    if by.descending && by.column != Column::Created {
        order.reverse();
    }
    order
}

/// The place of each row's client type: confidential, public, then newer ones in the order in which they came first.
fn type_keys(rows: &[Arc<Application>]) -> impl Iterator<Item = (i64, Rank)> {
    let mut others: Vec<&str> = Vec::new();
    rows.iter().map(move |row| {
        let place = match &row.client_type {
            ClientType::Confidential => 0,
            ClientType::Public => 1,
            ClientType::Other(word) => {
                let place = others.iter().position(|other| other == word).unwrap_or_else(|| {
                    others.push(word);
                    others.len() - 1
                });
                place as i64 + 2
            }
        };
        (place, Rank::NONE)
    })
}

/// The indices of `keys` in their order, equals as they came. A heap, since the code of a sort is five times as large.
fn by_key(keys: impl Iterator<Item = (i64, Rank)>) -> Vec<u32> {
    let keys: BinaryHeap<((i64, Rank), u32)> = keys.zip(0..).collect();
    keys.into_sorted_vec().into_iter().map(|(_, index)| index).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::decode_list;

    /// Rows as `(id, client type, created)`, with `a` as the name of the first, `b` of the second and so on.
    fn rows(rows: &[(u32, &str, &str)]) -> Vec<Arc<Application>> {
        let row = |(at, (id, client_type, created)): (usize, &(u32, &str, &str))| {
            let name = char::from(b'a' + at as u8);
            serde_json::json!({ "id": id, "name": name, "client_id": name, "client_type": client_type, "created": created })
        };
        let rows: Vec<_> = rows.iter().enumerate().map(row).collect();
        let list = decode_list(serde_json::to_vec(&rows).unwrap().as_slice()).unwrap().applications;
        list.into_iter().map(Arc::new).collect()
    }

    fn ordered(list: &[Arc<Application>], column: Column, descending: bool) -> Vec<u32> {
        let has_created = list.iter().any(|row| row.created.is_some());
        order(list, has_created, Sort { column, descending }, |words| (0..words.count() as u32).collect())
    }

    #[test]
    fn the_newest_come_first_and_those_that_do_not_say_come_last_in_both_directions() {
        let list = rows(&[
            (1, "public", "2026-01-01T00:00:00Z"),
            (2, "public", ""),
            (3, "public", "2026-01-03T00:00:00Z"),
            (4, "public", "2026-01-01T00:00:00Z"),
        ]);
        assert_eq!(ordered(&list, Column::Created, true), [2, 3, 0, 1]);
        assert_eq!(ordered(&list, Column::Created, false), [0, 3, 2, 1]);
    }

    #[test]
    fn where_no_row_says_when_it_was_created_the_order_is_the_servers() {
        let list = rows(&[(3, "public", ""), (1, "public", ""), (2, "public", "")]);
        assert_eq!(ordered(&list, Column::Created, true), [0, 1, 2]);
    }

    #[test]
    fn types_stand_together_and_newer_ones_where_they_came_first() {
        let list =
            rows(&[(1, "native", ""), (2, "public", ""), (3, "web", ""), (4, "native", ""), (5, "confidential", "")]);
        assert_eq!(ordered(&list, Column::Type, false), [4, 1, 0, 3, 2]);
        assert_eq!(ordered(&list, Column::Type, true), [2, 3, 0, 1, 4]);
    }

    #[test]
    fn names_stand_in_the_order_that_the_language_gives() {
        let list = rows(&[(1, "public", ""), (2, "public", "")]);
        assert_eq!(ordered(&list, Column::Name, false), [0, 1]);
        assert_eq!(ordered(&list, Column::Name, true), [1, 0]);
    }
}
