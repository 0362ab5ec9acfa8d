//! Signs in at the server, by authorization code with PKCE (RFC 6749 section 4.1, RFC 7636): leaves for it, or opens it
//! in a window, and redeems what comes back.
//!
//! A request is answered once. Nothing is sent for a response that does not fit one.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::code_sign_in::{CodeError, OpenWindow, Returned, Step};
use super::metadata::ensure_metadata;
use super::web::{AuthorizationServer, SignInWindow, Tabs, Windows};
use super::{Account, AuthorizationError, AuthorizationRequest, AuthorizationResponse, Origin, Session};
use crate::api::Proof;

/// How long the page may take to leave, in milliseconds. A server may answer with nothing that the browser shows.
const LEAVING: i32 = 10_000;

/// Where the user is, for when they come back: a text that means something to the page alone.
pub trait ReturnPoint: 'static {
    /// Writes down where the user is. Never a secret: it is in session storage while they are away.
    fn here(&self) -> String;

    /// Puts everything back. `false` when it is on another page.
    fn restore(&self, return_point: &str) -> bool;

    /// Goes to its page, in the place of this one.
    fn go(&self, return_point: &str);
}

/// The user wants to sign in at the server: what happened before is over, and [`start_code_sign_in`] is next. `false` where they are on
/// their way already.
pub fn begin_code_sign_in(account: Account) -> bool {
    let code = account.code;
    if matches!(code.step.get_untracked(), Step::Leaving | Step::Redeeming) {
        return false;
    }
    code.allow_start();
    code.error.set(None);
    account.notice.set(None);
    code.step.set(Step::Leaving);
    true
}

/// Sends the user to the server: in the window that was opened for it while the click counted, else in this one.
pub fn start_code_sign_in<W>(
    account: Account,
    web: W,
    return_point: impl ReturnPoint,
    opened: Option<Rc<dyn SignInWindow>>,
) where
    W: AuthorizationServer + Tabs + Windows,
{
    let code = account.code;
    spawn_local(async move {
        if let Err(error) = leave(account, web, return_point, opened).await {
            code.fail(error);
        }
    });
}

async fn leave<W>(
    account: Account,
    web: W,
    return_point: impl ReturnPoint,
    opened: Option<Rc<dyn SignInWindow>>,
) -> Result<(), CodeError>
where
    W: AuthorizationServer + Tabs + Windows,
{
    let settings = account.options();
    learn(account, &web).await?;
    let endpoints = account.endpoints.get_untracked();
    if !endpoints.offers_code {
        return Err(CodeError::NotOffered);
    }
    let recipient = AuthorizationRequest::recipient_of(&endpoints, &settings.client_id);
    let (key, redirect_uri) = (&settings.storage_key, settings.redirect_uri.clone());
    let request = AuthorizationRequest::new(key, opened.is_some(), redirect_uri, recipient, || web.random());
    let request = request.ok_or(CodeError::NeedsHttps)?;
    let challenge = web.challenge(&request).await.ok_or(CodeError::NeedsHttps)?;
    if account.is_disposed() {
        return Err(CodeError::Disposed);
    }
    let url = request.url(&endpoints, &settings.client_id, &settings.scope, &challenge);
    if let Some(window) = opened {
        return wait_for(account, web, request, window, &url);
    }
    if !account.store().save_authorization(&request, &return_point.here()) {
        return Err(CodeError::NoStorage);
    }
    web.go(&url);
    web.sleep(LEAVING).await;
    if account.code.step.try_get_untracked() == Some(Step::Leaving) {
        account.code.allow_start();
    }
    Ok(())
}

/// Leads the window to the server, and waits for its response.
fn wait_for<W>(
    account: Account,
    web: W,
    request: AuthorizationRequest,
    window: Rc<dyn SignInWindow>,
    url: &str,
) -> Result<(), CodeError>
where
    W: AuthorizationServer + Tabs + Windows,
{
    let state = request.state.clone();
    let redeemer = web.clone();
    let on_response = Box::new(move |response| {
        spawn_local(async move { redeem(account, &redeemer, request, response).await });
    });
    let listening = web.listen(&state, on_response).ok_or(CodeError::NoStorage)?;
    account.code.window.set_value(Some(OpenWindow { _window: window.clone(), _listening: listening }));
    account.code.step.set(Step::Window);
    window.go(url);
    Ok(())
}

/// Takes up what a former page of this tab began: the place where the user was, and the response of the server where one
/// came. Called once, when the element starts.
pub fn finish_code_sign_in<W>(account: Account, web: W, return_point: impl ReturnPoint)
where
    W: AuthorizationServer + Tabs + Windows,
{
    let code = account.code;
    code.pending.set(false);
    let store = account.store();
    let Some(Returned { response, request, return_point: place }) =
        code.returned.try_update_value(Option::take).flatten()
    else {
        if let Some(place) = store.take_return_point() {
            return_point.restore(&place);
        }
        store.forget_authorization();
        return;
    };
    let stays = place.as_ref().is_none_or(|place| return_point.restore(place));
    let Some(request) = request else {
        // Who is signed in already needs no answer, and no word about one.
        if account.is_signed_in_untracked() {
            code.allow_start();
        } else {
            code.fail(CodeError::Response(AuthorizationError::UnknownRequest));
        }
        return;
    };
    spawn_local(async move {
        redeem(account, &web, request, response).await;
        if let Some(place) = place.filter(|_| account.is_signed_in_untracked() && !stays) {
            // The redirect URI is another page than the one that the user left.
            store.save_return_point(&place);
            return_point.go(&place);
        }
    });
}

/// Redeems the code of a response (RFC 6749 section 4.1.3).
async fn redeem<W>(account: Account, web: &W, request: AuthorizationRequest, response: AuthorizationResponse)
where
    W: AuthorizationServer + Windows,
{
    if account.is_disposed() {
        return;
    }
    if account.is_signed_in_untracked() {
        // Signed in meanwhile, by another element.
        return account.code.allow_start();
    }
    account.code.step.set(Step::Redeeming);
    match token(account, web, &request, response).await {
        Ok(session) => {
            account.sign_in(session);
            account.code.allow_start();
        }
        Err(error) => account.code.fail(error),
    }
}

async fn token<W>(
    account: Account,
    web: &W,
    request: &AuthorizationRequest,
    response: AuthorizationResponse,
) -> Result<Session, CodeError>
where
    W: AuthorizationServer + Windows,
{
    learn(account, web).await?;
    let (endpoints, client) = (account.endpoints.get_untracked(), account.options().client_id);
    let code = request.code(response, &endpoints, &client).map_err(CodeError::Response)?;
    let (verifier, redirect_uri) = (request.verifier.expose(), request.redirect_uri.as_str());
    let proof = Proof::Code { code: code.expose(), verifier, redirect_uri };
    let cancel = account.begin_request();
    let answer = web.request_token(&endpoints, &client, proof, account.timeouts.write, &cancel).await;
    if account.is_disposed() {
        return Err(CodeError::Disposed);
    }
    account.end_request(&cancel);
    let grant = answer.map_err(CodeError::NotRedeemed)?;
    Ok(Session::granted(grant, Origin::Person(client), account.now(), web.random()))
}

/// As [`ensure_metadata`], for somebody who is on the way to the server.
async fn learn(account: Account, server: &impl AuthorizationServer) -> Result<(), CodeError> {
    let known = ensure_metadata(account, server).await;
    if account.is_disposed() {
        return Err(CodeError::Disposed);
    }
    known.map_err(CodeError::NoMetadata)
}
