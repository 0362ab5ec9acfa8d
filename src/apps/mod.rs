//! The page, one file a verb: list, search, create, delete, reveal, sign in and out. What an element does is here.

pub mod env_file;
pub mod proof;

#[cfg(feature = "browser")]
pub(crate) mod create;
#[cfg(feature = "browser")]
pub(crate) mod create_desk;
#[cfg(feature = "browser")]
mod create_form;
#[cfg(feature = "browser")]
pub(crate) mod created;
#[cfg(feature = "browser")]
pub(crate) mod delete;
#[cfg(feature = "browser")]
mod delete_form;
#[cfg(feature = "browser")]
pub(crate) mod desk;
#[cfg(feature = "browser")]
pub(crate) mod download;
#[cfg(feature = "browser")]
mod kept;
#[cfg(feature = "browser")]
mod load;
#[cfg(feature = "browser")]
mod page;
#[cfg(feature = "browser")]
pub(crate) mod part;
#[cfg(feature = "browser")]
mod place;
#[cfg(feature = "browser")]
mod refusal;
#[cfg(feature = "browser")]
mod renew;
#[cfg(feature = "browser")]
mod reveal;
#[cfg(feature = "browser")]
mod row;
#[cfg(feature = "browser")]
mod row_look;
#[cfg(feature = "browser")]
mod session_events;
#[cfg(feature = "browser")]
mod tell;
#[cfg(feature = "browser")]
mod trouble;
#[cfg(feature = "browser")]
mod wait;

#[cfg(feature = "browser")]
pub use desk::{Features, Options};
#[cfg(feature = "browser")]
pub use page::{Controls, page};
#[cfg(feature = "browser")]
pub use part::set_loader;
