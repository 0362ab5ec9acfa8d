//! The delete dialog: what shows of a deletion, and what it acts on.

mod client_id;
mod dialog;
mod environment;
mod facts;
mod form;
mod phrase;
mod twins_note;
mod words;

pub use dialog::DeleteDialog;
pub use environment::{DeleteEnvironment, open_delete, reopen};
