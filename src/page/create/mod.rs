//! The create dialog: its form, and the credentials that were made.

mod choices;
mod created_panel;
mod dialog;
mod environment;
mod form;
mod outcome_note;
mod secret_field;
mod unsaved;
mod words;

pub use dialog::{CreateDialog, CreateDialogProps};
pub use unsaved::{forget_unsaved, keep_unsaved, take_up, take_up_listed};
