//! Gives a deletion what it needs of the world: the API as whoever is signed in, the list, the clock, the host.

use erased_view::prelude::*;
use erased_view::task::spawn_local_scoped_with_cancellation;
use part::part;

use crate::api::{Act, AppId, Application, Cancel, Deleted, Error, RowKey};
use crate::applications::Applications;
use crate::applications::delete::{Answer, Environment, Target};
use crate::applications::deletion::Deletion;
use crate::applications::name::plain;
use crate::applications::recovery::Snapshot;
use crate::i18n::{I18n, fill};
use crate::page::host_events::HostEvents;
use crate::page::list_view::ListView;
use crate::page::parts::{Part, once_loaded};
use crate::session::{Account, Session};
use crate::ui::{Browser, Notifications, now};

/// A context: what the delete dialog acts on. Copies are the same.
#[derive(Clone, Copy)]
pub struct DeleteEnvironment {
    i18n: I18n,
    account: Account,
    applications: Applications,
    list_view: ListView,
    notifications: Notifications,
    browser: Browser,
    host_events: HostEvents,
    deletion: Deletion,
    /// Called with the row of what was deleted.
    on_deleted: Callback<RowKey>,
    /// The request that is under way.
    request: StoredValue<Option<Cancel>>,
    /// What is under way ends with this owner, which ends with the element.
    tasks: StoredValue<Owner>,
}

impl DeleteEnvironment {
    /// For the element that is being made.
    pub fn new(on_deleted: Callback<RowKey>) -> Self {
        // An owner below the element's: a task that is under way holds on to its owner.
        let tasks = Owner::current().map(|owner| owner.child()).unwrap_or_default();
        Self {
            i18n: expect_context(),
            account: expect_context(),
            applications: expect_context(),
            list_view: expect_context(),
            notifications: expect_context(),
            browser: expect_context(),
            host_events: expect_context(),
            deletion: expect_context(),
            on_deleted,
            request: StoredValue::new(None),
            tasks: StoredValue::new(tasks),
        }
    }

    /// Sends the form. The task is not bound to the form, which is out of sight while the user signs in again: a deletion
    /// goes on until the element leaves the document.
    pub fn send(self) {
        let task = async move { self.deletion.send(&self).await };
        self.tasks.with_value(|owner| owner.with(|| spawn_local_scoped_with_cancellation(task)));
    }

    /// Leaves the dialog, or stops waiting for what is under way.
    pub fn cancel(self) {
        if self.deletion.state.with_untracked(|state| state.is_busy()) {
            self.deletion.cancel(&self);
        } else {
            self.deletion.dismiss();
        }
    }
}

/// Asks whether to delete an application. What offers it is in the same part.
#[part(dialogs)]
pub fn open_delete(applications: Applications, deletion: Deletion, application: &Application) {
    if let Some(target) = target(applications, application) {
        deletion.open(target);
    }
}

fn target(applications: Applications, application: &Application) -> Option<Target> {
    let twins = applications.loaded_untracked().and_then(|list| list.table.twins(application));
    Target::new(application, twins)
}

/// Brings back the dialog that waits for the list, which has come.
pub fn reopen(applications: Applications, deletion: Deletion) {
    if deletion.awaits_list() {
        once_loaded(Part::Dialogs, move || {
            if !deletion.state.is_disposed() {
                find_awaited(applications, deletion);
            }
        });
    }
}

#[part(dialogs)]
fn find_awaited(applications: Applications, deletion: Deletion) {
    if let Some(list) = applications.loaded_untracked() {
        deletion.reopen(|id| {
            let mut ids = list.table.ids().zip(list.table.indices());
            let (_, index) = ids.find(|((other, _), _)| *other == id)?;
            target(applications, &*list.table.row(index)?)
        });
    }
}

impl Environment for DeleteEnvironment {
    fn now(&self) -> f64 {
        now()
    }

    fn is_offline(&self) -> bool {
        self.browser.is_offline()
    }

    fn is_signed_in(&self) -> bool {
        self.account.is_signed_in_untracked()
    }

    fn is_own(&self, target: &Target) -> bool {
        let is_it = |session: &Session| session.client_id() == Some(&*target.client_id);
        self.account.session.with_untracked(|session| session.as_ref().is_some_and(is_it))
    }

    fn place(&self, key: RowKey) -> Option<usize> {
        self.list_view.shown.get_untracked()?.place_of_untracked(key)
    }

    async fn delete(&self, id: AppId) -> Option<Answer> {
        let cancel = self.account.begin_request();
        self.request.set_value(Some(cancel.clone()));
        let requested =
            self.account.request(Act::Delete, &cancel, async |client| client.delete(id, &cancel).await).await;
        self.account.end_request(&cancel);
        self.request.set_value(None);
        requested.map(|requested| Answer { answer: requested.answer, may_be_done: requested.may_be_done })
    }

    fn cancel_delete(&self) {
        if let Some(cancel) = self.request.get_value() {
            cancel.cancel();
        }
    }

    async fn refresh(&self) -> Result<(), Error> {
        self.applications.refresh(self.account).await
    }

    fn cancel_refresh(&self) {
        self.applications.cancel_loading();
    }

    fn list(&self) -> Option<Snapshot> {
        self.applications.loaded_untracked().map(|list| list.snapshot())
    }

    fn end_if_refused(&self, error: &Error) -> bool {
        self.account.end_if_refused(error)
    }

    fn end_own_session(&self) {
        self.account.end_own_deleted();
    }

    fn emit_deleted(&self, target: &Target) {
        self.host_events.deleted(&target.id.to_string(), &target.name, &target.client_id);
    }

    fn remove_from_list(&self, target: &Target, deleted: Deleted, place: Option<usize>) {
        let t = self.i18n.t;
        self.applications.remove(target.key);
        self.on_deleted.run(target.key);
        let text = match deleted {
            Deleted::Now => t.deleted(),
            Deleted::Already => t.already_deleted(),
        };
        let name = plain(&target.name);
        let name = if name.is_empty() { t.unnamed() } else { &name };
        self.notifications.toast(fill(text, &[("name", name)]));
        // The row that took its place gets the focus.
        self.list_view.landing.set(Some(place.unwrap_or_default()));
    }
}
