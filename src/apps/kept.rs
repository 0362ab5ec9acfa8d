//! A secret that was just made outlives its element: a framework that shows another view takes the element out of the
//! document without asking. It is kept in memory, never in storage, for the next element of this document with the same
//! session, until it is saved, let go, or signed out.

use leptos::prelude::*;
use std::cell::RefCell;
use std::sync::Arc;

use super::create::show_again;
use super::create_desk::{Create, Made};
use super::desk::Desk;
use crate::session::{Origin, Session};

/// What is kept, and for whom.
struct Kept {
    /// Where the API is.
    api: String,
    /// The session storage key of the element.
    key: String,
    /// Who made it.
    session: Session,
    made: Arc<Made>,
}

thread_local! {
    static KEPT: RefCell<Vec<Kept>> = const { RefCell::new(Vec::new()) };
}

/// The API and the storage key of an element.
fn place(desk: Desk) -> (String, String) {
    (desk.account.endpoints.with_untracked(|endpoints| endpoints.apps.clone()), desk.account.options().storage_key)
}

/// The element leaves the document: keeps a secret that was not saved.
pub fn keep(desk: Desk) {
    let Some(Create::Made(made)) = desk.creation.state.try_with_untracked(Clone::clone) else {
        return;
    };
    // The token may have been renewed since; and what was made may show after its session ended.
    let session = desk.account.session.get_untracked().or(desk.creation.by.get_untracked());
    if let Some(session) = session.filter(|_| desk.creation.would_lose()) {
        let (api, key) = place(desk);
        KEPT.with_borrow_mut(|kept| {
            kept.retain(|kept| kept.api != api || kept.key != key);
            kept.push(Kept { api, key, session, made });
        });
    }
}

/// A session is there: shows what its user made and did not save.
pub fn take_up(desk: Desk) {
    let Some(session) = desk.account.session.get_untracked() else {
        return;
    };
    show_kept(desk, session.clone(), |kept| kept.session.is_same(&session));
}

/// The list of a host's user is there. A host may give another token each time; an application that is in their list is
/// theirs all the same.
pub fn take_up_listed(desk: Desk) {
    let hosted = |session: &Session| matches!(session.origin, Origin::Host | Origin::Portal);
    let (Some(session), Some(list)) = (desk.account.session.get_untracked().filter(hosted), desk.loaded_untracked())
    else {
        return;
    };
    show_kept(desk, session, |kept| {
        let client_id = &kept.made.client_id;
        !client_id.is_empty() && list.table.rows().any(|application| application.client_id == *client_id)
    });
}

fn show_kept(desk: Desk, session: Session, is_theirs: impl Fn(&Kept) -> bool) {
    if desk.creation.is_open() {
        return;
    }
    let (api, key) = place(desk);
    let found = KEPT.with_borrow_mut(|kept| {
        let at = kept.iter().position(|kept| kept.api == api && kept.key == key && is_theirs(kept))?;
        Some(kept.swap_remove(at))
    });
    if let Some(found) = found {
        desk.creation.by.set(Some(session));
        show_again(desk, found.made);
    }
}

/// The user signed out: nothing is kept.
pub fn forget(desk: Desk) {
    let (api, key) = place(desk);
    KEPT.with_borrow_mut(|kept| kept.retain(|kept| kept.api != api || kept.key != key));
}
