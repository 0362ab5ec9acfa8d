//! What shows: a folder for each area, a component a file. Words for what the operations answer are found here.

pub mod application_name;
pub mod command;
pub mod copied;
pub mod countdown;
pub mod create;
pub mod delete;
pub mod env_download;
pub mod error_text;
pub mod form_error;
pub mod host_events;
pub mod identifier;
pub mod inline_code;
pub mod list;
pub mod list_view;
pub mod moment;
pub mod parts;
pub mod return_point;
pub mod secret_dots;
pub mod secret_time;
pub mod session_part;
pub mod settings;
pub mod shell;
pub mod shown_rows;
pub mod sign_in;
pub mod unreachable;
