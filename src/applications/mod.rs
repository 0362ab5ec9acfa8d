//! What there is and what can be done with it: operations from input to outcome, and the state of each dialog. No views, no
//! DOM and no words for users: what went wrong is an enum that `page` puts into words.

pub mod clock;
pub mod env_file;
pub mod recovery;

#[cfg(feature = "browser")]
pub mod create;
#[cfg(feature = "browser")]
pub mod create_state;
#[cfg(feature = "browser")]
pub mod creation;
#[cfg(feature = "browser")]
pub mod unsaved;

#[cfg(all(test, feature = "browser"))]
mod fake_environment;
