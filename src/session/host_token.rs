//! Asks the host for its token, where the host gave a function for that. What it answers is kept nowhere.

use js_sys::{Array, Error, Function, Object, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::clean;
use crate::api::{SecretText, Timer, bare};

/// How long the host may take, in milliseconds.
const PATIENCE: i32 = 30_000;

/// The host's function gave neither a token nor `null`.
#[derive(Clone, Debug)]
pub struct HostFailure {
    /// What it did instead, in English, for developers. Nothing of what it answered.
    pub message: String,
    /// What was thrown, else an error with the message.
    pub cause: JsValue,
}

impl HostFailure {
    fn new(what: &str) -> Self {
        let message =
            ["getToken ", what, ". It must answer an access token as text, or null where nobody is signed in."];
        let message = message.concat();
        Self { cause: Error::new(&message).into(), message }
    }

    fn thrown(cause: JsValue) -> Self {
        Self { cause, ..Self::new("threw, or its promise was rejected") }
    }
}

/// Calls the host's function with `{ refused }`: whether the server refused the token that it gave before.
///
/// None when it answers `null` or nothing: nobody is signed in.
///
/// # Errors
/// When it throws, its promise is rejected or takes more than 30 seconds, or its answer is no token.
pub async fn ask_host(function: &Function, refused: bool) -> Result<Option<SecretText>, HostFailure> {
    let about = bare(&[("refused", refused.into())]);
    let answer = function.call1(&JsValue::NULL, &about).map_err(HostFailure::thrown)?;
    let mut timer = None;
    // Nobody else has this object: it cannot be what the host answered.
    let late: JsValue = Object::new().into();
    let token = late.clone();
    let time_over = Promise::new(&mut |resolve, _| {
        let resolve = resolve.bind1(&JsValue::NULL, &token).unchecked_into();
        timer = Some(Timer::new(PATIENCE, resolve, None));
    });
    let answer = JsFuture::from(Promise::race(&Array::of2(&Promise::resolve(&answer), &time_over)))
        .await
        .map_err(HostFailure::thrown)?;
    drop(timer);
    if answer == late {
        return Err(HostFailure::new("took more than 30 seconds"));
    }
    if answer.is_null() || answer.is_undefined() {
        return Ok(None);
    }
    let Some(text) = answer.as_string() else {
        let kind = answer.js_typeof().as_string().unwrap_or_default();
        return Err(HostFailure::new(&["answered with a value of the type ", &kind].concat()));
    };
    if text.trim().is_empty() {
        return Err(HostFailure::new("answered with an empty text"));
    }
    clean(&text).map(Some).map_err(|_| HostFailure::new("answered with a text that is no access token"))
}
