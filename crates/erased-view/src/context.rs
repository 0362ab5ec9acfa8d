//! Contexts that must be there.

use leptos::prelude::use_context;

/// The context of a type, of the nearest owner that has one. Leptos' own function writes the place and the type by
/// `Debug` when there is none, which brings tables of Unicode; here the report of the panic says the place.
///
/// # Panics
/// Where no owner has such a context.
#[must_use]
#[track_caller]
pub fn expect_context<T: Clone + 'static>() -> T {
    use_context().expect("nobody provides this context")
}
