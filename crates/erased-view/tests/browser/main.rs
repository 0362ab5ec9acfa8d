//! The syntax and the renderer, in a real browser; and the same components under Leptos' own renderer.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test that can't go on ends there")]

mod controls;
mod events;
mod lists;
mod same;
mod stage;
mod syntax;
mod task;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
