//! Gives a creation what it needs of the world: the API as whoever is signed in, the list, the clocks, the host.

use erased_view::task::spawn_local_scoped_with_cancellation;
use leptos::prelude::*;

use crate::api::{Act, Application, Cancel, Error, RowKey};
use crate::applications::Loaded;
use crate::applications::clock::{Deadline, Moment};
use crate::applications::create::{Answer, Environment, Made};
use crate::applications::creation::Creation;
use crate::applications::recovery::Snapshot;
use crate::apps::desk::Desk;
use crate::apps::load::{cancel_loading, fetch};
use crate::apps::renew::ask;
use crate::apps::reveal::shows_until;
use crate::page::moment::this_moment;

/// A context: what the create dialog acts on. Copies are the same.
#[derive(Clone, Copy)]
pub struct CreateEnvironment {
    pub(super) desk: Desk,
    /// Called with the row of what was created, where the user leaves the dialog to delete it.
    pub(super) on_delete: Callback<RowKey>,
    /// The request that is under way.
    request: StoredValue<Option<Cancel>>,
    /// What is under way ends with this owner, which ends with the element.
    tasks: StoredValue<Owner>,
}

impl CreateEnvironment {
    /// For the element that is being made.
    pub fn new(desk: Desk, on_delete: Callback<RowKey>) -> Self {
        // An owner below the element's: a task that is under way holds on to its owner.
        let tasks = Owner::current().map(|owner| owner.child()).unwrap_or_default();
        Self { desk, on_delete, request: StoredValue::new(None), tasks: StoredValue::new(tasks) }
    }

    /// The dialog that acts.
    pub fn creation(self) -> Creation {
        self.desk.creation
    }

    /// Does something that takes time. It is not bound to the view that begins it, since the form is gone as soon as there
    /// are credentials to show: a creation goes on until the element leaves the document.
    pub fn spawn(self, task: impl Future<Output = ()> + 'static) {
        self.tasks.with_value(|owner| owner.with(|| spawn_local_scoped_with_cancellation(task)));
    }

    /// Sends the form.
    pub fn send(self) {
        self.spawn(async move { self.creation().send(&self).await });
    }

    /// Asks the list once more whether the application was created.
    pub fn check_again(self) {
        self.spawn(async move { self.creation().check_again(&self).await });
    }

    /// The network is back: what waits for it goes on.
    pub fn back_online(self) {
        self.spawn(async move { self.creation().back_online(&self).await });
    }
}

/// A list that was loaded, as evidence of what was created or deleted.
pub fn snapshot(list: &Loaded) -> Snapshot {
    let at = Moment { tick: list.tick, wall: list.at };
    Snapshot { applications: list.table.rows().collect(), whole: list.is_whole(), date: list.date, at }
}

impl Environment for CreateEnvironment {
    fn now(&self) -> Moment {
        this_moment()
    }

    fn is_offline(&self) -> bool {
        self.desk.browser.is_offline()
    }

    fn is_signed_in(&self) -> bool {
        self.desk.client().is_some()
    }

    fn list(&self) -> Option<Snapshot> {
        self.desk.loaded_untracked().map(|list| snapshot(&list))
    }

    async fn refresh(&self) -> Result<(), Error> {
        fetch(self.desk).await
    }

    fn cancel_refresh(&self) {
        cancel_loading(self.desk);
    }

    async fn create(&self, name: &str) -> Option<Answer> {
        let account = self.desk.account;
        let signed_in = self.desk.client()?;
        let cancel = account.begin();
        self.request.set_value(Some(cancel.clone()));
        let asked =
            ask(self.desk, Act::Create, signed_in, &cancel, async |client| client.create(name, &cancel).await).await;
        account.end(&cancel);
        self.request.set_value(None);
        Some(Answer { answer: asked.answer, session: asked.session, may_be_done: asked.may_be_done })
    }

    fn cancel_create(&self) {
        if let Some(cancel) = self.request.get_value() {
            cancel.cancel();
        }
    }

    fn end_if_refused(&self, error: &Error) -> bool {
        self.desk.heed(error)
    }

    fn add_to_list(&self, application: Application) {
        self.desk.applications.insert(application);
    }

    fn emit_created(&self, made: &Made) {
        let id = made.key.id().map(|id| id.to_string()).unwrap_or_default();
        self.desk.tell_application("created", &id, &made.name, &made.client_id);
    }

    fn secret_shows_until(&self) -> Option<Deadline> {
        shows_until()
    }
}
