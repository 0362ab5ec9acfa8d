//! Which application's details show. The list, the address, the host and the menus of rows all open them by this.

use erased_view::prelude::*;
use part::part;

use crate::api::{AppId, RowKey};
use crate::applications::Applications;
use crate::applications::clock::Deadline;
use crate::page::address::{id_in_address, write_address};
use crate::page::host_events::HostEvents;
use crate::page::list_view::ListView;
use crate::page::parts::{Part, once_loaded};
use crate::page::secret_time::secret_deadline;
use crate::page::settings::Settings;

/// The key of no row: the details of what is called by something else than an id.
const NO_ROW: u32 = u32::MAX;

/// A context: the details of one application. Copies are the same.
///
/// What it holds are types that other contexts hold, too: an enum and a struct in their place were 1 kB more of the first load.
#[derive(Clone, Copy)]
pub struct Details {
    /// Whose are wanted. They show for as long as there is a list.
    pub wanted: RwSignal<Option<RowKey>>,
    /// What an address or a host asks for: an id, what they take for one, or nothing.
    asked: RwSignal<Option<String>>,
    /// Until when a value shows in clear; none while all are hidden.
    pub revealed: RwSignal<Option<Deadline>>,
    /// The name of the field whose value shows.
    pub field: RwSignal<String>,
    /// What was wanted as the rest of the page was told last.
    told: RwSignal<Option<RowKey>>,
    /// Whose were wanted first since nobody's were.
    opened: RwSignal<Option<RowKey>>,
    applications: Applications,
    list_view: ListView,
    host: HostEvents,
    settings: Settings,
}

impl Details {
    /// Of the element that the current owner belongs to: nothing is open.
    pub fn of_element() -> Self {
        Self {
            wanted: RwSignal::new(None),
            asked: RwSignal::new(None),
            revealed: RwSignal::new(None),
            field: RwSignal::new(String::new()),
            told: RwSignal::new(None),
            opened: RwSignal::new(None),
            applications: expect_context(),
            list_view: expect_context(),
            host: expect_context(),
            settings: expect_context(),
        }
    }

    /// Whether they are wanted, and can show. Follows it.
    pub fn is_shown(self) -> bool {
        self.wanted.with(Option::is_some) && self.applications.state.with(|state| state.loaded().is_some())
    }

    /// The id of a row, or what was asked for in its place; none where the row has none.
    pub fn id(self, key: RowKey) -> Option<String> {
        let asked = || self.asked.get_untracked().filter(|_| key.nth() == NO_ROW);
        key.id().map(|id| id.to_string()).or_else(asked)
    }

    /// Opens the details of the application with an id, or says that there is none; closes them where it is empty.
    pub fn ask(self, id: String) {
        self.asked.set(Some(id));
        once_loaded(Part::Dialogs, move || open_asked(self));
    }

    /// Opens what the address of the page says.
    pub fn ask_address(self) {
        once_loaded(Part::Dialogs, move || open_address(self));
    }

    /// Opens the details of a row.
    pub fn open(self, key: RowKey) {
        self.want(Some(key));
    }

    /// Closes what is open.
    pub fn close(self) {
        self.want(None);
    }

    /// Closes the details of a row that is gone by the user's will.
    pub fn forget(self, key: RowKey) {
        if self.wanted.get_untracked() == Some(key) {
            self.close();
        }
    }

    fn want(self, wanted: Option<RowKey>) {
        if self.wanted.get_untracked() != wanted {
            self.hide();
            self.wanted.set(wanted);
            once_loaded(Part::Dialogs, move || tell(self));
        }
    }

    /// Shows the value of a field in clear, and hides any other.
    pub fn reveal(self, field: &str) {
        self.field.set(field.to_owned());
        self.revealed.set(Some(secret_deadline()));
    }

    /// Hides the value that shows in clear.
    pub fn hide(self) {
        if self.revealed.with_untracked(Option::is_some) {
            self.revealed.set(None);
        }
    }
}

#[part(dialogs)]
fn open_address(details: Details) {
    if !details.asked.is_disposed() {
        details.ask(id_in_address().unwrap_or_default());
    }
}

#[part(dialogs)]
fn open_asked(details: Details) {
    // The element may have gone meanwhile.
    if let Some(id) = details.asked.try_get_untracked().flatten() {
        let key = id.parse::<AppId>().map_or(RowKey::new(None, NO_ROW), |id| RowKey::new(Some(id), 0));
        details.want((!id.is_empty()).then_some(key));
        if key.id().is_none() {
            // It may be called by another word now.
            details.wanted.notify();
        }
    }
}

/// Tells whose details are open: the host, the address of the page, and where the focus goes when they close.
#[part(dialogs)]
fn tell(details: Details) {
    let Details { wanted, told, opened, list_view, .. } = details;
    if wanted.is_disposed() {
        return;
    }
    let (before, now) = (told.get_untracked(), wanted.get_untracked());
    told.set(now);
    if before.is_none() {
        opened.set(now);
    }
    let id = |key: Option<RowKey>| key.and_then(|key| details.id(key));
    if details.settings.standalone {
        write_address(id(now).as_deref());
    }
    if id(now) != id(before) {
        details.host.details(id(now).as_deref());
    }
    // The browser gives the focus back to where it was. From another application than that it goes to its row.
    let left = before.filter(|_| now.is_none() && before != opened.get_untracked());
    let place = left.zip(list_view.shown.get_untracked()).and_then(|(key, shown)| shown.place_of_untracked(key));
    if place.is_some() {
        list_view.landing.set(place);
    }
}
