//! Which rows show, in which order: the order is made once for a list, the search goes through it.

use std::sync::Arc;

use leptos::prelude::*;

use super::desk::Desk;
use crate::applications::Query;

/// The order of the whole list: indices into it.
pub fn order(desk: Desk) -> Memo<Arc<Vec<u32>>> {
    Memo::new(move |_| {
        let Some(loaded) = desk.loaded() else {
            return Arc::default();
        };
        let sort = desk.view.sort.get();
        let collate =
            |words: &mut dyn Iterator<Item = &str>| desk.i18n.locale.with_untracked(|locale| locale.order(words));
        Arc::new(loaded.table.order(sort, collate))
    })
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
        Arc::new(loaded.table.search(&order, &query, types))
    })
}
