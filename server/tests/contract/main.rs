//! The contract and the security rules over real HTTP, one file a subject. A test's name says what must hold.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod applications;
mod at_rest;
mod authorisation;
mod cors;
mod document;
mod envelope;
mod hostile_input;
mod introspection;
mod page;
mod process;
mod races;
mod revocation;
mod running;
mod tokens;
