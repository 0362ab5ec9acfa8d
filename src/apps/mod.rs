//! The page, one file a verb: list, search, create, delete, reveal, sign in and out. What an element does is here.

pub mod env_file;
pub mod proof;

#[cfg(feature = "browser")]
mod account;
#[cfg(feature = "browser")]
mod arrive;
#[cfg(feature = "browser")]
mod authorize;
#[cfg(feature = "browser")]
mod banners;
#[cfg(feature = "browser")]
mod create;
#[cfg(feature = "browser")]
mod create_desk;
#[cfg(feature = "browser")]
mod create_form;
#[cfg(feature = "browser")]
mod created;
#[cfg(feature = "browser")]
pub mod desk;
#[cfg(feature = "browser")]
mod download;
#[cfg(feature = "browser")]
mod entry;
#[cfg(feature = "browser")]
mod failed;
#[cfg(feature = "browser")]
mod hosted;
#[cfg(feature = "browser")]
mod kept;
#[cfg(feature = "browser")]
mod list;
#[cfg(feature = "browser")]
mod list_view;
#[cfg(feature = "browser")]
pub mod load;
#[cfg(feature = "browser")]
mod news;
#[cfg(feature = "browser")]
mod page;
#[cfg(feature = "browser")]
pub mod part;
#[cfg(feature = "browser")]
mod place;
#[cfg(feature = "browser")]
mod refresh;
#[cfg(feature = "browser")]
pub mod refusal;
#[cfg(feature = "browser")]
pub mod renew;
#[cfg(feature = "browser")]
mod reveal;
#[cfg(feature = "browser")]
pub mod row;
#[cfg(feature = "browser")]
mod row_actions;
#[cfg(feature = "browser")]
mod row_look;
#[cfg(feature = "browser")]
mod session;
#[cfg(feature = "browser")]
mod shown;
#[cfg(feature = "browser")]
mod sign_in;
#[cfg(feature = "browser")]
mod sign_in_form;
#[cfg(feature = "browser")]
mod sign_in_note;
#[cfg(feature = "browser")]
mod tell;
#[cfg(feature = "browser")]
mod toolbar;
#[cfg(feature = "browser")]
pub mod trouble;
#[cfg(feature = "browser")]
pub mod wait;

#[cfg(feature = "browser")]
pub use desk::{Features, Options};
#[cfg(feature = "browser")]
pub use page::{Controls, page};
#[cfg(feature = "browser")]
pub use part::set_loader;
