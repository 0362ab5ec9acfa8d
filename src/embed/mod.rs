//! The doors to JavaScript. The custom element itself is in `js/`: `HTMLElement` cannot be extended from Rust.

#[cfg(feature = "browser")]
mod mount;
mod panic;

#[cfg(feature = "browser")]
pub use mount::{Handle, mount};
pub use panic::on_panic;
