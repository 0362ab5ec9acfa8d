//! The applications before and after the one that shows, as the list shows them.

use erased_view::prelude::*;

use super::opened::Details;
use crate::i18n::{I18n, fill, use_i18n};
use crate::page::application_name::spoken_name;
use crate::page::list_view::ListView;
use crate::ui::Notifications;

/// The way to them. Copies are the same.
#[derive(Clone, Copy)]
pub struct Neighbours {
    i18n: I18n,
    details: Details,
    list_view: ListView,
    notifications: Notifications,
}

impl Neighbours {
    /// For the element that the current owner belongs to.
    pub fn new() -> Self {
        Self {
            i18n: use_i18n(),
            details: expect_context(),
            list_view: expect_context(),
            notifications: expect_context(),
        }
    }

    /// The place of the one that is so many rows further on; none where there is none, or where the list does not show the
    /// one that is open. Follows both.
    pub fn place(self, by: isize) -> Option<usize> {
        let key = self.details.wanted.get()?;
        let shown = self.list_view.shown.get()?;
        let place = shown.place_of(key)?.checked_add_signed(by)?;
        (place < shown.count()).then_some(place)
    }

    /// Opens it, and says which one it is.
    pub fn step(self, by: isize) {
        let Some((place, shown)) = untrack(|| self.place(by).zip(self.list_view.shown.get())) else {
            return;
        };
        let Some(application) = shown.application(place) else {
            return;
        };
        self.details.open(application.key);
        let number = |number: usize| self.i18n.locale.with_untracked(|locale| locale.number(number as f64));
        let (place, count) = (number(place + 1), number(untrack(|| shown.count())));
        let place = fill(self.i18n.t.some_of(), &[("shown", &place), ("total", &count)]);
        self.notifications.announcer.say([&spoken_name(self.i18n, &application), ", ", &place].concat());
    }
}
