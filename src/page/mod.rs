//! What shows: a folder for each area, a component a file. Words for what the operations answer are found here.

#[cfg(feature = "browser")]
pub mod delete;
