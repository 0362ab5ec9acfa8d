//! Signs in at the server, by authorization code with PKCE (RFC 6749 section 4.1, RFC 7636): leaves for it, or opens it
//! in a window, and redeems what comes back.
//!
//! A part of its own. An attempt is used once. Nothing is sent for an answer that does not fit one.

use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use web_sys::{BroadcastChannel, MessageEvent};

use super::arrive::{Popup, Step};
use super::desk::Desk;
use super::place;
use super::trouble::{explain, maybe_cors};
use crate::api::{Error, Proof, discover, request_token};
use crate::i18n::fill;
use crate::session::{Answer, Attempt, Origin, Refusal, Session, clear_copy, random};
use crate::ui::{now, sleep, spawn};

/// How long a server may take to say how it signs people in, in milliseconds.
const METADATA: u32 = 10_000;
/// How long the page may take to leave, in milliseconds. A server may answer with nothing that the browser shows.
const LEAVING: i32 = 10_000;

/// Sends the user to the server: in a window of its own where that is wished and the browser allows it, else in this
/// one. Must be called while a click counts.
pub fn start(desk: Desk, popup: bool) {
    let authorize = desk.account.authorize;
    if matches!(authorize.step.get_untracked(), Step::Leaving | Step::Arriving) {
        return;
    }
    authorize.ready();
    authorize.fault.set(None);
    desk.account.notice.set(None);
    desk.browser.csp_blocked.set(false);
    authorize.step.set(Step::Leaving);
    let opened = popup.then(open).flatten();
    spawn(async move {
        if let Err(why) = leave(desk, opened.as_ref()).await {
            if let Some(window) = opened {
                let _ = window.close();
            }
            authorize.fail(why);
        }
    });
}

/// Opens an empty window. Its copy of this tab's session storage is cleared before it goes anywhere, and it can't reach
/// back (security.md 5).
fn open() -> Option<web_sys::Window> {
    let features = "popup,width=520,height=720";
    let opened = window().open_with_url_and_target_and_features("about:blank", "", features).ok()??;
    clear_copy(&opened);
    let _ = opened.set_opener(&wasm_bindgen::JsValue::NULL);
    Some(opened)
}

async fn leave(desk: Desk, opened: Option<&web_sys::Window>) -> Result<(), String> {
    let t = desk.i18n.t;
    let settings = desk.account.options();
    learned(desk).await?;
    let endpoints = desk.account.endpoints.get_untracked();
    if !endpoints.offers_code {
        return Err(t.no_code_grant().to_owned());
    }
    let begun = Attempt::new(
        &settings.storage_key,
        opened.is_some(),
        settings.redirect_uri.clone(),
        Attempt::asked(&endpoints, &settings.client_id),
    );
    let challenge = match &begun {
        Some(attempt) => attempt.challenge().await,
        None => None,
    };
    if desk.is_gone() {
        return Err(String::new());
    }
    let (Some(attempt), Some(challenge)) = (begun, challenge) else {
        return Err(fill(t.needs_https(), &[("host", endpoints.sign_in_host())]));
    };
    let url = attempt.url(&endpoints, &settings.client_id, &settings.scope, &challenge);
    let Some(opened) = opened else {
        if !desk.account.store.with_untracked(|keeper| keeper.keep_attempt(&attempt, &place::here(desk))) {
            return Err(t.kept_in_memory().to_owned());
        }
        let _ = window().location().assign(&url);
        sleep(LEAVING).await;
        if desk.account.authorize.step.try_with_untracked(|step| *step) == Some(Step::Leaving) {
            desk.account.authorize.ready();
        }
        return Ok(());
    };
    wait_for(desk, attempt, opened.clone());
    let _ = opened.location().replace(&url);
    Ok(())
}

/// Waits for the answer of a window: it comes over a channel that only that window's address names.
fn wait_for(desk: Desk, attempt: Attempt, window: web_sys::Window) {
    let Ok(channel) = BroadcastChannel::new(&attempt.state) else {
        return;
    };
    let hear = Closure::<dyn FnMut(MessageEvent)>::new({
        let mut attempt = Some(attempt);
        let channel = channel.clone();
        move |event: MessageEvent| {
            if let Some(attempt) = attempt.take() {
                // That window has nothing more to do. One that nobody answers is no window of ours.
                let _ = channel.post_message(&"heard".into());
                let answer = Answer::from_js(&event.data());
                spawn(async move { redeem(desk, attempt, answer).await });
            }
        }
    });
    desk.account.authorize.popup.set(Some(Popup::new(window, channel, hear)));
    desk.account.authorize.step.set(Step::Window);
}

/// Takes up what a former page of this tab began: the place where the user was, and the answer of the server where one
/// came. Called once, when the element starts.
pub fn take_up(desk: Desk) {
    let authorize = desk.account.authorize;
    authorize.waits.set(false);
    let keeper = desk.account.store.get_untracked();
    let place = keeper.take_place();
    let stays = place.as_ref().is_none_or(|place| place::restore(desk, place));
    let Some(answer) = authorize.answer.try_update(Option::take).flatten() else {
        keeper.forget_attempt();
        return;
    };
    let Some(attempt) = keeper.take_attempt(&answer.state) else {
        // Who is signed in already needs no answer, and no word about one.
        if desk.account.session.with_untracked(Option::is_none) {
            authorize.fail(desk.i18n.t.unasked().to_owned());
        } else {
            authorize.ready();
        }
        return;
    };
    spawn(async move {
        redeem(desk, attempt, answer).await;
        let signed_in = desk.account.session.try_with_untracked(Option::is_some) == Some(true);
        if let Some(place) = place.filter(|_| signed_in && !stays) {
            // The redirect URI is another page than the one that the user left.
            keeper.keep_place(&place);
            place::go(&place);
        }
    });
}

/// Redeems the code of an answer (RFC 6749 section 4.1.3).
async fn redeem(desk: Desk, attempt: Attempt, answer: Answer) {
    if desk.is_gone() {
        return;
    }
    if desk.account.session.with_untracked(Option::is_some) {
        // Signed in meanwhile, by another element.
        return desk.account.authorize.ready();
    }
    desk.account.authorize.step.set(Step::Arriving);
    match token(desk, &attempt, answer).await {
        Ok(session) => {
            desk.sign_in(session);
            desk.account.authorize.ready();
        }
        Err(why) => desk.account.authorize.fail(why),
    }
}

async fn token(desk: Desk, attempt: &Attempt, answer: Answer) -> Result<Session, String> {
    learned(desk).await?;
    let (endpoints, client) = (desk.account.endpoints.get_untracked(), desk.account.options().client_id);
    let code = attempt.code(answer, &endpoints, &client).map_err(|refusal| refused(desk, refusal))?;
    let (verifier, redirect_uri) = (attempt.verifier.expose(), attempt.redirect_uri.as_str());
    let proof = Proof::Code { code: code.expose(), verifier, redirect_uri };
    let cancel = desk.account.begin();
    let answer = request_token(&endpoints, &client, proof, desk.account.timeouts.write, None, &cancel).await;
    hear_policy(answer.as_ref().err()).await;
    if desk.is_gone() {
        return Err(String::new());
    }
    desk.account.end(&cancel);
    match answer {
        Ok(grant) => Ok(Session::granted(grant, Origin::Person(client), now(), random())),
        Err(error) => Err(not_redeemed(desk, &error, &client)),
    }
}

/// As [`known`], with the words for a failure.
async fn learned(desk: Desk) -> Result<(), String> {
    match known(desk).await {
        // There is nobody left to say it to.
        Err(_) if desk.is_gone() => Err(String::new()),
        known => known.map_err(|error| no_metadata(desk, &error)),
    }
}

/// Reads what the authorization server says of itself, unless that is known.
///
/// # Errors
/// Why it is not known. An issuer that is not the one that was asked is [`Error::NotData`].
pub async fn known(desk: Desk) -> Result<(), Error> {
    let Some(endpoints) = desk.account.endpoints.try_with_untracked(Clone::clone) else {
        return Err(Error::Cancelled);
    };
    if endpoints.settled {
        return Ok(());
    }
    let cancel = desk.account.begin();
    let found = discover(&endpoints.issuer, METADATA, &cancel).await;
    hear_policy(found.as_ref().err()).await;
    if desk.is_gone() {
        return Err(Error::Cancelled);
    }
    desk.account.end(&cancel);
    let found = found?;
    if let Some(metadata) = &found {
        // Where the name follows from the base, the server decides about a slash at its end.
        let derived = !endpoints.issuer_known && metadata.issuer.trim_end_matches('/') == endpoints.issuer;
        if !derived && metadata.issuer != endpoints.issuer {
            return Err(Error::NotData { status: 200 });
        }
    }
    desk.account.endpoints.update(|endpoints| endpoints.learn(found));
    Ok(())
}

/// Waits for the browser to tell whether the page's policy blocked a request: it does so after the request has failed.
async fn hear_policy(error: Option<&Error>) {
    if matches!(error, Some(Error::Unreachable)) {
        sleep(100).await;
    }
}

/// Why the user can't be sent to the server: it did not say where.
pub fn no_metadata(desk: Desk, error: &Error) -> String {
    let t = desk.i18n.t;
    let issuer = desk.account.endpoints.with_untracked(|endpoints| endpoints.issuer.clone());
    let said = match error {
        Error::NotData { .. } => fill(t.other_issuer(), &[("issuer", &issuer)]),
        _ => fill(t.no_metadata(), &[("issuer", &issuer)]),
    };
    [&said, " ", &maybe_cors(desk, &issuer)].concat().trim_end().to_owned()
}

/// An answer without a code in words, with what to do (RFC 6749 section 4.1.2.1, OpenID Connect Core section 3.1.2.6).
fn refused(desk: Desk, refusal: Refusal) -> String {
    let t = desk.i18n.t;
    let (error, description) = match refusal {
        Refusal::Unasked => return t.unasked().to_owned(),
        Refusal::Issuer => return t.wrong_issuer().to_owned(),
        Refusal::Refused { error, description } => (error, description),
    };
    let settings = desk.account.options();
    let text = match error.as_str() {
        "access_denied" | "consent_required" => t.access_denied(),
        "invalid_scope" => t.authorize_scope(),
        "unauthorized_client" | "unsupported_response_type" | "invalid_client" => t.authorize_client(),
        "invalid_request" | "invalid_request_uri" => t.authorize_request(),
        "server_error" | "temporarily_unavailable" => t.authorize_busy(),
        _ => t.authorize_other(),
    };
    let text = fill(text, &[("error", &error), ("scope", &settings.scope), ("client", &settings.client_id)]);
    with_words(desk, text, description.as_deref())
}

/// A refused code in words (RFC 6749 section 5.2).
fn not_redeemed(desk: Desk, error: &Error, client: &str) -> String {
    let t = desk.i18n.t;
    let (url, origin) = desk
        .account
        .endpoints
        .with_untracked(|endpoints| (endpoints.token.clone(), endpoints.token_origin().to_owned()));
    let Some(problem) = error.problem() else {
        let text = match error {
            Error::Unreachable => fill(t.unreachable_where(), &[("url", &url)]),
            Error::Unexpected => fill(t.unexpected_text(), &[("url", &url)]),
            Error::NotData { .. } => fill(t.not_data_text(), &[("url", &url)]),
            error => return explain(desk, error).joined(),
        };
        return [&text, " ", &maybe_cors(desk, &origin)].concat().trim_end().to_owned();
    };
    let code = problem.code.as_deref().unwrap_or_default();
    let text = match code {
        "invalid_grant" => t.code_refused(),
        "invalid_client" | "unauthorized_client" | "unsupported_grant_type" => t.authorize_client(),
        _ => return explain(desk, error).joined(),
    };
    with_words(desk, fill(text, &[("error", code), ("client", client)]), problem.message.as_deref())
}

fn with_words(desk: Desk, text: String, said: Option<&str>) -> String {
    match said.and_then(crate::api::problem::clean) {
        Some(said) => [&text, " ", &fill(desk.i18n.t.server_says(), &[("said", &said)])].concat(),
        None => text,
    }
}
