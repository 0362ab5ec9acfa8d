//! When an element keeps a secret that was not saved for the next one, and when that one takes it up.
//!
//! The code of it is in the part `dialogs`, which is there wherever something was made, or kept.

use std::sync::Arc;

use erased_view::prelude::*;
use part::part;

use crate::applications::Applications;
use crate::applications::create::Made;
use crate::applications::creation::Creation;
use crate::applications::unsaved::{self, Place};
use crate::page::secret_time::secret_deadline_if_seen;
use crate::session::{Account, Origin, Session};

fn place(account: Account) -> Place {
    let api = account.endpoints.with_untracked(|endpoints| endpoints.apps.clone());
    Place { api, storage_key: account.options().storage_key }
}

/// The element leaves the document: keeps a secret that was not saved.
pub fn keep_unsaved(account: Account, creation: Creation) {
    if let Some(made) = creation.made_untracked()
        && creation.would_lose()
    {
        keep(account, made);
    }
}

#[part(dialogs)]
fn keep(account: Account, made: Arc<Made>) {
    let mut made = Arc::unwrap_or_clone(made);
    // The token may have been renewed since; and what was made may show after its session ended.
    if let Some(session) = account.session.get_untracked() {
        made.by = session;
    }
    place(account).keep(made);
}

/// A session is there: shows what its user made and did not save.
pub fn take_up() {
    if unsaved::is_any() {
        take_up_kept();
    }
}

#[part(dialogs)]
fn take_up_kept() {
    let (account, creation) = (expect_context::<Account>(), expect_context::<Creation>());
    let session = account.session.get_untracked();
    if let Some(session) = session.filter(|_| !creation.is_open()) {
        let made = place(account).take(&session);
        show(creation, session, made);
    }
}

/// The list of a host's user is there, who may have another token by now: shows what they made and did not save.
pub fn take_up_listed() {
    if unsaved::is_any() {
        take_up_kept_listed();
    }
}

#[part(dialogs)]
fn take_up_kept_listed() {
    let (account, creation) = (expect_context::<Account>(), expect_context::<Creation>());
    let hosted = |session: &Session| matches!(session.origin, Origin::Host | Origin::Portal);
    let session = account.session.get_untracked().filter(hosted);
    let list = expect_context::<Applications>().loaded_untracked();
    if let (Some(session), Some(list), false) = (session, list, creation.is_open()) {
        let made = place(account).take_listed(&list.table);
        show(creation, session, made);
    }
}

fn show(creation: Creation, by: Session, made: Option<Made>) {
    if let Some(made) = made {
        creation.show(Arc::new(Made { by, ..made }), secret_deadline_if_seen());
    }
}

/// The user signed out: nothing is kept.
pub fn forget_unsaved(account: Account) {
    if unsaved::is_any() {
        forget(account);
    }
}

#[part(dialogs)]
fn forget(account: Account) {
    place(account).forget();
}
