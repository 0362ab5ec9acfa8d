//! The details of one application: all that the server says of it, in a drawer beside the list.

mod changes;
mod delete_section;
mod dialog;
mod fact;
mod facts;
mod flaws;
mod head;
mod masked;
mod namesakes;
mod neighbours;
mod opened;
mod other_fields;
mod panel;
mod quick_start_section;
mod shown;
mod subject;

pub use dialog::DetailsDialog;
pub use opened::Details;
