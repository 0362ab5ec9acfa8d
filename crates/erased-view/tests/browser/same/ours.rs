//! The components under this crate's prelude.

pub use erased_view::prelude;

#[path = "components.rs"]
pub mod components;
