//! OAuth 2.0 applications in the browser: the map of the crate. No logic here.
//!
//! Arrows point one way: `main → embed → page → {applications → session, ui, i18n} → api`. What needs no browser compiles natively
//! without the features `browser` and `client`, for the tests. With `client` alone it is what the typed client for
//! JavaScript is made of.

pub mod api;
#[cfg(feature = "browser")]
pub mod applications;
#[cfg(feature = "client")]
pub mod embed;
pub mod i18n;
#[cfg(feature = "browser")]
pub mod page;
pub mod session;
#[cfg(feature = "browser")]
pub mod ui;
