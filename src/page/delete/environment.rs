//! Gives a deletion what it needs of the world: the API as whoever is signed in, the list, the clock, the host.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::{spawn_local, spawn_local_scoped_with_cancellation};
use part::part;

use crate::api::{Act, AppId, Application, Cancel, Deleted, Error, RowKey};
use crate::applications::delete::{Answer, Environment, Listed, Target};
use crate::applications::deletion::Deletion;
use crate::applications::name::plain;
use crate::apps::desk::Desk;
use crate::apps::load::{cancel_loading, fetch};
use crate::apps::part::{Part, come};
use crate::apps::renew::ask;
use crate::i18n::fill;
use crate::ui::now;

/// A context: what the delete dialog acts on. Copies are the same.
#[derive(Clone, Copy)]
pub struct DeleteEnvironment {
    pub(super) desk: Desk,
    /// The request that is under way.
    request: StoredValue<Option<Cancel>>,
    /// What is under way ends with this owner, which ends with the element.
    tasks: StoredValue<Owner>,
}

impl DeleteEnvironment {
    /// For the element that is being made.
    pub fn new(desk: Desk) -> Self {
        // An owner below the element's: a task that is under way holds on to its owner.
        let tasks = Owner::current().map(|owner| owner.child()).unwrap_or_default();
        Self { desk, request: StoredValue::new(None), tasks: StoredValue::new(tasks) }
    }

    /// The dialog that acts.
    pub fn deletion(self) -> Deletion {
        self.desk.deletion
    }

    /// Sends the form. The task is not bound to the form, which is out of sight while the user signs in again: a deletion
    /// goes on until the element leaves the document.
    pub fn send(self) {
        let task = async move { self.deletion().send(&self).await };
        self.tasks.with_value(|owner| owner.with(|| spawn_local_scoped_with_cancellation(task)));
    }

    /// Leaves the dialog, or stops waiting for what is under way.
    pub fn cancel(self) {
        if self.deletion().state.with_untracked(|state| state.is_busy()) {
            self.deletion().cancel(&self);
        } else {
            self.deletion().dismiss();
        }
    }
}

/// Asks whether to delete an application.
pub fn open_delete(desk: Desk, application: &Application) {
    if let Some(target) = target(desk, application) {
        desk.deletion.open(target);
    }
}

fn target(desk: Desk, application: &Application) -> Option<Target> {
    let twins = desk.loaded_untracked().and_then(|list| list.table.twins(application));
    Target::new(application, twins)
}

/// Brings back the dialog that waits for the list, which has come.
pub fn reopen(desk: Desk) {
    if desk.deletion.awaits_list() {
        // Not bound to an effect that runs again with each list: the part comes once.
        spawn_local(async move {
            if come(Part::Dialogs).await && !desk.is_gone() {
                find_awaited(desk);
            }
        });
    }
}

#[part(dialogs)]
fn find_awaited(desk: Desk) {
    if let Some(list) = desk.loaded_untracked() {
        desk.deletion.reopen(|id| {
            let is_it = |app: &Arc<Application>| app.id.is_some_and(|other| other.to_string() == id);
            let application = list.table.rows().find(is_it)?;
            target(desk, &application)
        });
    }
}

impl Environment for DeleteEnvironment {
    fn now(&self) -> f64 {
        now()
    }

    fn is_offline(&self) -> bool {
        self.desk.browser.is_offline()
    }

    fn is_signed_in(&self) -> bool {
        self.desk.client().is_some()
    }

    fn is_own(&self, target: &Target) -> bool {
        let is_it = |(_, session): (_, crate::session::Session)| session.client_id() == Some(&*target.client_id);
        self.desk.client().is_some_and(is_it)
    }

    fn place(&self, key: RowKey) -> Option<usize> {
        self.desk.place(key)
    }

    async fn delete(&self, id: AppId) -> Option<Answer> {
        let account = self.desk.account;
        let signed_in = self.desk.client()?;
        let cancel = account.begin();
        self.request.set_value(Some(cancel.clone()));
        let asked =
            ask(self.desk, Act::Delete, signed_in, &cancel, async |client| client.delete(id, &cancel).await).await;
        account.end(&cancel);
        self.request.set_value(None);
        Some(Answer { answer: asked.answer, may_be_done: asked.may_be_done })
    }

    fn cancel_delete(&self) {
        if let Some(cancel) = self.request.get_value() {
            cancel.cancel();
        }
    }

    async fn refresh(&self) -> Result<(), Error> {
        fetch(self.desk).await
    }

    fn cancel_refresh(&self) {
        cancel_loading(self.desk);
    }

    fn list(&self) -> Option<Listed> {
        let list = self.desk.loaded_untracked()?;
        Some(Listed { applications: list.table.rows().collect(), whole: list.is_whole() })
    }

    fn end_if_refused(&self, error: &Error) -> bool {
        self.desk.heed(error)
    }

    fn end_own_session(&self) {
        self.desk.own_deleted();
    }

    fn emit_deleted(&self, target: &Target) {
        self.desk.tell_application("deleted", &target.id.to_string(), &target.name, &target.client_id);
    }

    fn remove_from_list(&self, target: &Target, deleted: Deleted, place: Option<usize>) {
        let desk = self.desk;
        desk.applications.remove(target.key);
        desk.creation.forget(target.key);
        let text = match deleted {
            Deleted::Now => desk.i18n.t.deleted(),
            Deleted::Already => desk.i18n.t.already_deleted(),
        };
        let name = plain(&target.name);
        let name = if name.is_empty() { desk.i18n.t.unnamed() } else { &name };
        desk.notifications.toast(fill(text, &[("name", name)]));
        // The row that took its place gets the focus.
        desk.view.landing.set(Some(place.unwrap_or_default()));
    }
}
