//! Creates an application. One request for each time the user wants it, never a blind repeat: when an answer is lost,
//! the list tells whether it went through (faults.md, "`POST` went through, its answer was lost").

use std::sync::Arc;

use leptos::prelude::*;
use part::part;

use super::create_desk::{Cause, Create, Doubt, How, Made, Sent, Twice};
use super::create_form::create_form;
use super::created::created_panel;
use super::desk::Desk;
use super::load::{cancel_loading, fetch};
use super::part::{Meanwhile, Part, lazy};
use super::proof::{After, Before, Span, Time, Verdict, judge, same_name};
use super::refusal::Refusal;
use super::renew::ask;
use super::reveal::reveal_made;
use super::trouble::brief;
use crate::api::{Act, Application, ClientType, Created, Error, RowKey};
use crate::applications::Loaded;
use crate::i18n::fill;
use crate::ui::{El, View, dialog, flag, listen, live, monotonic, now, spawn};

/// The longest name in code points (contract.md, "Requests").
pub const LONGEST_NAME: usize = 255;
/// From what age on a list is asked for again before a creation, in milliseconds: what others made since then is then
/// known, and not taken for what is made here.
const OLD: f64 = 30_000.0;
/// The longest list that is asked for again.
const LONG: usize = 2_000;

/// Opens the dialog of a user who is not signed in yet, or went away to sign in: it waits for the session.
pub fn restore(desk: Desk) {
    desk.creation.suspended.set(true);
    open_create(desk);
}

/// Opens the dialog, with what was typed before, if it was never used.
pub fn open_create(desk: Desk) {
    desk.creation.state.set(Create::Editing(Refusal::default()));
}

/// Creates an application with the typed name.
pub fn send(desk: Desk) {
    let create = desk.creation;
    if !create.state.with_untracked(|state| matches!(state, Create::Editing(_))) {
        return;
    }
    create.unseen.set(false);
    let name = create.draft.with_untracked(|draft| draft.trim().to_owned());
    if let Some(fault) = fault(desk, &name) {
        create.state.set(Create::Editing(Refusal::at_field(fault)));
        return;
    }
    if desk.browser.is_offline() {
        create.state.set(Create::Editing(Refusal::offline(desk.i18n.t.nothing_created())));
        return;
    }
    if desk.client().is_none() {
        return;
    }
    create.state.set(Create::Sending);
    let turn = desk.account.epoch.get_untracked();
    // The user may have signed out, or gone back to the form, whenever something was waited for.
    let is_over = move || {
        desk.is_gone()
            || desk.account.epoch.get_untracked() != turn
            || !create.state.with_untracked(|state| matches!(state, Create::Sending))
    };
    spawn(async move {
        let fresh = is_old(desk) && fetch(desk).await.is_ok();
        if is_over() {
            return;
        }
        let Some(signed_in) = desk.client() else {
            return;
        };
        let before = desk
            .loaded_untracked()
            .map(|list| Arc::new(Before::new(&list.table.rows().collect::<Vec<_>>(), list.rest.is_none(), fresh)));
        create.before.set(before);
        let sent = monotonic();
        let cancel = desk.account.begin();
        desk.creation.request.set(Some(cancel.clone()));
        let asked =
            ask(desk, Act::Create, signed_in, &cancel, async |client| client.create(&name, &cancel).await).await;
        if desk.is_gone() || desk.account.epoch.get_untracked() != turn {
            return;
        }
        desk.account.end(&cancel);
        desk.creation.request.set(None);
        if is_over() {
            return;
        }
        create.by.set(Some(asked.session));
        create.sent.set(Some(Sent { name: name.clone(), span: Span { sent, ended: monotonic() } }));
        match asked.answer {
            Ok(created) if is_known(desk, &created) => {
                // Something between answered with what was there before.
                create.lost.set(brief(desk, &Error::Unexpected));
                check(desk).await;
            }
            Ok(created) => {
                made(desk, &name, created);
                if fetch(desk).await.is_ok() {
                    settle(desk);
                    look_for_twins(desk);
                }
            }
            Err(error) if asked.may_be_done && error.outcome_unknown() => {
                create.lost.set(brief(desk, &error));
                check(desk).await;
            }
            Err(error) => {
                if !desk.heed(&error) {
                    create.state.set(Create::Editing(Refusal::from_error(
                        desk,
                        &error,
                        desk.i18n.t.may_not_create_text(),
                    )));
                }
            }
        }
    });
}

/// Whether the list that shows is so old that others may have made something since. Either of two clocks says so: one can't
/// be set back, the other one goes on while the computer sleeps.
fn is_old(desk: Desk) -> bool {
    let is_old = |list: Arc<Loaded>| {
        let ages = [monotonic() - list.tick, now() - list.at];
        list.table.len() <= LONG && ages.iter().any(|age| !(0.0..OLD).contains(age))
    };
    desk.loaded_untracked().is_some_and(is_old)
}

/// Whether an answer is about an application that was there before.
fn is_known(desk: Desk, created: &Created) -> bool {
    let known = |before: &Before| match created.client_id.as_str() {
        "" => created.secret.usable().is_none() && before.knows(created.id, ""),
        client_id => before.knows_client(client_id),
    };
    desk.creation.before.with_untracked(|before| before.as_deref().is_some_and(known))
}

/// Stops waiting. The server may have got the request: the list is asked next; waiting for that can be stopped too.
pub fn stop_waiting(desk: Desk) {
    if desk.creation.state.with_untracked(|state| *state == Create::Checking) {
        cancel_loading(desk);
    } else if let Some(cancel) = desk.creation.request.get_untracked() {
        cancel.cancel();
    } else {
        // Nothing was sent yet: the list is being asked for.
        desk.creation.state.set(Create::Editing(Refusal::default()));
        cancel_loading(desk);
    }
}

/// What is wrong with a name (contract.md, "Requests").
fn fault(desk: Desk, name: &str) -> Option<&'static str> {
    if name.is_empty() {
        Some(desk.i18n.t.name_empty())
    } else if name.chars().count() > LONGEST_NAME {
        Some(desk.i18n.t.name_too_long())
    } else if name.chars().any(char::is_control) {
        Some(desk.i18n.t.name_control())
    } else {
        None
    }
}

/// The first place that no row of a list has.
const NO_PLACE: u32 = u32::MAX;

fn made(desk: Desk, name: &str, created: Created) {
    let key = RowKey::new(created.id, if created.id.is_some() { 0 } else { NO_PLACE });
    let row = Application {
        id: created.id,
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
    desk.applications.insert(row);
    let Created { client_id, secret, .. } = created;
    show_made(desk, Made { key, name: name.to_owned(), client_id, secret, how: How::Answered });
}

fn show_made(desk: Desk, made: Made) {
    if made.key.id().is_some() || made.how != How::Answered {
        tell_made(desk, &made);
    }
    show_again(desk, Arc::new(made));
    desk.creation.draft.set(String::new());
}

fn tell_made(desk: Desk, made: &Made) {
    let id = made.key.id().map(|id| id.to_string()).unwrap_or_default();
    desk.tell_application("created", &id, &made.name, &made.client_id);
}

/// Shows what was made: now, or in another element of this document before.
pub fn show_again(desk: Desk, made: Arc<Made>) {
    let create = desk.creation;
    create.saved.set(None);
    create.closing.set(false);
    create.suspended.set(false);
    create.fresh.set(Some(made.key));
    reveal_made(desk);
    create.state.set(Create::Made(made));
}

/// The list is there: finds the row of what was made, where the answer had no id that can be used.
fn settle(desk: Desk) {
    let Create::Made(made) = desk.creation.state.get_untracked() else {
        return;
    };
    let Some(list) = desk.loaded_untracked().filter(|_| made.key.id().is_none()) else {
        return;
    };
    let is_it = |app: &Arc<Application>| match made.client_id.as_str() {
        "" => made.secret.usable().is_some() && app.secret == made.secret,
        client_id => app.client_id == client_id,
    };
    let found = list.table.rows().find(is_it);
    let Made { name, secret, how, .. } = &*made;
    let settled = Made {
        key: found.as_ref().map_or(made.key, |app| app.key),
        name: name.clone(),
        client_id: found.map_or_else(|| made.client_id.clone(), |app| app.client_id.clone()),
        secret: secret.clone(),
        how: *how,
    };
    tell_made(desk, &settled);
    desk.creation.fresh.set(Some(settled.key));
    desk.creation.state.set(Create::Made(Arc::new(settled)));
}

/// The list that shows, as what a creation is judged by.
fn after<'a>(list: &Loaded, rows: &'a [Arc<Application>]) -> After<'a> {
    After { applications: rows, whole: list.rest.is_none(), date: list.date, tick: list.tick }
}

/// Other new applications of this name. The browser repeats a `POST` when a kept-alive connection is reset before any
/// answer: two may have been made. What was made before or afterwards by the server's clock is somebody else's, and where
/// no time is known nobody can say.
fn look_for_twins(desk: Desk) {
    let create = desk.creation;
    let (Create::Made(made), Some(Sent { name, span })) = (create.state.get_untracked(), create.sent.get_untracked())
    else {
        return;
    };
    let (Some(before), Some(list)) = (create.before.get_untracked(), desk.loaded_untracked()) else {
        return;
    };
    let rows: Vec<_> = list.table.rows().collect();
    let after = after(&list, &rows);
    let mut twins = after.new_ones(&before);
    twins.retain(|app| app.key != made.key && app.client_id != made.client_id && same_name(&app.name, &name));
    twins.retain(|app| after.time(app, span) != Time::Otherwise);
    let repeated = twins.iter().all(|app| after.time(app, span) == Time::During);
    let others: Vec<RowKey> = twins.iter().map(|app| app.key).collect();
    if !others.is_empty() {
        create.twice.set(Some(Twice { name, others, repeated }));
    }
}

/// Asks the list whether a creation went through.
async fn check(desk: Desk) {
    let create = desk.creation;
    create.state.set(Create::Checking);
    let asked = fetch(desk).await;
    if desk.is_gone() || !create.state.with_untracked(|state| matches!(state, Create::Checking)) {
        return;
    }
    let why = create.lost.get_untracked();
    let unknown = |cause| create.state.set(Create::Unknown(Doubt { why: why.clone(), cause }));
    let (Ok(()), Some(list), Some(Sent { name, span })) = (asked, desk.loaded_untracked(), create.sent.get_untracked())
    else {
        return unknown(Cause::NotLoaded);
    };
    let rows: Vec<_> = list.table.rows().collect();
    match judge(create.before.get_untracked().as_deref(), span, &after(&list, &rows), &name) {
        Verdict::Partly => unknown(Cause::Partly),
        Verdict::NothingBefore => unknown(Cause::NothingBefore),
        Verdict::Choose(new) => unknown(Cause::Choose(new)),
        Verdict::Nothing => {
            let note = fill(desk.i18n.t.was_not_created(), &[("why", &why)]);
            create.state.set(Create::Editing(Refusal::note(note)));
        }
        Verdict::Found(app) => {
            show_listed(desk, &app, name, How::Found);
            look_for_twins(desk);
        }
    }
}

fn show_listed(desk: Desk, app: &Application, name: String, how: How) {
    let (client_id, secret) = (app.client_id.clone(), app.secret.clone());
    show_made(desk, Made { key: app.key, name, client_id, secret, how });
}

/// The user says which of the new applications is theirs.
pub fn choose(desk: Desk, app: &Application) {
    let name = if app.name.is_empty() { desk.creation.draft.get_untracked() } else { app.name.clone() };
    show_listed(desk, app, name, How::Chosen);
}

/// The user says that none of the new applications is theirs.
pub fn choose_none(desk: Desk) {
    desk.creation.state.set(Create::Editing(Refusal::default()));
}

/// Asks the list once more.
pub fn check_again(desk: Desk) {
    spawn(check(desk));
}

/// The network is back: what waits for it goes on.
fn back_online(desk: Desk) {
    let waits = |state: &Create| matches!(state, Create::Unknown(Doubt { cause: Cause::NotLoaded, .. }));
    if desk.creation.state.with_untracked(waits) && !desk.creation.suspended.get_untracked() {
        check_again(desk);
    }
}

/// Closes the dialog, where nothing would be lost by it; else asks.
pub fn dismiss(desk: Desk) {
    let create = desk.creation;
    match create.state.get_untracked() {
        Create::Made(_) if create.would_lose() => create.closing.set(true),
        Create::Closed | Create::Sending | Create::Checking => {}
        _ => close(desk),
    }
}

/// Closes the dialog.
pub fn close(desk: Desk) {
    let create = desk.creation;
    if create.state.with_untracked(|state| matches!(state, Create::Made(_))) {
        create.unseen.set(true);
    }
    create.shown.set(None);
    create.state.set(Create::Closed);
    create.saved.set(None);
    create.closing.set(false);
}

/// The dialog, in whichever state it is.
pub fn create_dialog(desk: Desk) -> El {
    let create = desk.creation;
    let open = flag(move || !create.suspended.get() && create.state.with(|state| *state != Create::Closed));
    let title = "create-title";
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
    let create = desk.creation;
    listen(&window(), "online", false, move |_| back_online(desk));
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
