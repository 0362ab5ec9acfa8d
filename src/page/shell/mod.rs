//! What is around list and sign-in: the root of an element, its header, and what it follows of the browser, of the session
//! and of its host.

mod app;
pub mod controls;
mod header;
mod session_effects;
mod signed_in;
mod signed_in_as;
mod surroundings;
mod unsaved_events;

pub use app::app;
