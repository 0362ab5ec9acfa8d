//! `GET/POST /o/authorize/`: a person signs in, and allows a client to act for them (RFC 6749 section 4.1).
//!
//! Pages without scripts, for people alone: no CORS, no frame, nothing kept by caches. A form carries a token of the
//! browser's session and of the request, so that no other site can send one, and none stands for another request.

mod answer;
mod known;
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
    known::Known,
    request::{Asked, Refused},
    session::Browser,
};
use crate::{
    App, body,
    error::Error,
    form::Form,
    network::Network,
    passwords,
    secrets::{self, Secret},
    store::{NewCode, NotAllowed, Verified},
    throttle::Attempt,
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
    Ok(page_for(&browser, &asked, request.uri()))
}

/// Takes the form of either page.
async fn decide(State(app): State<App>, request: Request) -> Result<Response, Error> {
    let uri = request.uri().clone();
    let asked = match Asked::read(&app, &uri, request.headers()).await {
        Ok(asked) => asked,
        Err(refused) => return refused.into_response(),
    };
    let browser = Browser::of(&app, request.headers()).await?;
    let (known, network) =
        (Known::of(&app, request.headers()), Network::asking(&request, &app.settings.trusted_proxies));
    let Ok(form) = Form::parse(&body::read(request, Form::MEDIA_TYPE).await?) else {
        return Refused::FORM.into_response();
    };
    if !browser.sent(form.get("form_token").unwrap_or_default(), &uri) {
        // Without a cookie: a form that another site sends comes without the one there is, and must not replace it.
        return Ok(pages::form_is_old(&uri));
    }
    match (form.get("action").unwrap_or_default(), &browser.who) {
        ("sign-in", _) => {
            let name = form.get("username").unwrap_or_default().trim();
            let attempt = Attempt { name, network, browser: known.browser(name) };
            match sign_in(&app, &asked, &browser, &form, &uri, attempt).await? {
                SignIn::Started(response) => Ok(known.remember(&app, name, response)?),
                SignIn::Refused(response) => Ok(browser.keep(response)),
            }
        }
        ("allow", Some(_)) => allow(&app, &asked, &browser, &uri).await,
        ("deny", Some(_)) => Ok(asked.answer().error("access_denied", "The user did not allow access")),
        ("switch", Some(_)) => {
            app.store.end_session(browser.hash()).await?;
            Ok(see_again(&uri))
        }
        // Signed out meanwhile, in another tab or by time.
        ("allow" | "deny" | "switch", None) => Ok(page_for(&browser, &asked, &uri)),
        _ => Refused::FORM.into_response(),
    }
}

fn page_for(browser: &Browser, asked: &Asked, uri: &Uri) -> Response {
    let page = match &browser.who {
        Some(who) => pages::consent(asked, who, &browser.form_token(uri)),
        None => pages::sign_in(asked, &browser.form_token(uri)),
    };
    browser.keep(page)
}

/// How a sign-in went.
enum SignIn {
    Started(Response),
    Refused(Response),
}

/// Signs in and shows the page again by `GET`; says the same for an unknown user and for a wrong password.
/// Too many guesses have to wait, right or wrong.
async fn sign_in(
    app: &App,
    asked: &Asked,
    browser: &Browser,
    form: &Form,
    uri: &Uri,
    attempt: Attempt<'_>,
) -> Result<SignIn, Error> {
    let (name, form_token) = (form.get("username").unwrap_or_default(), browser.form_token(uri));
    let place = match app.throttle.start(attempt) {
        Ok(place) => place,
        Err(Error::TooManyRequests { seconds }) => {
            tracing::warn!("sign-in held back");
            return Ok(SignIn::Refused(pages::sign_in_later(asked, &form_token, name, seconds)));
        }
        Err(error) => return Err(error),
    };
    let known = app.store.user_with_password(attempt.name).await?;
    let known = known.and_then(|(user, hash)| Some((user, hash?)));
    let hash = known.as_ref().map(|(_, hash)| hash.clone());
    let password = Secret::new(form.get("password").unwrap_or_default().to_owned());
    let good = passwords::verify(place.lane, password, hash).await.map_err(|error| Error::Internal(Box::new(error)))?;
    drop(place);
    let started = match &known {
        Some((user, hash)) if good => browser.start(app, Verified { user: *user, hash }, see_again(uri)).await?,
        _ => None,
    };
    let Some(started) = started else {
        tracing::warn!("sign-in refused");
        return Ok(SignIn::Refused(pages::sign_in_refused(asked, &form_token, name)));
    };
    tracing::info!("signed in");
    app.throttle.forgive(attempt);
    Ok(SignIn::Started(started))
}

/// Makes the code and sends it to the client. What the page showed may have ended since: the store has the last word.
async fn allow(app: &App, asked: &Asked, browser: &Browser, uri: &Uri) -> Result<Response, Error> {
    let code = secrets::random_text(secrets::TOKEN_LENGTH)?;
    let new = NewCode {
        code: code.hash(),
        session: browser.hash(),
        application_id: asked.client.id,
        scope: asked.scope,
        redirect_uri: &asked.redirect_uri,
        challenge: &asked.challenge,
        lifetime: app.settings.code_lifetime,
    };
    match app.store.create_code(new).await? {
        Ok(()) => {}
        Err(NotAllowed::SignedOut) => return Ok(pages::sign_in(asked, &browser.form_token(uri))),
        Err(NotAllowed::Client) => return Refused::CLIENT.into_response(),
        Err(NotAllowed::RedirectUri) => return Refused::REDIRECT_URI.into_response(),
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
