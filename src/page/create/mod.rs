//! The create dialog: its form, and the credentials that were made.

mod choices;
mod copied;
mod created_panel;
mod dialog;
mod download;
mod environment;
mod form;
mod outcome_note;
mod secret_field;
mod unsaved;
mod words;

pub use copied::copied_what;
pub use dialog::{CreateDialog, CreateDialogProps};
pub use download::{download_env, has_env};
pub use environment::snapshot;
pub use unsaved::{forget_unsaved, keep_unsaved, take_up, take_up_listed};
