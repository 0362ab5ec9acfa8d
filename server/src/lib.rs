//! The reference API server of `oauth-apps`: the contract of `/o/apps/` made runnable. The map of the crate. No logic
//! here.
//!
//! A request arrives on one of the [`connections`] and passes the [`middleware`]. Then the [`router`] calls a handler
//! ([`applications`], [`token`], [`revoke`], [`introspect`], [`metadata`], [`health`]), whose arguments authenticate the
//! caller ([`bearer`] or [`client`]); or [`authorize`], where people sign in and allow access. [`throttle`] limits those
//! sign-ins by user name and [`network`]. Handlers answer with the types of [`wire`] or with an [`error`] or
//! [`oauth_error`], and read and write through the [`store`], the only module with SQL. [`page`] serves the built page.
//! [`commands`] is the command line, read by [`config`].

pub mod applications;
pub mod authorize;
pub mod bearer;
pub mod body;
pub mod client;
pub mod clock;
pub mod commands;
pub mod config;
pub mod connections;
pub mod error;
pub mod form;
pub mod health;
pub mod introspect;
pub mod issuer;
pub mod metadata;
pub mod middleware;
pub mod network;
pub mod oauth_error;
pub mod openapi;
pub mod origin;
pub mod page;
pub mod passwords;
pub mod pkce;
pub mod private_file;
pub mod redirect_uri;
pub mod revoke;
pub mod router;
pub mod scope;
pub mod secrets;
pub mod state;
pub mod store;
pub mod throttle;
pub mod token;
pub mod wire;

pub use router::{document, router};
pub use state::AppState;
