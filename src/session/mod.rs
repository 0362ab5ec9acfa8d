//! Who is asking: the access token, where it is kept, the ways to sign in, and until when.
//!
//! The only room that touches web storage. No views, and no HTTP of its own: tokens come through [`crate::api`].

#[cfg(feature = "browser")]
mod keeper;
mod paste;
#[cfg(feature = "browser")]
mod storage;
mod token;

#[cfg(feature = "browser")]
pub use keeper::{Keeper, Settings};
pub use paste::{PasteFault, clean};
pub use token::{Origin, Permit, Session, Way};
