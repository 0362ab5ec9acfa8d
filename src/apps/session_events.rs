//! Joins the session with the rest of the page: what its events do to the list, the dialogs and the host, and where the
//! code of its rarer operations comes from.

use leptos::prelude::*;
use part::part;

use super::desk::Desk;
use super::load::load;
use super::part::{Part, come};
use super::place;
use super::reveal::hide;
use crate::api::{Act, Client, Error};
use crate::applications::{ListState, TypeFilter};
use crate::page::create::forget_unsaved;
use crate::session::{
    Account, EndReason, Operations, ReturnPoint, Session, SessionEvent, Task, Web, finish, join_channel, renew, revoke,
};
use crate::ui::spawn;

/// Does what an event of the session asks for.
pub fn on_session_event(desk: Desk, event: SessionEvent) {
    match event {
        SessionEvent::Began => desk.tell_signed_in(),
        SessionEvent::Replaced => load(desk),
        SessionEvent::Covered => cover(desk),
        SessionEvent::Uncovered => {
            desk.creation.resume();
            desk.deletion.resume();
        }
        SessionEvent::Suspended => {
            interrupt(desk);
            clear(desk);
        }
        SessionEvent::OtherUser => put_away(desk),
        SessionEvent::Ended(reason) => end(desk, reason),
        SessionEvent::RequestEnded { act, error } => {
            if let Some(error) = error {
                desk.tell_error(&error, act);
            }
            if act != Act::Read {
                spawn(async move { load_anew(desk) });
            }
        }
        SessionEvent::TokenNeeded { refused } => {
            let withheld = desk.tell_token_needed(refused);
            // The host may have done anything meanwhile.
            desk.account.withheld.try_set(withheld);
        }
        SessionEvent::ResponseTaken => {
            desk.tell_answer_taken();
        }
        SessionEvent::HostFailed(failure) => desk.tell_host_failure(&failure),
    }
}

fn end(desk: Desk, reason: EndReason) {
    match reason {
        EndReason::Refused => interrupt(desk),
        EndReason::SignedOut | EndReason::SignedOutElsewhere | EndReason::Deleted => put_away(desk),
    }
    if reason == EndReason::SignedOut {
        desk.view.query.set(String::new());
        desk.view.types.set(TypeFilter::All);
    }
    clear(desk);
    desk.tell_signed_out(match reason {
        EndReason::SignedOut | EndReason::SignedOutElsewhere => "user",
        EndReason::Deleted => "deleted",
        EndReason::Refused => "refused",
    });
}

/// What was typed and made goes.
fn put_away(desk: Desk) {
    forget_unsaved(desk);
    desk.creation.reset();
    desk.deletion.reset();
}

/// What is open waits for the next session. What shows because it can't be had again shows on, unless the host says who
/// may see it.
fn interrupt(desk: Desk) {
    desk.creation.interrupt();
    desk.deletion.interrupt();
    if desk.account.is_hosted() {
        desk.creation.cover();
    }
}

/// What the session loaded, and what was shown of it, goes.
fn clear(desk: Desk) {
    desk.view.revealed.set(None);
    desk.applications.clear();
    desk.notifications.toasts.set(Vec::new());
    desk.view.copy_failed.set(false);
}

/// Puts what shows out of sight. Dialogs whose request is under way stay.
fn cover(desk: Desk) {
    hide(desk);
    desk.applications.cover();
    desk.creation.cover();
    desk.deletion.cover();
}

/// Loads the list where it was put out of sight meanwhile, since it was another token's.
fn load_anew(desk: Desk) {
    if desk.account.is_signed_in_untracked() && desk.applications.state.with_untracked(ListState::is_first_running) {
        load(desk);
    }
}

/// The operations of the session, in the part that has the sign-in page.
pub struct InSignInPart(pub Desk);

impl Operations<Account> for InSignInPart {
    fn ensure_loaded(&self) -> Task<bool> {
        Box::pin(come(Part::SignIn))
    }

    fn renew(&self, account: Account, refused: Session) -> Task<Result<bool, Error>> {
        renew_part(account, refused)
    }

    fn join_channel(&self, account: Account) {
        join_part(account);
    }

    fn revoke(&self, account: Account, session: Session) -> Task<Result<(), Error>> {
        revoke_part(account, session)
    }

    fn finish_sign_in(&self, account: Account) {
        finish_part(account, self.0);
    }
}

#[part(signin)]
fn renew_part(account: Account, refused: Session) -> Task<Result<bool, Error>> {
    Box::pin(async move { renew(account, &Web, &refused).await })
}

#[part(signin)]
fn join_part(account: Account) {
    join_channel(account, Web);
}

#[part(signin)]
fn revoke_part(account: Account, session: Session) -> Task<Result<(), Error>> {
    Box::pin(async move { revoke(account, &Web, &session).await })
}

#[part(signin)]
fn finish_part(account: Account, desk: Desk) {
    finish(account, Web, Here(desk));
}

/// Where the user of an element is.
#[derive(Clone, Copy)]
pub struct Here(pub Desk);

impl ReturnPoint for Here {
    fn here(&self) -> String {
        place::here(self.0)
    }

    fn restore(&self, return_point: &str) -> bool {
        place::restore(self.0, return_point)
    }

    fn go(&self, return_point: &str) {
        place::go(return_point);
    }
}

impl Desk {
    /// As [`Account::client`].
    pub fn client(self) -> Option<(Client, Session)> {
        self.account.client()
    }

    /// As [`Account::is_current`].
    pub fn is_current(self, session: &Session) -> bool {
        self.account.is_current(session)
    }

    /// As [`Account::may_write`].
    pub fn may_write(self) -> bool {
        self.account.may_write()
    }

    /// As [`Account::sign_out`].
    pub fn sign_out(self) {
        self.account.sign_out();
    }

    /// As [`Account::end_own_deleted`].
    pub fn own_deleted(self) {
        self.account.end_own_deleted();
    }

    /// As [`Account::end_if_refused`].
    pub fn heed(self, error: &Error) -> bool {
        self.account.end_if_refused(error)
    }
}
