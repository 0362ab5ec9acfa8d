//! Asks the host for its token, where the host gave a function for that. What it answers is kept nowhere.

use js_sys::{Array, Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::clean;
use crate::api::{SecretText, Timer, bare};

/// How long the host may take, in milliseconds.
const PATIENCE: i32 = 30_000;

/// Calls the host's function with `{ refused }`: whether the server refused the token that it gave before.
///
/// None when it answers `null` or nothing: nobody is signed in.
///
/// # Errors
/// When it throws, its promise is rejected or takes more than 30 seconds, or its answer is no token.
pub async fn ask_host(function: &Function, refused: bool) -> Result<Option<SecretText>, ()> {
    let about = bare(&[("refused", refused.into())]);
    let answer = function.call1(&JsValue::NULL, &about).map_err(drop)?;
    let mut timer = None;
    let late = Promise::new(&mut |_, reject| timer = Some(Timer::new(PATIENCE, reject, None)));
    let answer = JsFuture::from(Promise::race(&Array::of2(&Promise::resolve(&answer), &late))).await.map_err(drop)?;
    if answer.is_null() || answer.is_undefined() {
        return Ok(None);
    }
    clean(&answer.as_string().ok_or(())?).map(Some).map_err(drop)
}
