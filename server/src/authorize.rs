//! `GET/POST /o/authorize/`: a person signs in, and allows a client to act for them (RFC 6749 section 4.1).
//!
//! Pages without scripts, for people alone: no CORS, no frame, no cache. Each form carries a token of the browser's
//! session and of the request, so that no other site can send one, and none can be used for another request.

mod known_browser;
mod pages;
mod request;
mod response;
mod session;

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse, Response},
    routing::get,
};

use self::{
    known_browser::KnownBrowser,
    request::{AuthorizationRequest, RequestError},
    session::BrowserSession,
};
use crate::{
    body,
    error::Error,
    form::Form,
    network::Network,
    passwords,
    secrets::{self, Secret},
    state::AppState,
    store::{AuthorizationError, NewCode, VerifiedPassword},
    throttle::Attempt,
};

/// Where the endpoint is.
pub const PATH: &str = "/o/authorize/";

/// The endpoint as a router of its own, to which CORS must not be added.
pub fn routes() -> Router<AppState> {
    Router::new().route(PATH, get(show).post(submit)).method_not_allowed_fallback(async || Error::MethodNotAllowed)
}

/// Shows the sign-in page, or the consent page if somebody is signed in.
async fn show(State(app): State<AppState>, request: Request) -> Result<Response, Error> {
    let authorization = match AuthorizationRequest::read(&app, request.uri(), request.headers()).await {
        Ok(authorization) => authorization,
        Err(error) => return rejection(error),
    };
    let browser = BrowserSession::from_headers(&app, request.headers()).await?;
    Ok(current_page(&browser, &authorization, request.uri()))
}

/// Handles the form of either page.
async fn submit(State(app): State<AppState>, request: Request) -> Result<Response, Error> {
    let uri = request.uri().clone();
    let authorization = match AuthorizationRequest::read(&app, &uri, request.headers()).await {
        Ok(authorization) => authorization,
        Err(error) => return rejection(error),
    };
    let browser = BrowserSession::from_headers(&app, request.headers()).await?;
    let known = KnownBrowser::from_headers(&app, request.headers());
    let network = Network::of_request(&request, &app.settings.trusted_proxies);
    let Ok(form) = Form::parse(&body::read(request, Form::MEDIA_TYPE).await?) else {
        return rejection(RequestError::FORM);
    };
    if !browser.issued_form_token(form.get("form_token").unwrap_or_default(), &uri) {
        // Sets no cookie: a form that another site sends arrives without the browser's cookie, which must stay as it is.
        return Ok(pages::outdated_form(&uri));
    }
    match (form.get("action").unwrap_or_default(), &browser.user) {
        ("sign-in", _) => {
            let name = form.get("username").unwrap_or_default().trim();
            let attempt = Attempt { name, network, browser: known.id_for(name) };
            match sign_in(&app, &authorization, &browser, &form, &uri, attempt).await? {
                SignIn::Started(response) => Ok(known.remember(&app, name, response)?),
                SignIn::Failed(response) => Ok(browser.with_cookie(response)),
            }
        }
        ("allow", Some(_)) => allow(&app, &authorization, &browser, &uri).await,
        ("deny", Some(_)) => {
            Ok(response::error(&authorization.reply_to, "access_denied", "The user did not allow access"))
        }
        ("switch", Some(_)) => {
            app.store.end_session(browser.hash()).await?;
            Ok(redirect_to_self(&uri))
        }
        // Nobody is signed in any more: the session expired, or ended in another tab.
        ("allow" | "deny" | "switch", None) => Ok(current_page(&browser, &authorization, &uri)),
        _ => rejection(RequestError::FORM),
    }
}

/// The response to a request that is not valid.
fn rejection(error: RequestError) -> Result<Response, Error> {
    match error {
        RequestError::Page(text) => Ok(pages::error(text)),
        RequestError::Redirect(to, (error, description)) => Ok(response::error(&to, error, description)),
        RequestError::Internal(error) => Err(error),
    }
}

fn current_page(browser: &BrowserSession, authorization: &AuthorizationRequest, uri: &Uri) -> Response {
    let page = match &browser.user {
        Some(user) => pages::consent(authorization, user, &browser.form_token(uri)),
        None => pages::sign_in(authorization, &browser.form_token(uri)),
    };
    browser.with_cookie(page)
}

/// The outcome of a sign-in, with its response.
enum SignIn {
    Started(Response),
    Failed(Response),
}

/// Signs in and redirects to the same page; says the same for an unknown user and for a wrong password. After too many
/// attempts the next ones have to wait, whether their password is right or wrong.
async fn sign_in(
    app: &AppState,
    authorization: &AuthorizationRequest,
    browser: &BrowserSession,
    form: &Form,
    uri: &Uri,
    attempt: Attempt<'_>,
) -> Result<SignIn, Error> {
    let (name, form_token) = (form.get("username").unwrap_or_default(), browser.form_token(uri));
    let permit = match app.throttle.start(attempt) {
        Ok(permit) => permit,
        Err(Error::TooManyRequests { seconds }) => {
            tracing::warn!("sign-in held back");
            return Ok(SignIn::Failed(pages::sign_in_later(authorization, &form_token, name, seconds)));
        }
        Err(error) => return Err(error),
    };
    let stored = app.store.user_with_password(attempt.name).await?;
    let stored = stored.and_then(|(user, hash)| Some((user, hash?)));
    let hash = stored.as_ref().map(|(_, hash)| hash.clone());
    let password = Secret::new(form.get("password").unwrap_or_default().to_owned());
    let verified =
        passwords::verify(permit.queue, password, hash).await.map_err(|error| Error::Internal(Box::new(error)))?;
    drop(permit);
    let started = match &stored {
        Some((user, hash)) if verified => {
            browser.start(app, VerifiedPassword { user: *user, hash }, redirect_to_self(uri)).await?
        }
        _ => None,
    };
    let Some(started) = started else {
        tracing::warn!("sign-in refused");
        return Ok(SignIn::Failed(pages::sign_in_failed(authorization, &form_token, name)));
    };
    tracing::info!("signed in");
    app.throttle.succeeded(attempt);
    Ok(SignIn::Started(started))
}

/// Creates the code and sends it to the client. The store checks again what the page showed: it may have changed since.
async fn allow(
    app: &AppState,
    authorization: &AuthorizationRequest,
    browser: &BrowserSession,
    uri: &Uri,
) -> Result<Response, Error> {
    let code = secrets::random_text(secrets::TOKEN_LENGTH)?;
    let new = NewCode {
        code: code.hash(),
        session: browser.hash(),
        application_id: authorization.client.id,
        scope: authorization.scope,
        redirect_uri: &authorization.reply_to.redirect_uri,
        challenge: &authorization.challenge,
        lifetime: app.settings.code_lifetime,
    };
    match app.store.create_code(new).await? {
        Ok(()) => {}
        Err(AuthorizationError::SignedOut) => return Ok(pages::sign_in(authorization, &browser.form_token(uri))),
        Err(AuthorizationError::Client) => return rejection(RequestError::CLIENT),
        Err(AuthorizationError::RedirectUri) => return rejection(RequestError::REDIRECT_URI),
    }
    tracing::info!(application = authorization.client.id, "access allowed");
    Ok(response::success(&authorization.reply_to, &code))
}

/// Makes the browser request the same page by `GET` (RFC 9700 section 4.12: never 307).
fn redirect_to_self(uri: &Uri) -> Response {
    let location = format!("{PATH}?{}", uri.query().unwrap_or_default());
    let location = HeaderValue::from_str(&location).unwrap_or(HeaderValue::from_static(PATH));
    (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response()
}
