//! What applications there are, and what can be done with them: operations and state, tested natively.
//!
//! No views, no DOM and no texts: outcomes are enums, which `page` puts into words. Whoever reads the list goes through
//! [`ApplicationTable`], which alone knows how rows are kept.

pub mod clock;
pub mod fold;
pub mod name;
mod search;
mod sort;
mod table;
pub mod twins;

#[cfg(feature = "browser")]
pub mod delete;
#[cfg(feature = "browser")]
pub mod deletion;
#[cfg(feature = "browser")]
mod list;
#[cfg(feature = "browser")]
mod runtime;

pub use search::{Query, TypeFilter};
pub use sort::{Column, Sort};
pub use table::ApplicationTable;

#[cfg(feature = "browser")]
pub use list::{Applications, ListSource, ListState, LoadAttempt, Loaded};
#[cfg(feature = "browser")]
pub use runtime::Runtime;
