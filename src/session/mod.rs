//! Who is asking: the access token, where it is stored, the ways to sign in, renewal, sign-out. State and operations; no
//! views, no texts, no list, no dialog.
//!
//! The only room that touches web storage. Tokens come through [`crate::api`]. [`Account`] is where to start: a context
//! whose signals say who is signed in, with the operations that change them.

mod audience;
mod authorization_request;
#[cfg(feature = "client")]
mod host_token;
mod paste;
mod scope;
mod token;

#[cfg(feature = "browser")]
mod account;
#[cfg(feature = "browser")]
mod background;
#[cfg(feature = "browser")]
mod code_flow;
#[cfg(feature = "browser")]
mod code_sign_in;
#[cfg(feature = "browser")]
mod credentials;
#[cfg(feature = "browser")]
mod event;
#[cfg(feature = "browser")]
mod host;
#[cfg(feature = "browser")]
mod hosted;
#[cfg(feature = "browser")]
mod lifecycle;
#[cfg(feature = "browser")]
mod metadata;
#[cfg(feature = "browser")]
mod operations;
#[cfg(feature = "browser")]
mod renew;
#[cfg(feature = "browser")]
mod renewal;
#[cfg(feature = "browser")]
mod request;
#[cfg(feature = "browser")]
mod revoke;
#[cfg(feature = "browser")]
mod session_channel;
#[cfg(feature = "browser")]
mod startup;
#[cfg(feature = "browser")]
mod store;
#[cfg(feature = "browser")]
mod tab;
#[cfg(feature = "browser")]
mod task;
#[cfg(feature = "browser")]
mod web;
#[cfg(feature = "browser")]
mod web_lock;

#[cfg(all(test, feature = "browser"))]
mod tests;

pub use audience::Audience;
pub use authorization_request::{AuthorizationError, AuthorizationRequest, AuthorizationResponse};
#[cfg(feature = "browser")]
pub use authorization_request::{can_sign_in_by_code, random};
#[cfg(feature = "browser")]
pub use host::HostToken;
#[cfg(feature = "client")]
pub use host_token::{HostFailure, ask_host};
pub use paste::{PasteFault, clean, shown};
pub use scope::Permit;
pub use token::{Origin, Renewal, Session, Way};

#[cfg(feature = "browser")]
pub use account::Account;
#[cfg(feature = "browser")]
pub use code_flow::{ReturnPoint, begin_code_sign_in, finish_code_sign_in, start_code_sign_in};
#[cfg(feature = "browser")]
pub use code_sign_in::{CodeError, CodeSignIn, Step};
#[cfg(feature = "browser")]
pub use credentials::{CredentialsError, sign_in_with_credentials};
#[cfg(feature = "browser")]
pub use event::{Credentials, EndReason, Notice, Revoked, SessionEvent};
#[cfg(feature = "browser")]
pub use metadata::ensure_metadata;
#[cfg(feature = "browser")]
pub use operations::Operations;
#[cfg(feature = "browser")]
pub use renew::{join_channel, renew};
#[cfg(feature = "browser")]
pub use request::Requested;
#[cfg(feature = "browser")]
pub use revoke::revoke;
#[cfg(feature = "browser")]
pub use session_channel::open_channel;
#[cfg(feature = "browser")]
pub use store::{SessionStore, SignInOptions};
#[cfg(feature = "browser")]
pub use task::Task;
#[cfg(feature = "browser")]
pub use web::{SignInWindow, Web, Windows};
#[cfg(feature = "browser")]
pub use web_lock::{WebLock, web_lock};
