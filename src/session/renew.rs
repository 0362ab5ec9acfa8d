//! Renews a session.
//!
//! A refresh token is good for one use. One caller, one element and one tab at a time uses it, and the others get what it
//! brought. A renewal that did not reach the server ends nothing; one that the server refused ends the session.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::event::SessionEvent;
use super::metadata::ensure_metadata;
use super::revoke::revoke_all;
use super::token::Renewal;
use super::web::{AuthorizationServer, Tabs};
use super::{Account, Origin, Session, SessionStore};
use crate::api::{Cancel, Error, Grant, Proof};

/// How long other tabs have to say that they have a newer token, in milliseconds.
const PATIENCE: i32 = 100;
/// How long to wait before looking again whether the renewal that is under way has ended, in milliseconds.
const STEP: i32 = 30;

/// Gets another token in the place of one that was refused, or soon would be. `false` when there is none to be had.
///
/// # Errors
/// Why it could not be tried; [`Error::Cancelled`] when the session is another one meanwhile.
pub async fn renew<W>(account: Account, web: &W, refused: &Session) -> Result<bool, Error>
where
    W: AuthorizationServer + Tabs,
{
    while account.try_inner().is_some_and(|inner| inner.renewing.get()) {
        web.sleep(STEP).await;
    }
    if let Some(outcome) = newer(account, refused)? {
        return Ok(outcome);
    }
    let inner = account.inner();
    inner.renewing.set(true);
    let outcome = match &refused.origin {
        Origin::Host => renew_at_host(account, refused).await,
        Origin::Person(client) => renew_at_server(account, web, refused, client).await,
        Origin::Portal | Origin::Pasted | Origin::Client(_) => Ok(false),
    };
    inner.renewing.set(false);
    outcome
}

/// Whether there is another token already than the one that was refused.
fn newer(account: Account, refused: &Session) -> Result<Option<bool>, Error> {
    if account.is_disposed() || !account.is_signed_in_untracked() {
        return Err(Error::Cancelled);
    }
    // Another element of this tab may have been quicker.
    account.follow_store();
    match account.session.get_untracked() {
        Some(here) if here.token == refused.token => Ok(None),
        Some(here) if here.is_same(refused) || here.origin == Origin::Host => Ok(Some(true)),
        _ => Err(Error::Cancelled),
    }
}

async fn renew_at_host(account: Account, refused: &Session) -> Result<bool, Error> {
    let Some(host) = account.options().host else {
        return Ok(false);
    };
    // Its user may be another one by now.
    account.emit(SessionEvent::Covered);
    let answer = host.ask(true).await;
    let is_same = |here: &Option<Session>| here.as_ref().is_some_and(|here| here.is_same(refused));
    if account.session.try_with_untracked(is_same) != Some(true) {
        return Err(Error::Cancelled);
    }
    match answer {
        Ok(Some(token)) if token != refused.token => {
            account.adopt(Session::bare(token, Origin::Host));
            account.emit(SessionEvent::Uncovered);
            Ok(true)
        }
        Ok(_) => Ok(false),
        Err(failure) => {
            account.fail_at_host(failure);
            Ok(false)
        }
    }
}

async fn renew_at_server<W>(account: Account, web: &W, refused: &Session, client: &str) -> Result<bool, Error>
where
    W: AuthorizationServer + Tabs,
{
    let Some(renewal) = &refused.renewal else {
        return Ok(false);
    };
    let _lock = web.lock(&["oauth-apps.", &renewal.family].concat()).await;
    if let Some(outcome) = newer(account, refused)? {
        return Ok(outcome);
    }
    // The page may not have had the time yet.
    if account.inner().channel.borrow().is_none() {
        open_channel(account, web);
    }
    send(account, &["?", &renewal.count.to_string()].concat());
    web.sleep(PATIENCE).await;
    if let Some(outcome) = newer(account, refused)? {
        return Ok(outcome);
    }
    let known = ensure_metadata(account, web).await;
    if let Some(outcome) = newer(account, refused)? {
        return Ok(outcome);
    }
    known?;
    let store = account.store();
    match refresh(account, web, &store, refused, renewal, client).await {
        Ok(session) if account.is_disposed() => {
            // The next element with this storage key has it.
            store.save(&session);
            Err(Error::Cancelled)
        }
        Ok(session) => {
            send(account, &session.to_json());
            account.adopt(session);
            Ok(true)
        }
        Err(_) if account.is_disposed() => Err(Error::Cancelled),
        Err(error) if is_final(&error) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Uses the refresh token. Whoever leaves meanwhile, the answer is waited for: it has the only token that works from now
/// on.
async fn refresh<W: AuthorizationServer>(
    account: Account,
    web: &W,
    store: &SessionStore,
    refused: &Session,
    renewal: &Renewal,
    client: &str,
) -> Result<Session, Error> {
    let endpoints = account.endpoints.get_untracked();
    let proof = Proof::Refresh(renewal.token.expose());
    let answer: Result<Grant, Error> =
        web.request_token(&endpoints, client, proof, account.timeouts.write, &Cancel::new()).await;
    let answer = answer.map(|grant| refused.renewed(grant, store.now()));
    if !store.read().is_some_and(|stored| stored.is_same(refused)) {
        // Signed out meanwhile: nobody is left who would use it.
        if let Ok(session) = answer {
            // Nobody is left, too, who would want to know whether that worked.
            let _ = revoke_all(web, &endpoints, &session, client).await;
        }
        return Err(Error::Cancelled);
    }
    answer
}

/// Whether the server said that this refresh token is of no use any more (RFC 6749 section 5.2).
fn is_final(error: &Error) -> bool {
    error.problem().is_some_and(|problem| problem.status == 401 || problem.status == 400 && problem.code.is_some())
}

/// Joins the tabs with copies of the session that is there.
pub fn join_channel<W>(account: Account, web: W)
where
    W: AuthorizationServer + Tabs,
{
    open_channel(account, &web);
    // Where the server is should be known by the time that somebody signs out and leaves.
    spawn_local(async move {
        // What is wrong is told when it matters.
        let _ = ensure_metadata(account, &web).await;
    });
}

fn open_channel(account: Account, tabs: &impl Tabs) {
    let family = account.session.with_untracked(|session| Some(session.as_ref()?.renewal.as_ref()?.family.clone()));
    let on_message = move |text: String| on_message(account, &text);
    account.inner().channel.replace(family.and_then(|family| tabs.open_channel(&family, Box::new(on_message))));
}

fn send(account: Account, text: &str) {
    if let Some(channel) = &*account.inner().channel.borrow() {
        channel.send(text);
    }
}

/// Hears another tab: one that asks who has more than its number of renewals, or one with a newer token.
fn on_message(account: Account, text: &str) {
    let Some(here) = account.session.try_with_untracked(Option::clone).flatten() else {
        return;
    };
    let count = |session: &Session| session.renewal.as_ref().map_or(0, |renewal| renewal.count);
    if let Some(number) = text.strip_prefix('?') {
        if number.parse().is_ok_and(|number: u64| count(&here) > number) {
            send(account, &here.to_json());
        }
    } else if let Some(theirs) =
        Session::from_text(text).filter(|theirs| theirs.is_same(&here) && count(theirs) > count(&here))
        && account.store().may_use(&theirs)
    {
        account.adopt(theirs);
    }
}
