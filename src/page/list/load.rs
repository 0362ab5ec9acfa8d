//! Loads the list, whose code is in the part `list`.

use leptos::task::spawn_local;
use part::part;

use crate::applications::Applications;
use crate::page::parts::{Part, ensure_loaded, is_loaded};
use crate::session::Account;

/// Loads the list for who is signed in, as soon as the part is there. Where it does not come, the view that is in it says
/// so, and loads the list once it can.
pub fn load_list(applications: Applications, account: Account) {
    if is_loaded(Part::List) {
        return load_now(applications, account);
    }
    // Not bound to a view: the list belongs to the session.
    spawn_local(async move {
        if ensure_loaded(Part::List).await && !account.is_disposed() {
            load_now(applications, account);
        }
    });
}

#[part(list)]
fn load_now(applications: Applications, account: Account) {
    applications.load(account);
}
