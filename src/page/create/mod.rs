//! The create dialog: its form, and the credentials that were made.

mod created;
mod dialog;
mod download;
mod environment;
mod form;
mod unsaved;
mod words;

pub use created::copied_what;
pub use dialog::create_dialog;
pub use download::{download_env, has_env};
pub use environment::snapshot;
pub use unsaved::{forget_unsaved, keep_unsaved, take_up, take_up_listed};
