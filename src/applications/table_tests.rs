//! Tests that a table to which rows were added, and from which some went, is the same as one that came so.

use proptest::prelude::*;

use super::ApplicationTable;
use crate::api::{Application, Rows, decode_list};
use crate::applications::environments::{Tier, Words};
use crate::applications::{Column, Filter, Query, Sort, TypeFilter};

fn rows(list: &[(u32, &str)]) -> Rows {
    let row = |(id, created): &(u32, &str)| serde_json::json!({ "id": id, "name": format!("App {id}"), "client_id": format!("c{id}"), "client_type": if id % 2 == 0 { "public" } else { "confidential" }, "created": created });
    let rows: Vec<_> = list.iter().map(row).collect();
    decode_list(serde_json::to_vec(&rows).unwrap().as_slice()).unwrap().applications
}

fn day(day: u32) -> String {
    if day == 0 { String::new() } else { format!("2026-01-0{day}T00:00:00Z") }
}

fn one(id: u32) -> Application {
    rows(&[(id, "")]).get(0).unwrap()
}

fn ids(table: &ApplicationTable, indices: impl IntoIterator<Item = u32>) -> Vec<String> {
    indices.into_iter().map(|index| table.row(index).unwrap().id.unwrap().to_string()).collect()
}

fn ordered(table: &ApplicationTable, column: Column, descending: bool) -> Vec<String> {
    let places = |words: &mut dyn Iterator<Item = &str>| (0..words.count() as u32).collect();
    ids(table, table.order(Sort { column, descending, grouped: false }, places))
}

/// All that can be asked of a table, but for its indices.
fn told(table: &ApplicationTable) -> Vec<Vec<String>> {
    let all: Vec<u32> = table.indices().collect();
    let words = Words::new("");
    let search =
        |typed: &str, types| ids(table, table.search(&all, &Query::new(typed), Filter { types, tier: None }, &words));
    let mut told = vec![ids(table, all.iter().copied())];
    told.extend([Column::Name, Column::Type, Column::Created].map(|column| ordered(table, column, true)));
    told.push(ids(table, table.newest_first().iter().copied()));
    told.extend([search("app 1", TypeFilter::All), search("", TypeFilter::Public), search("C3", TypeFilter::All)]);
    told.push(table.ids().map(|(id, client_id)| format!("{id:?} {client_id}")).collect());
    told.push(vec![table.len().to_string(), table.count_matches(&Query::new("2")).to_string()]);
    told.push((0..20).map(|id| table.find(one(id).key).map_or(String::new(), |row| row.name.clone())).collect());
    let names: Vec<String> = (0..20).map(|id| format!("App {id}")).collect();
    told.push(table.have_lookalikes(names.iter()).into_iter().map(|has_one| has_one.to_string()).collect());
    told
}

proptest! {
    #[test]
    fn a_table_that_changed_is_as_one_that_came_so(
        changes in prop::collection::vec((any::<bool>(), 0_u32..12), 0..12),
        days in prop::collection::vec(0_u32..4, 12),
    ) {
        let days: Vec<String> = days.into_iter().map(day).collect();
        let came = |list: &[u32]| rows(&list.iter().map(|id| (*id, &*days[*id as usize])).collect::<Vec<_>>());
        let one = |id: u32| came(&[id]).get(0).unwrap();
        let mut list: Vec<u32> = (0..6).collect();
        let mut table = ApplicationTable::new(came(&list));
        for (is_new, id) in changes {
            if is_new && !list.contains(&id) {
                list.insert(0, id);
                table = table.with_first(one(id));
            } else if !is_new {
                list.retain(|other| *other != id);
                table = table.without(one(id).key);
            }
            prop_assert_eq!(told(&table), told(&ApplicationTable::new(came(&list))));
        }
    }

    #[test]
    fn the_order_by_creation_is_that_of_a_sort(days in prop::collection::vec(0_u32..5, 0..12), descending in any::<bool>()) {
        let list: Vec<(u32, String)> = days.iter().map(|at| day(*at)).zip(1..).map(|(day, id)| (id, day)).collect();
        let table = ApplicationTable::new(rows(&list.iter().map(|(id, day)| (*id, &**day)).collect::<Vec<_>>()));
        let mut sorted = list;
        let key = |id: u32, day: &String| (day.is_empty(), if day.is_empty() { 0 } else { id });
        if sorted.iter().any(|(_, day)| !day.is_empty()) {
            sorted.sort_by(|(a, on), (b, other)| {
                let (ascending, empty) = (on.cmp(other).then(a.cmp(b)), key(*a, on).0.cmp(&key(*b, other).0));
                let of_same = if on.is_empty() && other.is_empty() { a.cmp(b) } else if descending { ascending.reverse() } else { ascending };
                empty.then(of_same)
            });
        }
        prop_assert_eq!(ordered(&table, Column::Created, descending), sorted.iter().map(|(id, _)| id.to_string()).collect::<Vec<_>>());
    }
}

#[test]
fn a_row_keeps_its_identity_while_others_come_and_go() {
    let table = ApplicationTable::new(rows(&[(1, ""), (2, "")]));
    let identity = |table: &ApplicationTable, id| table.index_of(one(id).key).map(|index| table.identity(index));
    let changed = table.without(one(1).key).with_first(one(3));
    let again = ApplicationTable::new(rows(&[(3, ""), (2, ""), (4, "")]));
    assert_eq!(identity(&changed, 2), identity(&table, 2));
    assert_eq!(identity(&changed, 2), identity(&again, 2));
    assert_eq!(identity(&changed, 3), identity(&again, 3));
    assert_ne!(identity(&changed, 3), identity(&changed, 2));
    assert_eq!(identity(&changed, 1), None);
}

#[test]
fn environments_are_counted_filtered_and_put_in_groups_also_of_what_was_made_since() {
    let named = |id: u32, name: &str| serde_json::json!({ "id": id, "name": name, "client_id": format!("c{id}") });
    let names = ["Shop dev", "Shop", "Shop prod", "Shop (staging)", "Bills prod"];
    let list: Vec<_> = (1..).zip(names).map(|(id, name)| named(id, name)).collect();
    let rows = |list: &[serde_json::Value]| decode_list(&*serde_json::to_vec(list).unwrap()).unwrap().applications;
    let table = ApplicationTable::new(rows(&list));
    let words = Words::new("");
    let all: Vec<u32> = table.indices().collect();
    assert_eq!(ids(&table, table.grouped(&all, &words)), ["3", "5", "4", "1", "2"]);
    assert_eq!(table.count_tiers(&all, &words), [2, 1, 1, 1]);
    let found = |typed: &str, tier| {
        let filter = Filter { tier: Some(tier), ..Filter::default() };
        ids(&table, table.search(&all, &Query::new(typed), filter, &words))
    };
    assert_eq!(found("", Tier::Production), ["3", "5"]);
    assert_eq!(found("shop", Tier::Production), ["3"]);
    assert_eq!(found("bills", Tier::Staging), [""; 0]);

    let made = rows(&[named(6, "Ledger stg")]).get(0).unwrap();
    let changed = table.with_first(made).without(table.row(2).unwrap().key);
    let all: Vec<u32> = changed.indices().collect();
    assert_eq!(ids(&changed, changed.grouped(&all, &words)), ["5", "6", "4", "1", "2"]);
    let grouped = changed.grouped(&all, &words);
    assert_eq!(changed.count_groups(&grouped, &words), changed.count_tiers(&all, &words));
    assert_eq!(changed.count_groups(&[], &words), [0; 4]);
    let names = ["ledger  STG", "Ledger", "BILLS prod"].map(str::to_owned);
    assert_eq!(changed.have_lookalikes(names.iter()), [true, false, true]);
}
