//! How the list is looked at: what is searched, which rows show in which order, what of them is revealed.

use std::sync::Arc;

use leptos::prelude::*;

use super::reveal::Revealed;
use crate::applications::{Sort, TypeFilter};

/// A context: how an element's list is looked at. Copies are the same.
#[derive(Clone, Copy)]
pub struct ListView {
    /// What is searched.
    pub query: RwSignal<String>,
    /// Which types show.
    pub types: RwSignal<TypeFilter>,
    /// How the list is ordered.
    pub sort: RwSignal<Sort>,
    /// The secret that shows.
    pub revealed: RwSignal<Option<Revealed>>,
    /// The rows that show, as indices into the list, for as long as there is a list to show.
    pub shown: RwSignal<Option<Memo<Arc<Vec<u32>>>>>,
    /// A row went: the focus goes to the one that is in its place now.
    pub landing: RwSignal<Option<usize>>,
    /// A copy did not work: the value is selected.
    pub copy_failed: RwSignal<bool>,
}

impl ListView {
    /// Everything shows, in the order that is best at first.
    pub fn new() -> Self {
        Self {
            query: RwSignal::new(String::new()),
            types: RwSignal::new(TypeFilter::All),
            sort: RwSignal::new(Sort::default()),
            revealed: RwSignal::new(None),
            shown: RwSignal::new(None),
            landing: RwSignal::new(None),
            copy_failed: RwSignal::new(false),
        }
    }
}
