//! The typed client for JavaScript, an artifact of its own without a page: one user's applications through one API.
//!
//! `src/embed/js/client.js` is its only caller: it checks what people give, and makes errors and signals what they expect.
//! Here is who asks for a token and when. A rejection is an object with the fields of an error, or anything after a stop.

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;

use js_sys::{Function, Promise};
use oauth_apps::api::data::{Application, ApplicationList, ApplicationPage, CreatedApplication, Deletion, TokenAnswer};
use oauth_apps::api::{
    self, Act, Cancel, Client, Deleted, Endpoints, Error, ErrorFields, KnownCode, Proof, Revocation, SecretText,
    Timeouts, request_token, revoke_token,
};
use oauth_apps::session::ask_host;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::future_to_promise;
use web_sys::AbortController;

fn main() {
    // Names the library, so that its exports are linked in.
    let _ = oauth_apps::embed::on_panic;
}

#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// What the calls of one client have in common.
#[wasm_bindgen]
pub struct Caller(Rc<Common>);

struct Common {
    endpoints: Endpoints,
    timeouts: Timeouts,
    fetch: Option<Function>,
}

/// A call on its way.
type Task<E> = Pin<Box<dyn Future<Output = Result<JsValue, E>>>>;

/// Does something once, through one token. In a box: [`Common::with_token`] generic over an `AsyncFn` made the client
/// 1.0 kB larger (brotli), since all that goes with a call is then compiled for each.
type Operation = Box<dyn Fn(Client, Cancel) -> Task<Error>>;

#[wasm_bindgen]
impl Caller {
    /// The addresses are absolute, as `URL.href` writes them, `root` with a slash at its end. `timeout` is in seconds, for
    /// every request; the defaults apply without one.
    #[wasm_bindgen(constructor)]
    pub fn new(
        root: String,
        token: Option<String>,
        revoke: Option<String>,
        fetch: Option<Function>,
        timeout: Option<u32>,
    ) -> Self {
        let timeouts = timeout.map(|seconds| seconds * 1000).map(|millis| Timeouts { read: millis, write: millis });
        let endpoints = Endpoints::below(&root, None, token, revoke);
        Self(Rc::new(Common { endpoints, timeouts: timeouts.unwrap_or_default(), fetch }))
    }

    /// All pages of the list.
    pub fn list(&self, get_token: Option<Function>, stop: AbortController) -> Promise {
        let act: Operation = Box::new(|client, cancel| {
            Box::pin(async move {
                let listing = client.list(&cancel, &|_| {}).await?;
                let rows: Vec<_> = listing.applications.iter().collect();
                let mut list = ApplicationList::new(&listing, &rows);
                list.rest = list.rest.map(|rest| rest.without(client.token().expose()));
                Ok(give(&list))
            })
        });
        self.0.clone().with_token(get_token, stop, Act::Read, act)
    }

    /// The list page by page.
    pub fn pages(&self, get_token: Option<Function>) -> Pages {
        Pages { common: self.0.clone(), get_token, pages: Rc::default() }
    }

    /// A new application.
    pub fn create(&self, name: String, get_token: Option<Function>, stop: AbortController) -> Promise {
        let act: Operation = Box::new(move |client, cancel| {
            let name = name.clone();
            Box::pin(async move {
                let created = client.create(&name, &cancel).await?;
                Ok(give(&CreatedApplication::from(&created)))
            })
        });
        self.0.clone().with_token(get_token, stop, Act::Create, act)
    }

    /// Deletes the application with this id.
    pub fn delete(&self, id: String, get_token: Option<Function>, stop: AbortController) -> Promise {
        let Ok(id) = id.parse() else {
            return Promise::reject(&failure(KnownCode::InvalidOptions, "id must be an integer, as the list has it."));
        };
        let act: Operation = Box::new(move |client, cancel| {
            Box::pin(async move {
                let already_deleted = match client.delete(id, &cancel).await {
                    Ok(deleted) => deleted == Deleted::Already,
                    // A 404 that is not the API's own: the list tells.
                    Err(error) if error.may_be_absent() && client.lacks(id, &cancel).await => true,
                    Err(error) => return Err(error),
                };
                Ok(give(&Deletion { already_deleted }))
            })
        });
        self.0.clone().with_token(get_token, stop, Act::Delete, act)
    }

    /// A token by client credentials.
    pub fn token(&self, client: String, secret: String, scope: String, stop: AbortController) -> Promise {
        let (common, cancel, secret) = (self.0.clone(), Cancel::from(stop), SecretText::new(secret));
        promise(Box::pin(async move {
            let Common { endpoints, timeouts, fetch } = &*common;
            let proof = Proof::Secret { secret: secret.expose(), scope: &scope };
            let grant = request_token(endpoints, &client, proof, timeouts.write, fetch.as_ref(), &cancel).await;
            match grant {
                Ok(grant) => Ok(give(&TokenAnswer::from(&grant))),
                Err(error) => Err(to_js_error(&error, Act::Token, &[secret.expose()])),
            }
        }))
    }

    /// Revokes a token. `hint` is empty where nobody knows which kind it is.
    pub fn revoke(
        &self,
        token: String,
        hint: String,
        client: String,
        secret: Option<String>,
        stop: AbortController,
    ) -> Promise {
        let (common, cancel) = (self.0.clone(), Cancel::from(stop));
        let (token, secret) = (SecretText::new(token), secret.map(SecretText::new));
        promise(Box::pin(async move {
            let Common { endpoints, timeouts, fetch } = &*common;
            let secret = secret.as_ref().map(SecretText::expose);
            let what = Revocation { token: token.expose(), hint: &hint, client_id: &client, secret };
            let done = revoke_token(endpoints, what, timeouts.write, fetch.as_ref(), &cancel).await;
            let sent = [token.expose(), secret.unwrap_or_default()];
            done.map(|()| JsValue::UNDEFINED).map_err(|error| to_js_error(&error, Act::Delete, &sent))
        }))
    }
}

/// A list that is read page by page.
#[wasm_bindgen]
pub struct Pages {
    common: Rc<Common>,
    get_token: Option<Function>,
    pages: Rc<RefCell<api::Pages>>,
}

#[wasm_bindgen]
impl Pages {
    /// The next page; `undefined` at the end. The caller waits for one before the next.
    pub fn next(&self, stop: AbortController) -> Promise {
        let kept = self.pages.clone();
        let act: Operation = Box::new(move |client, cancel| {
            let kept = kept.clone();
            Box::pin(async move {
                // Out of its cell: nothing is borrowed while a page is on its way.
                let mut pages = kept.take();
                let more = pages.next(&client, &cancel, &|_| {}).await;
                let page = more.map(|more| match more {
                    true => {
                        let rows: Vec<_> = pages.last().collect();
                        let total = pages.total().map(|total| total as f64);
                        give(&ApplicationPage { applications: rows.iter().map(Application::from).collect(), total })
                    }
                    false => JsValue::UNDEFINED,
                });
                kept.replace(pages);
                page
            })
        });
        self.common.clone().with_token(self.get_token.clone(), stop, Act::Read, act)
    }
}

impl Common {
    /// Does something as the host's user. After a 401, or what means the same, the host is asked for another token, and it is
    /// done once more: the server refused before it did anything.
    fn with_token(
        self: Rc<Self>,
        get_token: Option<Function>,
        stop: AbortController,
        kind: Act,
        act: Operation,
    ) -> Promise {
        let cancel = Cancel::from(stop);
        promise(Box::pin(async move {
            let mut refused = false;
            loop {
                let token = host_token(get_token.as_ref(), refused).await?;
                let client = Client::new(self.endpoints.clone(), token.clone(), self.timeouts, self.fetch.clone());
                match act(client, cancel.clone()).await {
                    Err(error) if error.wants_token() && !refused => refused = true,
                    Err(error) => return Err(to_js_error(&error, kind, &[token.expose()])),
                    Ok(done) => return Ok(done),
                }
            }
        }))
    }
}

/// The token of the host's user; `refused`: the one before was answered with 401.
async fn host_token(get_token: Option<&Function>, refused: bool) -> Result<SecretText, JsValue> {
    let token = match get_token {
        Some(get_token) => ask_host(get_token, refused).await,
        None => Ok(None),
    };
    match token {
        Ok(Some(token)) => Ok(token),
        Ok(None) => {
            let mut fields = ErrorFields::new(
                KnownCode::NotSignedIn,
                "Nobody is signed in: getToken is missing or answered null. Sign the user in, then call again.",
            );
            fields.status = refused.then_some(401);
            Err(give(&fields))
        }
        Err(failed) => {
            Err(give(&ErrorFields { retryable: true, ..ErrorFields::new(KnownCode::TokenFailed, &failed.message) }))
        }
    }
}

fn promise(task: Task<JsValue>) -> Promise {
    future_to_promise(task)
}

/// The fields of an error that came of a call, without what was sent.
fn to_js_error(error: &Error, act: Act, sent: &[&str]) -> JsValue {
    let fields = sent.iter().fold(ErrorFields::of(error, act), |fields, secret| fields.without(secret));
    give(&fields)
}

/// The fields of an error that no answer caused.
fn failure(code: KnownCode, message: &str) -> JsValue {
    give(&ErrorFields::new(code, message))
}

fn give(value: &impl Serialize) -> JsValue {
    // Text, small numbers and lists of them are always data.
    value.serialize(&Serializer::json_compatible()).unwrap_or_default()
}
