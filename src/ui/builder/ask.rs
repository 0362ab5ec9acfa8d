//! What `dyn Fn` is, without the two more entry points that each closure has for it. A view is made of hundreds of
//! closures, and those entry points were 2 kB of the module (brotli).

/// Asks for something, again and again. `Fn() -> T`.
pub(in crate::ui) trait Ask<T> {
    fn ask(&self) -> T;
}

impl<T, F: Fn() -> T> Ask<T> for F {
    fn ask(&self) -> T {
        self()
    }
}
