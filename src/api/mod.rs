//! What the API says: wire types, decoding, errors and the HTTP client.
//!
//! Imports nothing else of this crate and nothing of Leptos. [`wire`] is serde alone and is shared with the server;
//! [`model`], [`decode`], [`problem`] and their helpers are pure and run natively; [`client`] needs a browser.

mod credentials;
pub mod decode;
mod endpoints;
mod error;
pub(crate) mod json;
mod metadata;
pub mod model;
pub mod problem;
pub mod reply;
pub mod retry;
mod scan;
mod secret;
pub mod time;
pub mod wire;

#[cfg(feature = "browser")]
mod cancel;
#[cfg(feature = "browser")]
mod client;
#[cfg(feature = "browser")]
mod token;
#[cfg(feature = "browser")]
mod transport;

pub use credentials::{base64url, basic, form};
pub use decode::decode_list;
pub use endpoints::{Addresses, BadUrl, Endpoints};
pub use error::{Error, Problem};
pub use metadata::{Metadata, metadata, well_known};
pub use model::{AppId, Application, ClientType, Created, Defect, Deleted, Grant, Listing, RowKey};
pub use secret::{ClientSecret, SecretText};

#[cfg(feature = "browser")]
pub use cancel::Cancel;
#[cfg(feature = "browser")]
pub use client::{Client, Progress, Timeouts};
#[cfg(feature = "browser")]
pub use metadata::discover;
#[cfg(feature = "browser")]
pub use token::{Proof, request_token, revoke_token};
