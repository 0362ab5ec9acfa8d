//! Loads the list, whose code is in the part `list`.

use part::part;

use crate::applications::Applications;
use crate::page::parts::{Part, once_loaded};
use crate::session::Account;

/// Loads the list for who is signed in, as soon as the part is there. Where it does not come, the view that is in it says
/// so, and loads the list once it can.
pub fn load_list(applications: Applications, account: Account) {
    once_loaded(Part::List, move || {
        if !account.is_disposed() {
            load_now(applications, account);
        }
    });
}

#[part(list)]
fn load_now(applications: Applications, account: Account) {
    applications.load(account);
}
