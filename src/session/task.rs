//! Futures behind a pointer, for traits and functions that are called through one.

use std::pin::Pin;

/// A future of this thread.
pub type Task<T> = Pin<Box<dyn Future<Output = T>>>;
