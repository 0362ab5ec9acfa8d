//! What `dyn Fn` is, without the two more entry points that each closure has for it. A view is made of hundreds of
//! closures, and those entry points were 2 kB of the module (brotli).

use web_sys::Event;

/// Asks for something, again and again. `Fn() -> T`.
pub(super) trait Ask<T> {
    fn ask(&self) -> T;
}

impl<T, F: Fn() -> T> Ask<T> for F {
    fn ask(&self) -> T {
        self()
    }
}

/// Runs something, again and again: `FnMut()`.
pub(super) trait Run {
    fn run(&mut self);
}

impl<F: FnMut()> Run for F {
    fn run(&mut self) {
        self();
    }
}

/// Hears of an event: `Fn(Event)`.
pub(super) trait Hear {
    fn hear(&self, event: Event);
}

impl<F: Fn(Event)> Hear for F {
    fn hear(&self, event: Event) {
        self(event);
    }
}
