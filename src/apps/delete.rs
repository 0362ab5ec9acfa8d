//! Deletes an application, after the user typed its name. Trying again is safe. That it is gone is said by the API itself or
//! by its list: any other 404 may be a proxy's.

use std::sync::Arc;

use leptos::prelude::*;
use part::part;

use super::delete_form::delete_form;
use super::desk::Desk;
use super::load::{cancel_loading, fetch};
use super::part::{Meanwhile, Part, come, lazy};
use super::renew::ask;
use super::trouble::brief;
use crate::api::{Act, AppId, Application, Cancel, Deleted, Error, RowKey};
use crate::applications::name::{can_be_typed, plain};
use crate::applications::recovery::{DeletionProof, find_deleted};
use crate::applications::twins::{Twins, tail};
use crate::i18n::fill;
use crate::page::create::snapshot;
use crate::page::form_error::FormError;
use crate::ui::{El, View, dialog, flag, spawn};

/// What is to be deleted. Never its secret.
#[derive(Debug, PartialEq)]
pub struct Target {
    /// Its key in the list.
    pub key: RowKey,
    /// Its id.
    pub id: AppId,
    /// Its name.
    pub name: String,
    /// Its client identifier.
    pub client_id: String,
    /// What has to be typed.
    pub phrase: Phrase,
    /// Others whose names look the same.
    pub twins: Option<Twins>,
}

/// What has to be typed to confirm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phrase {
    /// The name.
    Name,
    /// So many characters at the end of the client ID: other applications have the same name.
    Tail(usize),
    /// The client ID: the name can't be typed reliably.
    ClientId,
    /// The id: neither can be typed.
    Id,
}

impl Target {
    /// The text that has to be typed.
    pub fn wanted(&self) -> String {
        match self.phrase {
            Phrase::Name => self.name.clone(),
            Phrase::Tail(count) => tail(&self.client_id, count).to_owned(),
            Phrase::ClientId => self.client_id.clone(),
            Phrase::Id => self.id.to_string(),
        }
    }

    /// Whether what was typed is the phrase. The same letters composed in another way are the same.
    pub fn is_confirmed_by(&self, typed: &str) -> bool {
        let composed = |text: &str| String::from(js_sys::JsString::from(text).normalize("NFC"));
        composed(typed.trim()) == composed(&self.wanted())
    }
}

/// How far the deletion is.
#[derive(Clone, Debug, PartialEq)]
pub enum Delete {
    /// No dialog.
    Closed,
    /// The phrase is being typed; the last try may have failed.
    Asking(Arc<Target>, FormError),
    /// The request is under way.
    Sending(Arc<Target>),
}

/// The state of the delete dialog.
#[derive(Clone, Copy)]
pub struct Deletion {
    /// How far it is.
    pub state: RwSignal<Delete>,
    /// What is typed.
    pub typed: RwSignal<String>,
    /// Whether it is asked a second time: the user is signed in with this application.
    pub sure: RwSignal<bool>,
    /// The id and what was typed, of a dialog that comes back when the list is there.
    wanted: RwSignal<Option<(String, String)>>,
    suspended: RwSignal<bool>,
    /// The place of its row among those that show, when it was sent.
    place: RwSignal<Option<usize>>,
    /// The request that is under way.
    request: RwSignal<Option<Cancel>>,
}

impl Deletion {
    /// No dialog.
    pub fn new() -> Self {
        Self {
            state: RwSignal::new(Delete::Closed),
            typed: RwSignal::new(String::new()),
            sure: RwSignal::new(false),
            wanted: RwSignal::new(None),
            suspended: RwSignal::new(false),
            place: RwSignal::new(None),
            request: RwSignal::new(None),
        }
    }

    /// The application that the dialog is about.
    pub fn target(self) -> Option<Arc<Target>> {
        self.state.track();
        self.target_untracked()
    }

    /// The application that the dialog is about, as it is now.
    pub fn target_untracked(self) -> Option<Arc<Target>> {
        match self.state.get_untracked() {
            Delete::Closed => None,
            Delete::Asking(target, _) | Delete::Sending(target) => Some(target),
        }
    }

    /// The row that the dialog is about.
    pub fn about(self) -> Option<RowKey> {
        self.target().map(|target| target.key)
    }

    /// Whether there is a dialog, shown or waiting.
    pub fn is_open(self) -> bool {
        self.state.with_untracked(|state| *state != Delete::Closed)
    }

    /// Puts everything away.
    pub fn reset(self) {
        self.state.set(Delete::Closed);
        self.typed.set(String::new());
        self.sure.set(false);
        self.wanted.set(None);
        self.suspended.set(false);
    }

    /// The session ended: the dialog waits.
    pub fn interrupt(self) {
        if let Delete::Sending(target) = self.state.get_untracked() {
            self.state.set(Delete::Asking(target, FormError::default()));
        }
        self.sure.set(false);
        self.suspended.set(true);
    }

    /// What was refused no longer stands in the way.
    pub fn retry(self) {
        if let Delete::Asking(target, _) = self.state.get_untracked() {
            self.state.set(Delete::Asking(target, FormError::default()));
        }
    }

    /// The dialog is out of sight, unless its request is under way.
    pub fn cover(self) {
        if !self.state.with_untracked(|state| matches!(state, Delete::Sending(_))) {
            self.suspended.set(true);
        }
    }

    /// Signed in again: the dialog is back as it was.
    pub fn resume(self) {
        self.suspended.set(false);
    }
}

/// Asks whether to delete an application.
pub fn open_delete(desk: Desk, application: &Application) {
    let Some(id) = application.id else {
        return;
    };
    let twins = desk.loaded_untracked().and_then(|loaded| loaded.table.twins(application));
    let phrase = if can_be_typed(&application.name) {
        match twins.map(|twins| twins.tail) {
            None => Phrase::Name,
            Some(Some(tail)) => Phrase::Tail(tail),
            Some(None) => Phrase::Id,
        }
    } else if can_be_typed(&application.client_id) {
        Phrase::ClientId
    } else {
        Phrase::Id
    };
    let target = Target {
        key: application.key,
        id,
        name: application.name.clone(),
        client_id: application.client_id.clone(),
        phrase,
        twins,
    };
    desk.deletion.typed.set(String::new());
    desk.deletion.sure.set(false);
    desk.deletion.state.set(Delete::Asking(Arc::new(target), FormError::default()));
}

/// Brings back the dialog of a user who went away to sign in, once the list is there.
pub fn restore(desk: Desk, id: String, typed: String) {
    desk.deletion.wanted.set(Some((id, typed)));
}

/// Looks into a new list for the application of a dialog that is to come back.
pub fn bring_back(desk: Desk) {
    if desk.deletion.wanted.with_untracked(Option::is_some) {
        spawn(async move {
            if come(Part::Dialogs).await && !desk.is_gone() {
                find_wanted_part(desk);
            }
        });
    }
}

#[part(dialogs)]
fn find_wanted_part(desk: Desk) {
    find_wanted(desk)
}

fn find_wanted(desk: Desk) {
    let wanted = desk.deletion.wanted.try_update(Option::take).flatten();
    let (Some((id, typed)), Some(loaded)) = (wanted, desk.loaded_untracked()) else {
        return;
    };
    let is_it = |app: &Arc<Application>| app.id.is_some_and(|other| other.to_string() == id);
    if let Some(application) = loaded.table.rows().find(is_it) {
        open_delete(desk, &application);
        desk.deletion.typed.set(typed);
    }
}

/// Closes the dialog, unless the request is under way.
pub fn dismiss(desk: Desk) {
    if !desk.deletion.state.with_untracked(|state| matches!(state, Delete::Sending(_))) {
        desk.deletion.reset();
    }
}

/// Stops waiting. The server may have got the request: the list is asked next; waiting for that can be stopped too.
pub fn stop_waiting(desk: Desk) {
    match desk.deletion.request.get_untracked() {
        Some(cancel) => cancel.cancel(),
        None => cancel_loading(desk),
    }
}

/// Deletes the application, once its phrase was typed.
pub fn send(desk: Desk) {
    let delete = desk.deletion;
    let Delete::Asking(target, _) = delete.state.get_untracked() else {
        return;
    };
    if !delete.typed.with_untracked(|typed| target.is_confirmed_by(typed)) {
        return;
    }
    if desk.browser.is_offline() {
        delete.state.set(Delete::Asking(target, FormError::offline(desk.i18n.t.not_deleted_offline())));
        return;
    }
    let Some(signed_in) = desk.client() else {
        return;
    };
    let own = signed_in.1.client_id() == Some(&*target.client_id);
    if own && !delete.sure.get_untracked() {
        delete.sure.set(true);
        return;
    }
    delete.place.set(desk.place(target.key));
    delete.state.set(Delete::Sending(target.clone()));
    let turn = desk.account.epoch.get_untracked();
    let cancel = desk.account.begin();
    desk.deletion.request.set(Some(cancel.clone()));
    spawn(async move {
        let asked =
            ask(desk, Act::Delete, signed_in, &cancel, async |client| client.delete(target.id, &cancel).await).await;
        if desk.is_gone() || desk.account.epoch.get_untracked() != turn {
            // Signed out meanwhile.
            return;
        }
        desk.account.end(&cancel);
        desk.deletion.request.set(None);
        if !delete.state.with_untracked(|state| matches!(state, Delete::Sending(_))) {
            // Signed out meanwhile.
            return;
        }
        match asked.answer {
            Ok(_) if own => {
                tell(desk, &target);
                desk.own_deleted();
            }
            Ok(deleted) => done(desk, &target, deleted),
            Err(error) if asked.may_be_done && (error.outcome_unknown() || error.may_be_absent()) => {
                check(desk, target, &error).await;
            }
            Err(error) => {
                if !desk.heed(&error) {
                    delete.state.set(Delete::Asking(target, failed(desk, &error)));
                }
            }
        }
    });
}

fn failed(desk: Desk, error: &Error) -> FormError {
    let mut refusal = FormError::refused(super::trouble::texts(desk), error, desk.i18n.t.may_not_delete_text());
    let said = refusal.note.into_iter().chain(refusal.field).chain(refusal.others).collect::<Vec<_>>().join(" ");
    refusal.note = Some([desk.i18n.t.not_deleted(), " ", &said, " ", desk.i18n.t.still_works()].concat());
    refusal.field = None;
    refusal.others = Vec::new();
    refusal
}

/// The answer was lost, or is a 404 that nobody knows whose it is: the list tells whether the application is there.
async fn check(desk: Desk, target: Arc<Target>, lost: &Error) {
    // A list that did not come, or came in part, tells nothing about what is not in it.
    let asked = fetch(desk).await;
    if desk.is_gone() || !desk.deletion.state.with_untracked(|state| matches!(state, Delete::Sending(_))) {
        return;
    }
    let why = brief(desk, lost);
    let list = asked.ok().and_then(|()| desk.loaded_untracked()).map(|list| snapshot(&list));
    let note = match find_deleted(list.as_ref(), target.id, &target.client_id) {
        DeletionProof::Deleted if lost.may_be_absent() => return done(desk, &target, Deleted::Already),
        DeletionProof::Deleted => return done(desk, &target, Deleted::Now),
        DeletionProof::NotDeleted => [desk.i18n.t.not_deleted(), " ", &why, ". ", desk.i18n.t.still_works()].concat(),
        DeletionProof::Unknown => {
            [desk.i18n.t.may_be_deleted(), " ", &fill(desk.i18n.t.may_be_deleted_text(), &[("why", &why)])].concat()
        }
    };
    desk.deletion.state.set(Delete::Asking(target, FormError::note(note)));
}

fn tell(desk: Desk, target: &Target) {
    desk.tell_application("deleted", &target.id.to_string(), &target.name, &target.client_id);
}

fn done(desk: Desk, target: &Target, deleted: Deleted) {
    tell(desk, target);
    let place = desk.deletion.place.get_untracked();
    desk.deletion.reset();
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

/// The dialog.
pub fn delete_dialog(desk: Desk) -> El {
    let delete = desk.deletion;
    let open = flag(move || !delete.suspended.get() && delete.state.with(|state| *state != Delete::Closed));
    let title = "delete-title";
    dialog(
        open,
        title,
        move || dismiss(desk),
        move || lazy(desk, Part::Dialogs, Meanwhile::Dialog(title, dismiss), content_part),
    )
}

#[part(dialogs)]
fn content_part(desk: Desk) -> View {
    content(desk)
}

fn content(desk: Desk) -> View {
    untrack(|| desk.deletion.target()).map(|target| delete_form(desk, &target)).into()
}
