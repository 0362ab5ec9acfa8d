//! Renews a session, and ends it at the server: a part of its own, for those who need it.
//!
//! A refresh token is good for one use. One caller, one element and one tab at a time uses it, and the others get what
//! it brought. A refresh that did not reach the server ends nothing; one that the server refused ends the session.

use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use super::authorize::known;
use super::desk::Desk;
use super::part::Task;
use crate::api::{Cancel, Endpoints, Error, Proof, Revocation, SecretText, request_token, revoke_token};
use crate::session::{Companions, Origin, Session, ask_host, turn};
use crate::ui::{now, sleep, spawn};

/// How long companions have to say that they have a newer token, in milliseconds.
const COMPANIONS: i32 = 100;
/// The least time between two renewals that nobody asked for, in milliseconds, however short a token lives.
const PAUSE: f64 = 1_000.0;
/// How long a revocation may take, in milliseconds.
const REVOCATION: u32 = 15_000;

/// Gets another token in the place of one that was refused, or soon would be. `false` when there is none to be had.
///
/// # Errors
/// Why it could not be tried; [`Error::Cancelled`] when the session is another one meanwhile.
pub fn renew(desk: Desk, refused: Session) -> Task<Result<bool, Error>> {
    Box::pin(async move { renew_once(desk, &refused).await })
}

async fn renew_once(desk: Desk, refused: &Session) -> Result<bool, Error> {
    while desk.account.renewal.running.try_with_untracked(|running| *running) == Some(true) {
        sleep(30).await;
    }
    if let Some(outcome) = newer(desk, refused)? {
        return Ok(outcome);
    }
    desk.account.renewal.running.set(true);
    let outcome = match &refused.origin {
        Origin::Host => renew_at_host(desk, refused).await,
        Origin::Person(client) => renew_at_server(desk, refused, client).await,
        Origin::Portal | Origin::Pasted | Origin::Client(_) => Ok(false),
    };
    desk.account.renewal.running.try_set(false);
    desk.account.renewal.not_before.try_set(now() + if outcome.is_ok() { PAUSE } else { 20.0 * PAUSE });
    outcome
}

/// Whether there is another token already than the one that was refused.
fn newer(desk: Desk, refused: &Session) -> Result<Option<bool>, Error> {
    if desk.is_gone() || desk.account.session.with_untracked(Option::is_none) {
        return Err(Error::Cancelled);
    }
    // Another element of this tab may have been quicker.
    desk.follow();
    match desk.account.session.get_untracked() {
        Some(here) if here.token == refused.token => Ok(None),
        Some(here) if here.is_same(refused) || here.origin == Origin::Host => Ok(Some(true)),
        _ => Err(Error::Cancelled),
    }
}

async fn renew_at_host(desk: Desk, refused: &Session) -> Result<bool, Error> {
    let Some(host) = desk.account.options().host else {
        return Ok(false);
    };
    // Its user may be another one by now.
    desk.cover();
    let answer = ask_host(&host, true).await;
    if desk.is_gone()
        || desk.account.session.with_untracked(|here| here.as_ref().is_none_or(|here| !here.is_same(refused)))
    {
        return Err(Error::Cancelled);
    }
    match answer {
        Ok(Some(token)) if token != refused.token => {
            desk.adopt(Session::bare(token, Origin::Host));
            desk.uncover();
            Ok(true)
        }
        Ok(_) => Ok(false),
        Err(failure) => {
            desk.host_failed(&failure);
            Ok(false)
        }
    }
}

async fn renew_at_server(desk: Desk, refused: &Session, client: &str) -> Result<bool, Error> {
    let Some(renewal) = &refused.renewal else {
        return Ok(false);
    };
    let _turn = turn(&["oauth-apps.", &renewal.family].concat()).await;
    if let Some(outcome) = newer(desk, refused)? {
        return Ok(outcome);
    }
    desk.account.renewal.companions.with_untracked(|companions| {
        if let Some(companions) = companions {
            companions.tell(&["?", &renewal.count.to_string()].concat());
        }
    });
    sleep(COMPANIONS).await;
    if let Some(outcome) = newer(desk, refused)? {
        return Ok(outcome);
    }
    let known = known(desk).await;
    if let Some(outcome) = newer(desk, refused)? {
        return Ok(outcome);
    }
    let answer = match known {
        Err(error) => Err(error),
        Ok(()) => {
            let (endpoints, keeper) = (desk.account.endpoints.get_untracked(), desk.account.store.get_untracked());
            let proof = Proof::Refresh(renewal.token.expose());
            // Whoever leaves meanwhile, the answer is waited for: it has the only token that works from now on.
            let answer =
                request_token(&endpoints, client, proof, desk.account.timeouts.write, None, &Cancel::new()).await;
            let answer = answer.map(|grant| refused.renewed(grant, now()));
            if !keeper.read().is_some_and(|kept| kept.is_same(refused)) {
                // Signed out meanwhile: nobody is left who would use it.
                if let Ok(session) = answer {
                    revoke_all(&endpoints, &session, client).await.unwrap_or_default();
                }
                return Err(Error::Cancelled);
            }
            if let Ok(session) = &answer
                && desk.is_gone()
            {
                keeper.keep(session);
            }
            answer
        }
    };
    if desk.is_gone() {
        return Err(Error::Cancelled);
    }
    match answer {
        Ok(session) => {
            tell(desk, &session);
            desk.adopt(session);
            Ok(true)
        }
        Err(error) if is_final(&error) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Whether the server said that this refresh token is of no use any more (RFC 6749 section 5.2).
fn is_final(error: &Error) -> bool {
    error.problem().is_some_and(|problem| problem.status == 401 || problem.status == 400 && problem.code.is_some())
}

/// Takes a seat among the tabs with copies of the session that is there.
pub fn join(desk: Desk) {
    let family =
        desk.account.session.with_untracked(|session| Some(session.as_ref()?.renewal.as_ref()?.family.clone()));
    let companions = family.and_then(|family| Companions::join(&family, move |text| hear(desk, &text)));
    desk.account.renewal.companions.set(companions);
    // Where the server is should be known by the time that somebody signs out and leaves.
    spawn(async move {
        let _ = known(desk).await;
    });
}

fn tell(desk: Desk, session: &Session) {
    desk.account.renewal.companions.with_untracked(|companions| {
        if let Some(companions) = companions {
            companions.tell(&session.to_json());
        }
    });
}

/// Hears a companion: one that asks who has more than its number of renewals, or one with a newer token.
fn hear(desk: Desk, text: &str) {
    let Some(here) = desk.account.session.try_with_untracked(Option::clone).flatten() else {
        return;
    };
    let count = |session: &Session| session.renewal.as_ref().map_or(0, |renewal| renewal.count);
    if let Some(number) = text.strip_prefix('?') {
        if number.parse().is_ok_and(|number: u64| count(&here) > number) {
            tell(desk, &here);
        }
    } else if let Some(theirs) =
        Session::from_text(text).filter(|theirs| theirs.is_same(&here) && count(theirs) > count(&here))
        && desk.account.store.with_untracked(|keeper| keeper.may_use(&theirs))
    {
        desk.adopt(theirs);
    }
}

/// Ends what a session has at the server (RFC 7009).
pub fn revoke(desk: Desk, session: Session) -> Task<Result<(), Error>> {
    let endpoints = desk.account.endpoints.try_with_untracked(Clone::clone);
    Box::pin(async move {
        let mut endpoints = endpoints.ok_or(Error::Cancelled)?;
        if !endpoints.settled {
            known(desk).await?;
            endpoints = desk.account.endpoints.get_untracked();
        }
        revoke_all(&endpoints, &session, session.client_id().unwrap_or_default()).await
    })
}

/// Revokes the refresh token, and with it what else the server connects with it, and the access token: both at once,
/// since whoever signs out may leave.
async fn revoke_all(endpoints: &Endpoints, session: &Session, client: &str) -> Result<(), Error> {
    let (to, token, by) = (endpoints.clone(), session.token.clone(), client.to_owned());
    let access =
        future_to_promise(
            async move { Ok(JsValue::from_bool(revoke_one(&to, &token, "access_token", &by).await.is_ok())) },
        );
    if let Some(renewal) = &session.renewal {
        revoke_one(endpoints, &renewal.token, "refresh_token", client).await?;
    }
    match JsFuture::from(access).await {
        Ok(ended) if ended.is_truthy() => Ok(()),
        _ => Err(Error::Incomplete),
    }
}

async fn revoke_one(endpoints: &Endpoints, token: &SecretText, hint: &str, client_id: &str) -> Result<(), Error> {
    let what = Revocation { token: token.expose(), hint, client_id, secret: None };
    revoke_token(endpoints, what, REVOCATION, None, &Cancel::new()).await
}
