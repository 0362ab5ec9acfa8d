//! When an element keeps a secret that was not saved for the next one, and when that one takes it up.

use std::sync::Arc;

use leptos::prelude::*;

use crate::applications::create::Made;
use crate::applications::unsaved::Place;
use crate::apps::desk::Desk;
use crate::apps::reveal::shows_until;
use crate::session::{Origin, Session};

fn place(desk: Desk) -> Place {
    let api = desk.account.endpoints.with_untracked(|endpoints| endpoints.apps.clone());
    Place { api, storage_key: desk.account.options().storage_key }
}

/// The element leaves the document: keeps a secret that was not saved.
pub fn keep_unsaved(desk: Desk) {
    let Some(made) = desk.creation.made_untracked().filter(|_| desk.creation.would_lose()) else {
        return;
    };
    let mut made = Arc::unwrap_or_clone(made);
    // The token may have been renewed since; and what was made may show after its session ended.
    if let Some(session) = desk.account.session.get_untracked() {
        made.by = session;
    }
    place(desk).keep(made);
}

/// A session is there: shows what its user made and did not save.
pub fn take_up(desk: Desk) {
    let session = desk.account.session.get_untracked();
    if let Some(session) = session.filter(|_| !desk.creation.is_open()) {
        let made = place(desk).take(&session);
        show(desk, session, made);
    }
}

/// The list of a host's user is there, who may have another token by now: shows what they made and did not save.
pub fn take_up_listed(desk: Desk) {
    let hosted = |session: &Session| matches!(session.origin, Origin::Host | Origin::Portal);
    let session = desk.account.session.get_untracked().filter(hosted);
    if let (Some(session), Some(list), false) = (session, desk.loaded_untracked(), desk.creation.is_open()) {
        let made = place(desk).take_listed(list.table.rows());
        show(desk, session, made);
    }
}

fn show(desk: Desk, by: Session, made: Option<Made>) {
    if let Some(made) = made {
        desk.creation.show(Arc::new(Made { by, ..made }), shows_until());
    }
}

/// The user signed out: nothing is kept.
pub fn forget_unsaved(desk: Desk) {
    place(desk).forget();
}
