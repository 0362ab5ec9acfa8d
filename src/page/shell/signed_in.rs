//! What a signed-in user sees: the list, and below it who they are.

use erased_view::dom::watch;
use erased_view::prelude::*;

use super::signed_in_as::SignedInAs;
use crate::applications::deletion::Deletion;
use crate::applications::{Applications, ListState};
use crate::i18n::use_i18n;
use crate::page::create::{take_up, take_up_listed};
use crate::page::delete::reopen;
use crate::page::list::ListPage;
use crate::page::list_view::ListView;
use crate::page::settings::Settings;
use crate::session::Account;

/// The page of a signed-in user. What they left open or unsaved comes back with it.
#[component]
pub fn SignedIn() -> impl IntoView {
    let settings = expect_context::<Settings>();
    let (applications, list_view) = (expect_context::<Applications>(), expect_context::<ListView>());
    let account = expect_context::<Account>();
    let deletion = expect_context::<Deletion>();
    let shown = list_view.show_rows(use_i18n(), applications, settings.environments);
    untrack(take_up);
    // Where this part came late, nobody has.
    if applications.state.with_untracked(ListState::is_first_running) {
        applications.load(account);
    }
    watch(move || {
        if applications.loaded().is_some() {
            untrack(|| {
                reopen(applications, deletion);
                take_up_listed();
            });
        }
    });
    view! {
        <ListPage shown/>
        {(!settings.standalone).then(|| view! { <div class="foot"><SignedInAs/></div> })}
    }
}
