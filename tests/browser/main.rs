//! Components with logic, in a real browser.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test that can't go on ends there")]

mod copy;
mod dialog;
mod fields;
mod languages;
mod letters;
mod sessions;
mod stage;
mod turns;
mod window;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
