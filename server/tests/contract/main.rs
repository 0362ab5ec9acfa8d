//! The contract and the security rules over real HTTP, one file a subject. A test's name says what must hold.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod applications;
mod at_rest;
mod authorisation;
mod authorize;
mod authorize_browser;
mod authorize_redirects;
mod code;
mod code_races;
mod connections;
mod cors;
mod document;
mod envelope;
mod flow;
mod hostile_input;
mod introspection;
mod known_browsers;
mod late_changes;
mod long_lists;
mod metadata;
mod page;
mod people;
mod process;
mod purging;
mod races;
mod refresh;
mod revocation;
mod running;
mod sign_ins;
mod tokens;
