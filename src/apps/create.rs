//! Creates an application. One request for each time the user wants it, never a blind repeat: when an answer is lost,
//! the list tells whether it went through (faults.md, "`POST` went through, its answer was lost").

use std::sync::Arc;

use super::create_desk::{Create, Made, Twice};
use super::create_form::create_form;
use super::created::created_panel;
use super::desk::Desk;
use super::load::{cancel_loading, fetch};
use super::part::{Meanwhile, Part, cut, lazy};
use super::refusal::Refusal;
use super::renew::ask;
use super::trouble::brief;
use crate::api::{Act, Application, ClientType, Created, RowKey};
use crate::i18n::fill;
use crate::ui::{El, View, dialog, flag, live, spawn};

/// The longest name in code points (contract.md, "Requests").
pub const LONGEST_NAME: usize = 255;

/// Opens the dialog of a user who is not signed in yet, or went away to sign in: it waits for the session.
pub fn restore(desk: Desk) {
    desk.create.suspended.set(true);
    open_create(desk);
}

/// Opens the dialog, with what was typed before, if it was never used.
pub fn open_create(desk: Desk) {
    desk.create.state.set(Create::Editing(Refusal::default()));
}

/// Creates an application with the typed name.
pub fn send(desk: Desk) {
    let create = desk.create;
    if !create.state.with_untracked(|state| matches!(state, Create::Editing(_))) {
        return;
    }
    let name = create.draft.with_untracked(|draft| draft.trim().to_owned());
    if let Some(fault) = fault(desk, &name) {
        create.state.set(Create::Editing(Refusal::at_field(fault)));
        return;
    }
    let Some(signed_in) = desk.client() else {
        return;
    };
    create
        .before
        .set(desk.loaded_untracked().map(|loaded| loaded.applications.iter().filter_map(|app| app.id).collect()));
    create.state.set(Create::Sending);
    let turn = desk.turn.get_untracked();
    let cancel = desk.begin();
    create_cancel(desk, Some(cancel.clone()));
    spawn(async move {
        let asked =
            ask(desk, Act::Create, signed_in, &cancel, async |client| client.create(&name, &cancel).await).await;
        if desk.is_gone() || desk.turn.get_untracked() != turn {
            // Signed out meanwhile.
            return;
        }
        desk.end(&cancel);
        create_cancel(desk, None);
        if !create.state.with_untracked(|state| matches!(state, Create::Sending)) {
            // Signed out meanwhile.
            return;
        }
        match asked.answer {
            Ok(created) => {
                made(desk, &name, created);
                if fetch(desk).await.is_ok() {
                    look_for_twins(desk, &name);
                }
            }
            Err(error) if asked.may_be_done && error.outcome_unknown() => {
                create.lost.set(brief(desk, &error));
                check(desk, name).await;
            }
            Err(error) => {
                if !desk.heed(&error) {
                    create.state.set(Create::Editing(Refusal::from_error(desk, &error, desk.t.may_not_create_text())));
                }
            }
        }
    });
}

/// Remembers or forgets what Cancel stops.
fn create_cancel(desk: Desk, cancel: Option<crate::api::Cancel>) {
    desk.creating.set(cancel);
}

/// Stops waiting. The server may have got the request: the list is asked next; waiting for that can be stopped too.
pub fn stop_waiting(desk: Desk) {
    if desk.create.state.with_untracked(|state| *state == Create::Checking) {
        cancel_loading(desk);
    } else if let Some(cancel) = desk.creating.get_untracked() {
        cancel.cancel();
    }
}

/// What is wrong with a name (contract.md, "Requests").
fn fault(desk: Desk, name: &str) -> Option<&'static str> {
    if name.is_empty() {
        Some(desk.t.name_empty())
    } else if name.chars().count() > LONGEST_NAME {
        Some(desk.t.name_too_long())
    } else if name.chars().any(char::is_control) {
        Some(desk.t.name_control())
    } else {
        None
    }
}

fn made(desk: Desk, name: &str, created: Created) {
    let key = RowKey::new(Some(created.id), 0);
    let row = Application {
        id: Some(created.id),
        key,
        name: name.to_owned(),
        client_id: created.client_id.clone(),
        client_type: ClientType::Other(String::new()),
        secret: created.secret.clone(),
        created: None,
        updated: None,
        grant_type: None,
        redirect_uris: Vec::new(),
        skip_authorization: None,
        defects: Vec::new(),
    };
    desk.change_list(|list| list.insert(0, Arc::new(row)));
    show_made(
        desk,
        Made { key, name: name.to_owned(), client_id: created.client_id, secret: created.secret, found: false },
    );
}

fn show_made(desk: Desk, made: Made) {
    let create = desk.create;
    create.saved.set(None);
    create.closing.set(false);
    create.fresh.set(Some(made.key));
    let id = made.key.id().map(|id| id.to_string()).unwrap_or_default();
    desk.tell_application("created", &id, &made.name, &made.client_id);
    // In this order: there is something unsaved all the time.
    create.state.set(Create::Made(Arc::new(made)));
    create.draft.set(String::new());
}

/// New applications of this name: they were not in the list before the request.
fn newcomers(desk: Desk, name: &str) -> Option<Vec<Arc<Application>>> {
    let before = desk.create.before.get_untracked()?;
    let loaded = desk.loaded_untracked()?;
    let is_new = |app: &&Arc<Application>| app.name == name && app.id.is_some_and(|id| !before.contains(&id));
    Some(loaded.applications.iter().filter(is_new).cloned().collect())
}

/// The browser repeats a `POST` when a kept-alive connection is reset before any answer: two may have been made.
fn look_for_twins(desk: Desk, name: &str) {
    let Create::Made(made) = desk.create.state.get_untracked() else {
        return;
    };
    let others: Vec<RowKey> =
        newcomers(desk, name).unwrap_or_default().iter().map(|app| app.key).filter(|key| *key != made.key).collect();
    if !others.is_empty() {
        desk.create.twice.set(Some(Twice { name: name.to_owned(), others }));
    }
}

/// Asks the list whether a creation went through.
async fn check(desk: Desk, name: String) {
    let create = desk.create;
    create.state.set(Create::Checking);
    let asked = fetch(desk).await;
    if desk.is_gone() || !create.state.with_untracked(|state| matches!(state, Create::Checking)) {
        return;
    }
    let why = create.lost.get_untracked();
    match asked.ok().and_then(|()| newcomers(desk, &name)) {
        None => create.state.set(Create::Unknown(why)),
        Some(found) => match found.first() {
            // A list that came in part tells nothing about what is not in it.
            None if desk.loaded_untracked().is_some_and(|loaded| loaded.rest.is_some()) => {
                create.state.set(Create::Unknown(why));
            }
            None => {
                let note = fill(desk.t.was_not_created(), &[("why", &why)]);
                create.state.set(Create::Editing(Refusal::note(note)));
            }
            Some(app) => {
                let (client_id, secret) = (app.client_id.clone(), app.secret.clone());
                show_made(desk, Made { key: app.key, name: name.clone(), client_id, secret, found: true });
                look_for_twins(desk, &name);
            }
        },
    }
}

/// Asks the list once more.
pub fn check_again(desk: Desk) {
    let name = desk.create.draft.with_untracked(|draft| draft.trim().to_owned());
    spawn(check(desk, name));
}

/// Closes the dialog, where nothing would be lost by it; else asks.
pub fn dismiss(desk: Desk) {
    let create = desk.create;
    match create.state.get_untracked() {
        Create::Made(_) if create.would_lose() => create.closing.set(true),
        Create::Closed | Create::Sending | Create::Checking => {}
        _ => close(desk),
    }
}

/// Closes the dialog.
pub fn close(desk: Desk) {
    let create = desk.create;
    create.state.set(Create::Closed);
    create.saved.set(None);
    create.closing.set(false);
}

/// The dialog, in whichever state it is.
pub fn create_dialog(desk: Desk) -> El {
    let create = desk.create;
    let open = flag(move || !create.suspended.get() && create.state.with(|state| *state != Create::Closed));
    let title = "create-title";
    dialog(
        open,
        title,
        move || dismiss(desk),
        move || lazy(desk, Part::Dialogs, Meanwhile::Dialog(title, dismiss), content_part),
    )
}

cut!("dialogs" "00000000000000000000000000000003": fn content_part = content);

fn content(desk: Desk) -> View {
    let create = desk.create;
    let is_made = flag(move || create.state.with(|state| matches!(state, Create::Made(_))));
    live(move || {
        if !is_made.get() {
            return create_form(desk);
        }
        match create.state.get_untracked() {
            Create::Made(made) => created_panel(desk, &made),
            _ => View::none(),
        }
    })
}
