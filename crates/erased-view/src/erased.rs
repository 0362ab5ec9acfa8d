//! What `dyn FnMut` is, without the two more entry points that each closure has for it. Views are made of hundreds of
//! closures, and those entry points were 2 kB of a page (brotli) when that was measured.

use web_sys::Event;

/// Reads something, again and again: `FnMut() -> T`.
pub trait Read<T> {
    fn read(&mut self) -> T;
}

impl<T, F: FnMut() -> T> Read<T> for F {
    fn read(&mut self) -> T {
        self()
    }
}

/// Handles an event: `Fn(Event)`.
pub trait Handle {
    fn handle(&self, event: Event);
}

impl<F: Fn(Event)> Handle for F {
    fn handle(&self, event: Event) {
        self(event);
    }
}
