//! The page, one file a verb: list, search, create, delete, reveal, sign in and out. What an element does is here.

#[cfg(feature = "browser")]
pub(crate) mod desk;
#[cfg(feature = "browser")]
pub(crate) mod load;
#[cfg(feature = "browser")]
pub(crate) mod page;
#[cfg(feature = "browser")]
pub(crate) mod part;
#[cfg(feature = "browser")]
pub(crate) mod place;
#[cfg(feature = "browser")]
pub(crate) mod renew;
#[cfg(feature = "browser")]
pub(crate) mod reveal;
#[cfg(feature = "browser")]
pub(crate) mod row;
#[cfg(feature = "browser")]
pub(crate) mod row_look;
#[cfg(feature = "browser")]
pub(crate) mod session_events;
#[cfg(feature = "browser")]
pub(crate) mod tell;
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
