//! How the list is looked at: what is searched, which rows show in which order, which secret is revealed.

use leptos::prelude::*;

use super::shown_rows::ShownRows;
use crate::api::RowKey;
use crate::applications::clock::Deadline;
use crate::applications::{Applications, Filter, Sort};
use crate::i18n::I18n;
use crate::page::moment::this_moment;
use crate::page::secret_time::secret_deadline;

/// The secret of the list that shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Revealed {
    /// Whose.
    pub key: RowKey,
    /// When it hides.
    pub until: Deadline,
}

impl Revealed {
    /// The whole seconds that are left; 0 when the time is over.
    pub fn seconds_left(self) -> u32 {
        self.until.seconds_left(this_moment())
    }
}

/// A context: how an element's list is looked at. Copies are the same.
#[derive(Clone, Copy)]
pub struct ListView {
    /// What is searched.
    pub query: RwSignal<String>,
    /// Which types and environments show.
    pub filter: RwSignal<Filter>,
    /// How the list is ordered.
    pub sort: RwSignal<Sort>,
    /// The secret that shows.
    pub revealed: RwSignal<Option<Revealed>>,
    /// The rows that show, for as long as there is a list to show.
    pub shown: RwSignal<Option<ShownRows>>,
    /// A row went: the focus goes to the one that is in its place now.
    pub landing: RwSignal<Option<usize>>,
    /// Whether the code is there that comes with the dialogs: it reads environments, searches and orders.
    pub has_dialogs: RwSignal<bool>,
    /// A copy did not work: the value is selected.
    pub copy_failed: RwSignal<bool>,
}

impl Default for ListView {
    fn default() -> Self {
        Self::new()
    }
}

impl ListView {
    /// Everything shows, in the order that is best at first.
    pub fn new() -> Self {
        Self {
            query: RwSignal::new(String::new()),
            filter: RwSignal::new(Filter::default()),
            sort: RwSignal::new(Sort::default()),
            revealed: RwSignal::new(None),
            shown: RwSignal::new(None),
            landing: RwSignal::new(None),
            has_dialogs: RwSignal::new(false),
            copy_failed: RwSignal::new(false),
        }
    }

    /// Finds out which rows show, for as long as the current owner lives.
    pub fn show_rows(self, i18n: I18n, applications: Applications, environments: RwSignal<String>) -> ShownRows {
        let shown =
            ShownRows::new(i18n, applications, environments, self.query, self.filter, self.sort, self.has_dialogs);
        self.shown.set(Some(shown));
        shown
    }

    /// The code is there that comes with the dialogs: whoever waits for it goes on.
    pub fn dialogs_came(self) {
        if !self.has_dialogs.get_untracked() {
            self.has_dialogs.set(true);
        }
    }

    /// Shows all rows.
    pub fn show_all(self) {
        self.query.set(String::new());
        self.filter.set(Filter::default());
    }

    /// Whether the secret of a row shows.
    pub fn is_revealed(self, key: RowKey) -> bool {
        self.revealed.with_untracked(|revealed| revealed.is_some_and(|revealed| revealed.key == key))
    }

    /// Shows the secret of a row, and hides any other.
    pub fn reveal(self, key: RowKey) {
        self.revealed.set(Some(Revealed { key, until: secret_deadline() }));
    }

    /// Hides the secret that shows.
    pub fn hide(self) {
        if self.revealed.with_untracked(Option::is_some) {
            self.revealed.set(None);
        }
    }

    /// Hides the secret of a row, if it is the one that shows.
    pub fn hide_row(self, key: RowKey) {
        if self.is_revealed(key) {
            self.revealed.set(None);
        }
    }

    /// Hides a secret that has shown long enough.
    pub fn hide_overdue(self) {
        if self.revealed.with_untracked(|revealed| revealed.is_some_and(|revealed| revealed.seconds_left() == 0)) {
            self.hide();
        }
    }
}
