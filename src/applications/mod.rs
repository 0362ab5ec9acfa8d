//! What applications there are, and what can be done with them: operations from input to outcome, and the state of each
//! dialog, tested natively.
//!
//! No views, no DOM and no texts: outcomes are enums, which `page` puts into words. Whoever reads the list goes through
//! [`ApplicationTable`], which alone knows how rows are kept.

mod account_source;
pub mod clock;
pub mod create;
mod create_flow;
pub mod create_state;
pub mod creation;
pub mod creation_set;
pub mod delete;
pub mod deletion;
pub mod env_file;
pub mod environments;
#[cfg(test)]
mod fake_environment;
pub mod fold;
mod list;
pub mod name;
pub mod recovery;
mod runtime;
mod search;
mod sort;
mod table;
pub mod twins;
pub mod unsaved;

pub use list::{Applications, ListSource, ListState, LoadAttempt, Loaded};
pub use runtime::Runtime;
pub use search::{Filter, Query, TypeFilter};
pub use sort::{Column, Sort};
pub use table::ApplicationTable;
