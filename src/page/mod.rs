//! What shows: a folder for each area, a component a file. Words for what the operations answer are found here.

#[cfg(feature = "browser")]
pub mod application_name;
#[cfg(feature = "browser")]
pub mod countdown;
#[cfg(feature = "browser")]
pub mod create;
#[cfg(feature = "browser")]
pub mod delete;
#[cfg(feature = "browser")]
pub mod error_text;
#[cfg(feature = "browser")]
pub mod form_error;
#[cfg(feature = "browser")]
pub mod identifier;
#[cfg(feature = "browser")]
pub mod list;
#[cfg(feature = "browser")]
pub mod moment;
#[cfg(feature = "browser")]
pub mod secret_dots;
#[cfg(feature = "browser")]
pub mod sign_in;
#[cfg(feature = "browser")]
pub mod unreachable;
