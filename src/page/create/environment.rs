//! Gives a creation what it needs of the world: the API as whoever is signed in, the list, the clocks, the host.

use erased_view::prelude::*;
use erased_view::task::spawn_local_scoped_with_cancellation;

use crate::api::{Act, Application, Cancel, Created, Error, RowKey};
use crate::applications::Applications;
use crate::applications::clock::{Deadline, Moment};
use crate::applications::create::{Environment, Made};
use crate::applications::creation::Creation;
use crate::applications::recovery::Snapshot;
use crate::page::host_events::HostEvents;
use crate::page::moment::this_moment;
use crate::page::secret_time::secret_deadline_if_seen;
use crate::session::{Account, Requested};
use crate::ui::Browser;

/// A context: what the create dialog acts on. Copies are the same.
#[derive(Clone, Copy)]
pub struct CreateEnvironment {
    creation: Creation,
    account: Account,
    applications: Applications,
    browser: Browser,
    host_events: HostEvents,
    /// Called with the row of what was created, where the user leaves the dialog to delete it.
    pub(super) on_delete: Callback<RowKey>,
    /// The request that is under way.
    request: StoredValue<Option<Cancel>>,
    /// What is under way ends with this owner, which ends with the element.
    tasks: StoredValue<Owner>,
}

impl CreateEnvironment {
    /// For the element that is being made.
    pub fn new(on_delete: Callback<RowKey>) -> Self {
        // An owner below the element's: a task that is under way holds on to its owner.
        let tasks = Owner::current().map(|owner| owner.child()).unwrap_or_default();
        Self {
            creation: expect_context(),
            account: expect_context(),
            applications: expect_context(),
            browser: expect_context(),
            host_events: expect_context(),
            on_delete,
            request: StoredValue::new(None),
            tasks: StoredValue::new(tasks),
        }
    }

    /// Does something that takes time. It is not bound to the view that begins it, since the form is gone as soon as there
    /// are credentials to show: a creation goes on until the element leaves the document.
    pub fn spawn(self, task: impl Future<Output = ()> + 'static) {
        self.tasks.with_value(|owner| owner.with(|| spawn_local_scoped_with_cancellation(task)));
    }

    /// Sends the form.
    pub fn send(self) {
        self.spawn(async move { self.creation.send(&self).await });
    }

    /// Sends the form for several.
    pub fn send_set(self, names: Vec<String>) {
        self.spawn(async move { self.creation.send_set(&self, names).await });
    }

    /// Goes on with the next of several.
    pub fn send_next(self) {
        self.spawn(async move { self.creation.send_next(&self).await });
    }

    /// Asks the list once more whether the application was created.
    pub fn check_again(self) {
        self.spawn(async move { self.creation.check_again(&self).await });
    }

    /// The network is back: what waits for it goes on.
    pub fn back_online(self) {
        self.spawn(async move { self.creation.back_online(&self).await });
    }
}

impl Environment for CreateEnvironment {
    fn now(&self) -> Moment {
        this_moment()
    }

    fn is_offline(&self) -> bool {
        self.browser.is_offline()
    }

    fn is_signed_in(&self) -> bool {
        self.account.client().is_some()
    }

    fn list(&self) -> Option<Snapshot> {
        self.applications.loaded_untracked().map(|list| list.snapshot())
    }

    async fn refresh(&self) -> Result<(), Error> {
        self.applications.refresh(self.account).await
    }

    fn cancel_refresh(&self) {
        self.applications.cancel_loading();
    }

    async fn create(&self, name: &str) -> Option<Requested<Created>> {
        let cancel = self.account.begin_request();
        self.request.set_value(Some(cancel.clone()));
        let requested =
            self.account.request(Act::Create, &cancel, async |client| client.create(name, &cancel).await).await;
        self.account.end_request(&cancel);
        self.request.set_value(None);
        requested
    }

    fn cancel_create(&self) {
        if let Some(cancel) = self.request.get_value() {
            cancel.cancel();
        }
    }

    fn end_if_refused(&self, error: &Error) -> bool {
        self.account.end_if_refused(error)
    }

    fn add_to_list(&self, application: Application) {
        self.applications.insert(application);
    }

    fn emit_created(&self, made: &Made) {
        let id = made.key.id().map(|id| id.to_string()).unwrap_or_default();
        self.host_events.created(&id, &made.name, &made.client_id);
    }

    fn secret_shows_until(&self) -> Option<Deadline> {
        secret_deadline_if_seen()
    }
}
