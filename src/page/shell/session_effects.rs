//! Joins the session with the rest of the page: what its events do to the list, the dialogs and the host.
//!
//! The session knows none of these, and no dialog knows another: whatever one has to do because of the other is said here.

use erased_view::prelude::*;
use leptos::task::spawn_local;

use crate::api::{Act, Error};
use crate::applications::creation::Creation;
use crate::applications::deletion::Deletion;
use crate::applications::{Applications, Filter, ListState};
use crate::page::create::forget_unsaved;
use crate::page::details::Details;
use crate::page::host_events::HostEvents;
use crate::page::list::load_list;
use crate::page::list_view::ListView;
use crate::session::{Account, EndReason, SessionEvent};
use crate::ui::Notifications;

/// What the events of the session act on.
#[derive(Clone, Copy)]
pub struct SessionEffects {
    account: Account,
    applications: Applications,
    list_view: ListView,
    creation: Creation,
    deletion: Deletion,
    details: Details,
    notifications: Notifications,
    host: HostEvents,
}

impl SessionEffects {
    /// For the element that the current owner belongs to.
    pub fn new() -> Self {
        Self {
            account: expect_context(),
            applications: expect_context(),
            list_view: expect_context(),
            creation: expect_context(),
            deletion: expect_context(),
            details: expect_context(),
            notifications: expect_context(),
            host: expect_context(),
        }
    }

    /// Does what an event of the session asks for.
    pub fn run(self, event: SessionEvent) {
        match event {
            SessionEvent::Began => self.began(),
            SessionEvent::Replaced => load_list(self.applications, self.account),
            SessionEvent::Covered => self.cover(),
            SessionEvent::Uncovered => {
                self.creation.resume();
                self.deletion.resume();
            }
            SessionEvent::Suspended => {
                self.interrupt();
                self.clear();
            }
            SessionEvent::OtherUser => self.put_away(),
            SessionEvent::Ended(reason) => self.ended(reason),
            SessionEvent::RequestEnded { act, error } => self.request_ended(act, error),
            SessionEvent::TokenNeeded { refused } => {
                let withheld = self.host.token_needed(refused);
                // The host may have done anything meanwhile.
                self.account.withheld.try_set(withheld);
            }
            SessionEvent::ResponseTaken => self.host.answer_taken(),
            SessionEvent::HostFailed(failure) => self.host.host_failed(&failure),
        }
    }

    fn began(self) {
        let origin =
            self.account.session.with_untracked(|session| session.as_ref().map(|session| session.origin.clone()));
        if let Some(origin) = origin {
            self.host.signed_in(&origin);
        }
    }

    fn ended(self, reason: EndReason) {
        match reason {
            EndReason::Refused => self.interrupt(),
            EndReason::SignedOut | EndReason::SignedOutElsewhere | EndReason::Deleted => self.put_away(),
        }
        if reason == EndReason::SignedOut {
            self.list_view.query.set(String::new());
            self.list_view.filter.set(Filter::default());
        }
        self.clear();
        self.host.signed_out(match reason {
            EndReason::SignedOut | EndReason::SignedOutElsewhere => "user",
            EndReason::Deleted => "deleted",
            EndReason::Refused => "refused",
        });
    }

    fn request_ended(self, act: Act, error: Option<Error>) {
        if let Some(error) = error {
            self.host.request_failed(&error, act);
        }
        if act != Act::Read {
            // Once whoever asked has its answer.
            spawn_local(async move { self.load_anew() });
        }
    }

    /// Loads the list where it was put out of sight meanwhile, since it was another token's.
    fn load_anew(self) {
        if !self.account.is_disposed()
            && self.account.is_signed_in_untracked()
            && self.applications.state.with_untracked(ListState::is_first_running)
        {
            load_list(self.applications, self.account);
        }
    }

    /// What was typed and made goes.
    fn put_away(self) {
        forget_unsaved(self.account);
        self.creation.reset();
        self.deletion.reset();
        self.details.close();
    }

    /// What is open waits for the next session. What shows because it can't be had again shows on, unless the host says who
    /// may see it.
    fn interrupt(self) {
        self.creation.interrupt();
        self.deletion.interrupt();
        if self.account.is_hosted() {
            self.creation.cover();
        }
    }

    /// What the session loaded, and what was shown of it, goes.
    fn clear(self) {
        self.list_view.revealed.set(None);
        self.details.hide();
        self.applications.clear();
        self.notifications.toasts.set(Vec::new());
        self.list_view.copy_failed.set(false);
    }

    /// Puts what shows out of sight. Dialogs whose request is under way stay.
    fn cover(self) {
        self.list_view.hide();
        self.details.hide();
        self.applications.cover();
        self.creation.cover();
        self.deletion.cover();
    }
}
