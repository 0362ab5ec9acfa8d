//! What operations need of the machine that they run on: its clocks, and somebody who runs a future. Tests bring their own.

use std::pin::Pin;

/// A future without an answer, for [`Runtime::spawn`].
pub type Task = Pin<Box<dyn Future<Output = ()>>>;

/// The machine that operations run on.
#[derive(Clone, Copy)]
pub struct Runtime {
    /// The wall clock, in milliseconds since 1970. The user can set it back.
    pub now: fn() -> f64,
    /// A clock that never goes back, in milliseconds. It may stand still while the computer sleeps.
    pub monotonic: fn() -> f64,
    /// Runs a future beside everything else.
    pub spawn: fn(Task),
}
