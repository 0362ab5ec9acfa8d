//! What can be done with a page from outside: the methods of the element.

use erased_view::prelude::*;

use crate::applications::Applications;
use crate::applications::creation::Creation;
use crate::applications::deletion::Deletion;
use crate::page::list::load_list;
use crate::page::settings::Settings;
use crate::session::Account;

/// A page that shows, as its host sees it.
#[derive(Clone, Copy)]
pub struct Controls {
    account: Account,
    applications: Applications,
    creation: Creation,
    deletion: Deletion,
    settings: Settings,
}

impl Controls {
    /// Of the element that the current owner belongs to.
    pub(super) fn new() -> Self {
        Self {
            account: expect_context(),
            applications: expect_context(),
            creation: expect_context(),
            deletion: expect_context(),
            settings: expect_context(),
        }
    }

    /// Loads the list again. Without a session, looks for one again.
    pub fn refresh(&self) {
        if self.account.is_signed_in_untracked() {
            load_list(self.applications, self.account);
        } else {
            self.account.pick_up();
        }
    }

    /// Signs out as the user does. The host's own session is not ours to end.
    pub fn sign_out(&self) {
        if !self.account.is_hosted() {
            self.account.sign_out();
        }
    }

    /// Opens the dialog for a new application, with a name in its field; it waits for a session. Not over another
    /// dialog, and not where nothing can be created.
    pub fn open_create(&self, name: String) {
        if !untrack(|| self.settings.features.create && self.account.may_write()) || self.is_busy() {
            return;
        }
        self.creation.draft.set(name);
        if self.account.is_signed_in_untracked() {
            self.creation.open();
        } else {
            self.creation.open_suspended();
        }
    }

    /// Whether a dialog is open, which a new start would break off.
    pub fn is_busy(&self) -> bool {
        untrack(|| is_busy(self.creation, self.deletion))
    }
}

/// Whether a dialog is open, shown or waiting for a session. Follows what it reads.
pub(super) fn is_busy(creation: Creation, deletion: Deletion) -> bool {
    creation.state.track();
    deletion.state.track();
    creation.is_open() || deletion.is_open()
}
