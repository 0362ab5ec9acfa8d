//! What applications there are, and what can be done with them: operations from input to outcome, and the state of each
//! dialog, tested natively.
//!
//! No views, no DOM and no texts: outcomes are enums, which `page` puts into words. Whoever reads the list goes through
//! [`ApplicationTable`], which alone knows how rows are kept.

pub mod clock;
pub mod env_file;
pub mod fold;
pub mod name;
pub mod recovery;
mod search;
mod sort;
mod table;
pub mod twins;

#[cfg(feature = "browser")]
mod account_source;
#[cfg(feature = "browser")]
pub mod create;
#[cfg(feature = "browser")]
mod create_flow;
#[cfg(feature = "browser")]
pub mod create_state;
#[cfg(feature = "browser")]
pub mod creation;
#[cfg(feature = "browser")]
pub mod delete;
#[cfg(feature = "browser")]
pub mod deletion;
#[cfg(all(test, feature = "browser"))]
mod fake_environment;
#[cfg(feature = "browser")]
mod list;
#[cfg(feature = "browser")]
mod runtime;
#[cfg(feature = "browser")]
pub mod unsaved;

pub use search::{Query, TypeFilter};
pub use sort::{Column, Sort};
pub use table::ApplicationTable;

#[cfg(feature = "browser")]
pub use list::{Applications, ListSource, ListState, LoadAttempt, Loaded};
#[cfg(feature = "browser")]
pub use runtime::Runtime;
