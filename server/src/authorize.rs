//! `GET/POST /o/authorize/`: a person signs in, and allows a client to act for them (RFC 6749 section 4.1).
//!
//! Pages without scripts, for people alone: no CORS, no frame, nothing kept by caches. A form carries a token of the
//! browser's session, so that no other site can send one.

mod answer;
mod pages;
mod request;
mod session;

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse, Response},
    routing::get,
};

use self::{
    request::{Asked, Refused},
    session::Browser,
};
use crate::{
    App, body,
    error::Error,
    form::Form,
    passwords,
    secrets::{self, Secret},
    store::{NewCode, SignedIn, Verified},
};

/// Where the endpoint is.
pub const PATH: &str = "/o/authorize/";

/// The endpoint as a router of its own, which CORS must not wrap.
pub fn routes() -> Router<App> {
    Router::new().route(PATH, get(show).post(decide)).method_not_allowed_fallback(async || Error::MethodNotAllowed)
}

/// Shows the sign-in page, or to whom is signed in, the consent page.
async fn show(State(app): State<App>, request: Request) -> Result<Response, Error> {
    let asked = match Asked::read(&app, request.uri(), request.headers()).await {
        Ok(asked) => asked,
        Err(refused) => return refused.into_response(),
    };
    let browser = Browser::of(&app, request.headers()).await?;
    Ok(page_for(&browser, &asked))
}

/// Takes the form of either page.
async fn decide(State(app): State<App>, request: Request) -> Result<Response, Error> {
    let uri = request.uri().clone();
    let asked = match Asked::read(&app, &uri, request.headers()).await {
        Ok(asked) => asked,
        Err(refused) => return refused.into_response(),
    };
    let browser = Browser::of(&app, request.headers()).await?;
    let Ok(form) = Form::parse(&body::read(request, Form::MEDIA_TYPE).await?) else {
        return Refused::FORM.into_response();
    };
    if !browser.sent(form.get("form_token").unwrap_or_default()) {
        // Without a cookie: a form that another site sends comes without the one there is, and must not replace it.
        return Ok(pages::form_is_old(&uri));
    }
    match (form.get("action").unwrap_or_default(), &browser.who) {
        ("sign-in", _) => sign_in(&app, &asked, &browser, &form, &uri).await,
        ("allow", Some(who)) => allow(&app, &asked, who).await,
        ("deny", Some(_)) => Ok(asked.answer().error("access_denied", "The user did not allow access")),
        ("switch", Some(_)) => {
            app.store.end_session(browser.hash()).await?;
            Ok(see_again(&uri))
        }
        // Signed out meanwhile, in another tab or by time.
        ("allow" | "deny" | "switch", None) => Ok(page_for(&browser, &asked)),
        _ => Refused::FORM.into_response(),
    }
}

fn page_for(browser: &Browser, asked: &Asked) -> Response {
    let page = match &browser.who {
        Some(who) => pages::consent(asked, who, &browser.form_token()),
        None => pages::sign_in(asked, &browser.form_token()),
    };
    browser.keep(page)
}

/// Signs in and shows the page again by `GET`; says the same for an unknown user and for a wrong password.
/// Too many guesses have to wait, right or wrong.
async fn sign_in(app: &App, asked: &Asked, browser: &Browser, form: &Form, uri: &Uri) -> Result<Response, Error> {
    let name = form.get("username").unwrap_or_default();
    let place = match app.throttle.start(name.trim()) {
        Ok(place) => place,
        Err(Error::TooManyRequests { seconds }) => {
            tracing::warn!("sign-in held back");
            return Ok(browser.keep(pages::sign_in_later(asked, &browser.form_token(), name, seconds)));
        }
        Err(error) => return Err(error),
    };
    let known = app.store.user_with_password(name.trim()).await?;
    let known = known.and_then(|(user, hash)| Some((user, hash?)));
    let hash = known.as_ref().map(|(_, hash)| hash.clone());
    let password = Secret::new(form.get("password").unwrap_or_default().to_owned());
    let good = passwords::verify(password, hash).await.map_err(|error| Error::Internal(Box::new(error)))?;
    drop(place);
    let started = match &known {
        Some((user, hash)) if good => browser.start(app, Verified { user: *user, hash }, see_again(uri)).await?,
        _ => None,
    };
    let Some(started) = started else {
        tracing::warn!("sign-in refused");
        return Ok(browser.keep(pages::sign_in_refused(asked, &browser.form_token(), name)));
    };
    tracing::info!("signed in");
    app.throttle.forgive(name.trim());
    Ok(started)
}

/// Makes the code and sends it to the client.
async fn allow(app: &App, asked: &Asked, who: &SignedIn) -> Result<Response, Error> {
    let code = secrets::random_text(secrets::TOKEN_LENGTH)?;
    let new = NewCode {
        code: code.hash(),
        application_id: asked.client.id,
        user: who.user,
        scope: asked.scope,
        redirect_uri: &asked.redirect_uri,
        challenge: &asked.challenge,
        lifetime: app.settings.code_lifetime,
    };
    if !app.store.create_code(new).await? {
        // Deleted since the page was shown.
        return Refused::CLIENT.into_response();
    }
    tracing::info!(application = asked.client.id, "access allowed");
    Ok(asked.answer().code(&code))
}

/// Has the browser ask for the same page by `GET` (RFC 9700 section 4.12: never 307).
fn see_again(uri: &Uri) -> Response {
    let place = format!("{PATH}?{}", uri.query().unwrap_or_default());
    let place = HeaderValue::from_str(&place).unwrap_or(HeaderValue::from_static(PATH));
    (StatusCode::SEE_OTHER, [(header::LOCATION, place)]).into_response()
}
