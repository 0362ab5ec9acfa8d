//! What can be done with a page from outside: the methods of the element. Each is called with the owner of its element.

use erased_view::prelude::*;

use crate::applications::Applications;
use crate::applications::creation::Creation;
use crate::applications::deletion::Deletion;
use crate::page::details::Details;
use crate::page::list::load_list;
use crate::page::settings::Settings;
use crate::session::Account;

/// Loads the list again. Without a session, looks for one again.
pub fn refresh() {
    let account = expect_context::<Account>();
    if account.is_signed_in_untracked() {
        load_list(expect_context::<Applications>(), account);
    } else {
        account.pick_up();
    }
}

/// Signs out as the user does. The host's own session is not ours to end.
pub fn sign_out() {
    let account = expect_context::<Account>();
    if !account.is_hosted() {
        account.sign_out();
    }
}

/// Opens the dialog for a new application, with a name in its field; it waits for a session. Not over another dialog, and
/// not where nothing can be created.
pub fn open_create(name: String) {
    let (account, creation) = (expect_context::<Account>(), expect_context::<Creation>());
    let features = expect_context::<Settings>().features;
    if !features.create || !untrack(|| account.may_write()) || is_busy() {
        return;
    }
    creation.draft.set(name);
    if account.is_signed_in_untracked() {
        creation.open();
    } else {
        creation.open_suspended();
    }
}

/// Opens the details of the application with an id, as soon as there is a list; with an empty one, closes what is open.
pub fn open_details(id: String) {
    expect_context::<Details>().ask(id);
}

/// Whether a dialog is open, which a new start would break off.
pub fn is_busy() -> bool {
    untrack(|| has_dialog(expect_context(), expect_context()))
}

/// Whether a dialog is open, shown or waiting for a session. Follows what it reads.
pub(super) fn has_dialog(creation: Creation, deletion: Deletion) -> bool {
    creation.state.track();
    deletion.state.track();
    creation.is_open() || deletion.is_open()
}
