//! Who is asking: the access token, where it is kept, the ways to sign in, and until when.
//!
//! The only room that touches web storage. No views, and no HTTP of its own: tokens come through [`crate::api`].

mod attempt;
mod audience;
#[cfg(feature = "browser")]
mod companions;
#[cfg(feature = "client")]
mod host;
#[cfg(feature = "browser")]
mod keeper;
mod paste;
mod scope;
#[cfg(feature = "browser")]
mod storage;
mod token;
#[cfg(feature = "browser")]
mod turn;

pub use attempt::{Answer, Attempt, Refusal};
#[cfg(feature = "browser")]
pub use attempt::{can_sign_in_by_code, random};
pub use audience::Audience;
#[cfg(feature = "browser")]
pub use companions::Companions;
#[cfg(feature = "client")]
pub use host::{HostFailure, ask_host};
#[cfg(feature = "browser")]
pub use keeper::{Keeper, Settings};
pub use paste::{PasteFault, clean, shown};
pub use scope::Permit;
#[cfg(feature = "browser")]
pub use storage::clear_copy;
pub use token::{Origin, Renewal, Session, Way};
#[cfg(feature = "browser")]
pub use turn::{Turn, turn};
