//! Orders indices by what is known of their rows. Pure; how words are ordered in the user's language others know.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

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
    /// In a group for each environment.
    pub grouped: bool,
}

impl Default for Sort {
    /// Newest first.
    fn default() -> Self {
        Self { column: Column::Created, descending: true, grouped: false }
    }
}

impl Sort {
    /// What a click on a column's head leads to.
    pub fn toggled(self, column: Column) -> Self {
        if self.column == column {
            Self { descending: !self.descending, ..self }
        } else {
            Self { column, descending: column == Column::Created, ..self }
        }
    }
}

/// How old an application is: the newest has the least.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Age(i64, Rank);

impl Age {
    /// For one that was created at `created`, in milliseconds since 1970.
    pub fn new(created: Option<f64>, id: Option<AppId>) -> Self {
        let time = time(created, true);
        Self(time, rank(time, id, true))
    }
}

fn time(created: Option<f64>, descending: bool) -> i64 {
    created.map_or(i64::MAX, |created| if descending { -created as i64 } else { created as i64 })
}

fn rank(time: i64, id: Option<AppId>, descending: bool) -> Rank {
    match id {
        Some(id) if time != i64::MAX && descending => id.rank().reversed(),
        Some(id) if time != i64::MAX => id.rank(),
        _ => Rank::NONE,
    }
}

/// Indices by when each was created. Those that don't say come last in both directions. Servers count ids up: of two in one
/// second the one with the higher id is the newer.
pub(super) fn by_created(
    created: impl Iterator<Item = (u32, Option<f64>)>,
    id: impl Fn(u32) -> Option<AppId>,
    descending: bool,
) -> Vec<u32> {
    let keys = created.map(|(index, created)| (index, time(created, descending))).collect();
    let keys = Keys { keys, rank: &|index, time| rank(time, id(index), descending) };
    let is_each = |fits: fn(Ordering) -> bool| (1..keys.keys.len()).all(|at| fits(keys.compare(at - 1, at)));
    // Most servers list in this order, or in the opposite one.
    if is_each(Ordering::is_le) {
        keys.indices().collect()
    } else if is_each(Ordering::is_gt) {
        keys.indices().rev().collect()
    } else {
        keys.in_order()
    }
}

/// Indices by the client type: confidential, public, then newer ones in the order in which they came first.
pub(super) fn by_type(types: impl Iterator<Item = (u32, ClientType)>, descending: bool) -> Vec<u32> {
    let mut others: Vec<String> = Vec::new();
    let keys = types.map(|(index, client_type)| {
        let place = match client_type {
            ClientType::Confidential => 0,
            ClientType::Public => 1,
            ClientType::Other(word) => {
                let place = others.iter().position(|other| *other == word).unwrap_or_else(|| {
                    others.push(word);
                    others.len() - 1
                });
                place as i64 + 2
            }
        };
        (index, place)
    });
    let mut order = Keys { keys: keys.collect(), rank: &|_, _| Rank::NONE }.in_order();
    if descending {
        order.reverse();
    }
    order
}

/// Indices and their keys.
struct Keys<'a> {
    keys: Vec<(u32, i64)>,
    /// What orders two of one key.
    rank: &'a dyn Fn(u32, i64) -> Rank,
}

impl Keys<'_> {
    fn compare(&self, one: usize, other: usize) -> Ordering {
        let (Some(one), Some(other)) = (self.keys.get(one), self.keys.get(other)) else { return Ordering::Equal };
        let rank = |of: &(u32, i64)| (self.rank)(of.0, of.1);
        one.1.cmp(&other.1).then_with(|| rank(one).cmp(&rank(other)))
    }

    fn indices(&self) -> impl DoubleEndedIterator<Item = u32> {
        self.keys.iter().map(|(index, _)| *index)
    }

    /// The indices in the order of their keys, equals as they came. A heap, since the code of a sort is five times as large.
    fn in_order(&self) -> Vec<u32> {
        let places: BinaryHeap<Place<'_>> = (0..self.keys.len()).map(|at| Place { at, of: self }).collect();
        places.into_sorted_vec().iter().filter_map(|place| Some(self.keys.get(place.at)?.0)).collect()
    }
}

/// A place among keys, ordered as what stands there.
struct Place<'a> {
    at: usize,
    of: &'a Keys<'a>,
}

impl Ord for Place<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.of.compare(self.at, other.at).then(self.at.cmp(&other.at))
    }
}

impl PartialOrd for Place<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Place<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.at == other.at
    }
}

impl Eq for Place<'_> {}

#[cfg(test)]
mod tests {
    use super::*;

    fn created(list: &[(u32, Option<f64>)], descending: bool) -> Vec<u32> {
        let times = list.iter().enumerate().map(|(index, (_, created))| (index as u32, *created));
        by_created(times, |index| list[index as usize].0.to_string().parse().ok(), descending)
    }

    #[test]
    fn the_newest_come_first_and_those_that_do_not_say_come_last_in_both_directions() {
        let list = [(1, Some(10.0)), (2, None), (3, Some(30.0)), (4, Some(10.0))];
        assert_eq!(created(&list, true), [2, 3, 0, 1]);
        assert_eq!(created(&list, false), [0, 3, 2, 1]);
    }

    #[test]
    fn a_list_that_is_in_order_or_in_the_opposite_one_stays_or_turns_round() {
        let list = [(1, Some(10.0)), (2, Some(20.0)), (10, Some(20.0))];
        assert_eq!(created(&list, false), [0, 1, 2]);
        assert_eq!(created(&list, true), [2, 1, 0]);
        assert_eq!(created(&[(1, Some(10.0)), (1, Some(10.0))], true), [0, 1], "equals stay");
    }

    #[test]
    fn types_stand_together_and_newer_ones_where_they_came_first() {
        let other = |word: &str| ClientType::Other(word.to_owned());
        let types = [other("native"), ClientType::Public, other("web"), other("native"), ClientType::Confidential];
        let ordered = |descending| by_type((0..).zip(types.clone()), descending);
        assert_eq!(ordered(false), [4, 1, 0, 3, 2]);
        assert_eq!(ordered(true), [2, 3, 0, 1, 4]);
    }
}
