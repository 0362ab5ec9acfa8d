//! The components under Leptos' own prelude.

pub use leptos::prelude;

#[path = "components.rs"]
pub mod components;
