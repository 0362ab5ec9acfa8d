//! The create dialog: its form, and the credentials that were made.

mod choices;
mod created_panel;
mod dialog;
mod environment;
mod environment_names;
mod form;
mod name_hints;
mod outcome_note;
mod secret_field;
mod set_choice;
mod set_progress;
mod unsaved;
mod words;

pub use dialog::{CreateDialog, CreateDialogProps};
pub use unsaved::{forget_unsaved, keep_unsaved, take_up, take_up_listed};
