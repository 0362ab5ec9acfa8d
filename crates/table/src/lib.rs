//! What must be fast about a long list: it is cut into its elements while it comes in ([`Elements`]), its rows are kept end to
//! end ([`Records`]), and so is what is searched of them ([`Lines`]).
//!
//! A crate of its own, since it is compiled for speed, in a module that is compiled for size. It knows bytes and texts alone:
//! what an element or a record means is what others say.

mod elements;
mod lines;
mod records;

pub use elements::{Elements, Sink};
pub use lines::Lines;
pub use records::{Record, Records};
