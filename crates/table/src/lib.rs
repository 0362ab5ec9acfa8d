//! What must be fast about a long list: it is cut into its elements while it comes in ([`Elements`]), its rows are kept end to
//! end ([`Records`]) and found by what they hold ([`Keys`]), and what is searched of them is end to end as well ([`Lines`]).
//!
//! A crate of its own, since it is compiled for speed, in a module that is compiled for size. It knows bytes and texts alone:
//! what an element or a record means is what others say.

mod elements;
mod keys;
mod lines;
mod records;
mod text;

pub use elements::{Elements, Sink};
pub use keys::{Keys, fingerprint};
pub use lines::Lines;
pub use records::{Record, Records};
pub use text::is_alphanumeric;
