//! Creates an application. One request for each time the user wants it, never a blind repeat: when an answer is lost,
//! the list tells whether it went through (faults.md, "`POST` went through, its answer was lost").

use std::sync::Arc;

use super::create_form::create_form;
use super::created::created_panel;
use super::desk::Desk;
use super::load::{cancel_loading, fetch};
use super::part::{Meanwhile, Part, cut, lazy};
use super::refusal::Refusal;
use super::renew::ask;
use super::trouble::brief;
use crate::api::{AppId, Application, ClientSecret, ClientType, Created, RowKey};
use crate::i18n::fill;
use crate::ui::{El, State, View, dialog, flag, live, spawn};

/// The longest name in code points (contract.md, "Requests").
pub const LONGEST_NAME: usize = 255;

/// How far the creation is.
#[derive(Clone, Debug, PartialEq)]
pub enum Create {
    /// No dialog.
    Closed,
    /// The name is being typed; the last try may have been refused.
    Editing(Refusal),
    /// The request is under way.
    Sending,
    /// Its answer was lost: the list is being asked.
    Checking,
    /// Its answer was lost, and the list can't tell.
    Unknown(String),
    /// It was made.
    Made(Arc<Made>),
}

/// An application that was just made.
#[derive(Debug, PartialEq)]
pub struct Made {
    /// Its key in the list.
    pub key: RowKey,
    /// The name as it was sent.
    pub name: String,
    /// What the server made.
    pub client_id: String,
    /// What the server made.
    pub secret: ClientSecret,
    /// Whether its own answer was lost, and the list told.
    pub found: bool,
}

/// How a secret was saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// It is on the clipboard.
    Copied,
    /// It was downloaded.
    Downloaded,
}

/// One wish, several applications: the browser repeated the request.
#[derive(Clone, Debug, PartialEq)]
pub struct Twice {
    /// Their name.
    pub name: String,
    /// Those whose secret the user has not seen.
    pub others: Vec<RowKey>,
}

/// The state of the create dialog.
#[derive(Clone, Copy)]
pub struct CreateDesk {
    /// How far it is.
    pub state: State<Create>,
    /// The name as typed. It outlives the dialog until it was used.
    pub draft: State<String>,
    /// Whether the secret was saved.
    pub saved: State<Option<Saved>>,
    /// Whether "Close without saving?" is asked.
    pub closing: State<bool>,
    /// Several were made.
    pub twice: State<Option<Twice>>,
    /// Hidden while the user signs in again.
    suspended: State<bool>,
    fresh: State<Option<RowKey>>,
    before: State<Option<Vec<AppId>>>,
    lost: State<String>,
}

impl CreateDesk {
    /// No dialog, nothing typed.
    pub fn new() -> Self {
        Self {
            state: State::new(Create::Closed),
            draft: State::new(String::new()),
            saved: State::new(None),
            closing: State::new(false),
            twice: State::new(None),
            suspended: State::new(false),
            fresh: State::new(None),
            before: State::new(None),
            lost: State::new(String::new()),
        }
    }

    /// The row that was just made.
    pub fn fresh(self) -> Option<RowKey> {
        self.fresh.get()
    }

    /// A row is gone: it is neither the new one nor a twin any more.
    pub fn forget(self, key: RowKey) {
        self.twice.update(|twice| {
            if twice.as_ref().is_some_and(|twice| twice.others.contains(&key)) {
                *twice = None;
            }
        });
    }

    /// Whether something typed or made would be missed.
    pub fn has_draft(self) -> bool {
        self.state.with_untracked(|state| match state {
            Create::Closed => false,
            Create::Editing(_) | Create::Sending => self.draft.with_untracked(|draft| !draft.trim().is_empty()),
            Create::Checking | Create::Unknown(_) | Create::Made(_) => true,
        })
    }

    /// Whether the dialog holds something typed, and nothing made.
    pub fn is_typed(self) -> bool {
        self.state.with_untracked(|state| !matches!(state, Create::Closed | Create::Made(_)))
    }

    /// Whether there is a dialog, shown or waiting.
    pub fn is_open(self) -> bool {
        self.state.with_untracked(|state| *state != Create::Closed)
    }

    /// What leaving would lose, in the host's word for it. Follows what it reads.
    pub fn unsaved(self) -> Option<&'static str> {
        self.draft.track();
        self.saved.track();
        let word = self.state.with(|state| if matches!(state, Create::Made(_)) { "secret" } else { "draft" });
        self.would_lose().then_some(word)
    }

    /// Whether leaving the page would lose something.
    pub fn would_lose(self) -> bool {
        match self.state.get_untracked() {
            Create::Made(made) => made.secret.usable().is_some() && self.saved.get_untracked().is_none(),
            _ => self.has_draft(),
        }
    }

    /// Puts everything away.
    pub fn reset(self) {
        self.state.set(Create::Closed);
        self.draft.set(String::new());
        self.saved.set(None);
        self.closing.set(false);
        self.twice.set(None);
        self.fresh.set(None);
        self.suspended.set(false);
        self.before.set(None);
    }

    /// The session ended: what was typed waits, and a secret that was just made stays on the screen.
    pub fn interrupt(self) {
        self.twice.set(None);
        self.fresh.set(None);
        let next = match self.state.get_untracked() {
            Create::Sending => Create::Editing(Refusal::default()),
            Create::Checking => Create::Unknown(self.lost.get_untracked()),
            state => state,
        };
        self.suspended.set(!matches!(next, Create::Made(_)));
        self.state.set(next);
    }

    /// Signed in again: the dialog is back as it was.
    pub fn resume(self) {
        self.suspended.set(false);
    }
}

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
        let asked = ask(desk, signed_in, &cancel, async |client| client.create(&name, &cancel).await).await;
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
    create.draft.set(String::new());
    create.fresh.set(Some(made.key));
    let id = made.key.id().map(|id| id.to_string()).unwrap_or_default();
    desk.tell_application("created", &id, &made.name, &made.client_id);
    create.state.set(Create::Made(Arc::new(made)));
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
