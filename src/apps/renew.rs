//! When a session is renewed, so that nobody thinks about tokens: before its token ends, and once after a 401. And who
//! is told when it ends. How that is done is a part of its own: [`super::refresh`].

use leptos::prelude::*;
use part::part;
use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use super::desk::Desk;
use super::load::load;
use super::part::{Part, Task, come};
use super::refresh;
use super::session::Notice;
use crate::api::{Act, Cancel, Client, Error};
use crate::applications::ListState;
use crate::session::{Companions, Keeper, Origin, Session};
use crate::ui::{now, spawn};

/// How long to wait after a refresh that did not reach the server, in milliseconds.
const PAUSE: f64 = 20_000.0;

#[part(signin)]
fn renew_part(desk: Desk, refused: Session) -> Task<Result<bool, Error>> {
    refresh::renew(desk, refused)
}
#[part(signin)]
fn join_part(desk: Desk) {
    refresh::join(desk)
}
#[part(signin)]
fn revoke_part(desk: Desk, session: Session) -> Task<Result<(), Error>> {
    refresh::revoke(desk, session)
}

/// The state of the renewal.
#[derive(Clone, Copy)]
pub struct RenewalDesk {
    /// The other tabs with copies of this session.
    pub companions: RwSignal<Option<Companions>, LocalStorage>,
    /// Whether a renewal is under way.
    pub running: RwSignal<bool>,
    /// When to try again by itself, in milliseconds since 1970.
    pub not_before: RwSignal<f64>,
}

impl RenewalDesk {
    /// Nothing is under way.
    pub fn new() -> Self {
        Self { companions: RwSignal::new_local(None), running: RwSignal::new(false), not_before: RwSignal::new(0.0) }
    }
}

/// Whether the server knows that the user signed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// The page can't tell it: it has no way to say whose token it is.
    Cannot,
    /// It is being told.
    Telling,
    /// It knows: the token is revoked.
    Yes,
    /// It did not hear, or did not agree.
    No,
}

/// The outcome of an operation.
pub struct Asked<T> {
    /// What the server answered, or why nothing came of it.
    pub answer: Result<T, Error>,
    /// The session that asked, with the token that was used last.
    pub session: Session,
    /// Whether the server may have done what was asked. Not where the token was refused and could not be renewed.
    pub may_be_done: bool,
}

/// Does something as who is signed in. After a 401 the session is renewed, and it is done once more. What goes wrong is
/// told to the host.
pub async fn ask<T>(
    desk: Desk,
    kind: Act,
    (mut client, mut session): (Client, Session),
    cancel: &Cancel,
    act: impl AsyncFn(&Client) -> Result<T, Error>,
) -> Asked<T> {
    let mut renewed = false;
    let mut may_be_done = true;
    let answer = loop {
        // In one place: what is waited for here is code for each.
        let answer = act(&client).await;
        if renewed || !answer.as_ref().is_err_and(Error::wants_token) || desk.is_gone() {
            break answer;
        }
        let error = match renew_unless(desk, &session, cancel).await {
            Ok(false) => break answer,
            Ok(true) => match desk.client() {
                Some(next) => {
                    (client, session) = next;
                    renewed = true;
                    continue;
                }
                None => Error::Cancelled,
            },
            Err(error) => error,
        };
        may_be_done = false;
        break Err(error);
    };
    if let Err(error) = &answer {
        desk.tell_error(error, kind);
    }
    if kind != Act::Read {
        spawn(async move { load_anew(desk) });
    }
    Asked { answer, session, may_be_done }
}

/// Loads the list where it was put out of sight meanwhile, since it was another token's.
fn load_anew(desk: Desk) {
    if !desk.is_gone()
        && desk.account.session.with_untracked(Option::is_some)
        && desk.applications.state.with_untracked(ListState::is_first_running)
    {
        load(desk);
    }
}

/// Renews when it is time to: called each second while somebody looks at the page.
pub fn renew_in_time(desk: Desk, at: f64) {
    let due = desk.account.session.get_untracked().filter(|session| {
        let due = session.renewal.as_ref().and_then(|renewal| renewal.at);
        due.is_some_and(|due| due <= at)
    });
    let waits = desk.account.renewal.running.get_untracked() || desk.account.renewal.not_before.get_untracked() > at;
    if let Some(session) = due.filter(|_| !waits) {
        spawn(async move {
            if renew(desk, &session).await == Ok(false) && !desk.is_gone() && desk.is_current(&session) {
                desk.refused();
            }
        });
    }
}

async fn renew(desk: Desk, refused: &Session) -> Result<bool, Error> {
    match &refused.origin {
        Origin::Pasted | Origin::Client(_) => return Ok(false),
        // The portal may have renewed it meanwhile.
        Origin::Portal => {
            let kept = desk.account.store.with_untracked(Keeper::read);
            return Ok(kept.is_some_and(|kept| kept.token != refused.token));
        }
        Origin::Host | Origin::Person(_) => {}
    }
    if !come(Part::SignIn).await || desk.is_gone() {
        desk.account.renewal.not_before.try_set(now() + PAUSE);
        return Err(Error::Unreachable);
    }
    match renew_part(desk, refused.clone()).await {
        // What the token endpoint has against this is no answer to what was asked of the API.
        Err(Error::Refused(problem)) if problem.status < 500 => Err(Error::NotData { status: problem.status }),
        outcome => outcome,
    }
}

/// Renews, but waits no longer than the user. The renewal goes on then: it has the only token that works afterwards.
async fn renew_unless(desk: Desk, refused: &Session, cancel: &Cancel) -> Result<bool, Error> {
    let outcome = Rc::new(RefCell::new(None));
    let (told, refused) = (outcome.clone(), refused.clone());
    let renewal = future_to_promise(async move {
        let renewed = renew(desk, &refused).await;
        *told.borrow_mut() = Some(renewed);
        Ok(JsValue::UNDEFINED)
    });
    let stop = Promise::new(&mut |stop, _| {
        if let Some(signal) = cancel.signal() {
            let _ = signal.add_event_listener_with_callback("abort", &stop);
        }
    });
    let _ = JsFuture::from(Promise::race(&Array::of2(&renewal, &stop))).await;
    outcome.take().unwrap_or(Err(Error::Cancelled))
}

/// Takes a seat among the tabs with copies of this session, where it is one that is renewed.
pub fn join(desk: Desk) {
    let person = |session: &Session| matches!(session.origin, Origin::Person(_));
    if desk.account.session.with_untracked(|session| session.as_ref().is_some_and(person)) {
        spawn(async move {
            if come(Part::SignIn).await && !desk.is_gone() {
                join_part(desk);
            }
        });
    }
}

/// Tells the server that the user signed out, and the user whether it heard.
pub fn revoke(desk: Desk, session: Session) {
    spawn(async move {
        let heard = come(Part::SignIn).await && revoke_part(desk, session).await.is_ok();
        desk.account.notice.try_update(|notice| {
            if let Some(Notice::SignedOut { told: told @ Told::Telling, .. }) = notice {
                *told = if heard { Told::Yes } else { Told::No };
            }
        });
    });
}
