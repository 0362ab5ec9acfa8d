//! What the API says: decoding, errors and the HTTP client.
//!
//! Imports nothing else of this crate and nothing of Leptos. [`model`], [`list`], [`problem`] and their helpers are pure
//! and run natively; [`client`] needs a JavaScript
//! engine: a browser, a worker, Node.js.

pub mod created;
mod credentials;
pub mod data;
mod endpoints;
mod entry;
mod error;
mod error_fields;
pub mod grant;
pub(crate) mod json;
mod lenient;
pub mod list;
mod loose;
mod metadata;
pub mod model;
mod origin;
mod others;
pub mod problem;
pub mod reply;
pub mod retry;
mod rows;
mod secret;
mod secret_forms;
pub mod time;
#[cfg(feature = "typescript")]
mod typescript;

#[cfg(feature = "client")]
mod cancel;
#[cfg(feature = "client")]
mod client;
#[cfg(feature = "client")]
mod object;
#[cfg(feature = "client")]
mod pages;
#[cfg(feature = "client")]
mod timer;
#[cfg(feature = "client")]
mod token;
#[cfg(feature = "client")]
mod transport;

pub use credentials::{base64url, basic, form};
#[cfg(feature = "client")]
pub use endpoints::absolute;
pub use endpoints::{Addresses, BadUrl, Endpoints};
pub use error::{Error, NextPage, Problem};
pub use error_fields::{Act, ErrorFields, KnownCode};
pub use list::{ListDecoder, decode_list};
pub use metadata::{Metadata, metadata, well_known};
pub use model::{AppId, Application, ClientType, Created, Defect, Deleted, Grant, Rank, RowKey};
pub use origin::origin_of;
pub use others::{Other, Others};
pub use rows::{Listing, Rows};
pub use secret::{ClientSecret, SecretText};
#[cfg(feature = "typescript")]
pub use typescript::data_types;

#[cfg(feature = "client")]
pub use cancel::Cancel;
#[cfg(feature = "client")]
pub use client::{Client, Timeouts};
#[cfg(feature = "client")]
pub use metadata::discover;
#[cfg(feature = "client")]
pub use object::{bare, own};
#[cfg(feature = "client")]
pub use pages::{Pages, Progress};
#[cfg(feature = "client")]
pub use timer::Timer;
#[cfg(feature = "client")]
pub use token::{Proof, Revocation, request_token, revoke_token};
