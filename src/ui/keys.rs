//! Keys of an input method: while it composes a character, Escape and Enter are for it alone.

use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent};

/// What browsers give as the code of a key that an input method has taken. Safari gives it, without `isComposing`, for
/// the key that ended the composition.
const TAKEN: u32 = 229;

/// Whether this is a key that an input method takes. Every listener of the page is kept from it.
pub fn is_composing(event: &Event) -> bool {
    event.dyn_ref::<KeyboardEvent>().is_some_and(|key| key.is_composing() || key.key_code() == TAKEN)
}
