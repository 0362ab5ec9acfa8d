//! The page, one file a verb: list, search, create, delete, reveal, sign in and out. What an element does is here.

#[cfg(feature = "browser")]
mod account;
#[cfg(feature = "browser")]
mod arrive;
#[cfg(feature = "browser")]
mod authorize;
#[cfg(feature = "browser")]
mod banners;
#[cfg(feature = "browser")]
pub(crate) mod delete;
#[cfg(feature = "browser")]
mod delete_form;
#[cfg(feature = "browser")]
pub(crate) mod desk;
#[cfg(feature = "browser")]
mod entry;
#[cfg(feature = "browser")]
mod failed;
#[cfg(feature = "browser")]
mod hosted;
#[cfg(feature = "browser")]
mod list;
#[cfg(feature = "browser")]
mod list_view;
#[cfg(feature = "browser")]
pub(crate) mod load;
#[cfg(feature = "browser")]
mod news;
#[cfg(feature = "browser")]
mod page;
#[cfg(feature = "browser")]
pub(crate) mod part;
#[cfg(feature = "browser")]
mod place;
#[cfg(feature = "browser")]
mod refresh;
#[cfg(feature = "browser")]
pub(crate) mod renew;
#[cfg(feature = "browser")]
pub(crate) mod reveal;
#[cfg(feature = "browser")]
pub(crate) mod row;
#[cfg(feature = "browser")]
mod row_actions;
#[cfg(feature = "browser")]
pub(crate) mod row_look;
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
pub(crate) mod trouble;
#[cfg(feature = "browser")]
pub(crate) mod wait;

#[cfg(feature = "browser")]
pub use desk::{Features, Options};
#[cfg(feature = "browser")]
pub use page::{Controls, page};
#[cfg(feature = "browser")]
pub use part::set_loader;
