//! The doors to JavaScript. The custom element itself is in `js/`: `HTMLElement` cannot be extended from Rust.

mod mount;
mod panic;

pub use mount::{Handle, mount};
pub use panic::on_panic;
