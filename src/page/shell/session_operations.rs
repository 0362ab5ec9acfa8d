//! The rarer operations of the session, whose code is in the part that has the sign-in page.

use part::part;

use crate::api::Error;
use crate::page::parts::{Part, ensure_loaded};
use crate::page::return_point::PageReturnPoint;
use crate::session::{Account, Operations, Session, Task, Web, finish, join_channel, renew, revoke};

/// The operations of the session, in the part that has the sign-in page.
pub struct InSignInPart(pub PageReturnPoint);

impl Operations<Account> for InSignInPart {
    fn ensure_loaded(&self) -> Task<bool> {
        Box::pin(ensure_loaded(Part::SignIn))
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
fn finish_part(account: Account, return_point: PageReturnPoint) {
    finish(account, Web, return_point);
}
