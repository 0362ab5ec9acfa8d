//! Contexts: the one of a type of the nearest owner that has provided one.
//!
//! Leptos' own functions exist once for each type, with all that goes up through the owners in them. Here that exists once,
//! whatever is looked for: what was provided so far is one list, and one context of Leptos.

use std::any::{Any, TypeId};
use std::sync::Arc;

use leptos::prelude;

/// What was provided last, and what was before it.
#[derive(Clone)]
struct Provided(Arc<Context>);

struct Context {
    kind: TypeId,
    value: Box<dyn Any + Send + Sync>,
    before: Option<Provided>,
}

/// Provides a value to the current owner and all below it, until it is cleaned up. An owner that provides one itself sees what was
/// provided above it until then; what comes later there, it does not.
pub fn provide_context<T: Send + Sync + 'static>(value: T) {
    provide(TypeId::of::<T>(), Box::new(value));
}

/// The context of a type, of the nearest owner that has one.
#[must_use]
pub fn use_context<T: Clone + 'static>() -> Option<T> {
    find(TypeId::of::<T>())?.0.value.downcast_ref::<T>().cloned()
}

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

#[inline(never)]
fn provide(kind: TypeId, value: Box<dyn Any + Send + Sync>) {
    let before = prelude::use_context::<Provided>();
    prelude::provide_context(Provided(Arc::new(Context { kind, value, before })));
}

#[inline(never)]
fn find(kind: TypeId) -> Option<Provided> {
    let mut next = prelude::use_context::<Provided>();
    while let Some(provided) = next {
        if provided.0.kind == kind {
            return Some(provided);
        }
        next = provided.0.before.clone();
    }
    None
}

#[cfg(test)]
mod tests {
    use leptos::prelude::Owner;

    use super::{provide_context, use_context};

    #[derive(Clone, Debug, PartialEq)]
    struct Name(&'static str);

    #[derive(Clone, Debug, PartialEq)]
    struct Number(u32);

    #[test]
    fn the_nearest_owner_that_has_one_counts() {
        let above = Owner::new();
        above.with(|| {
            assert_eq!(use_context::<Name>(), None);
            provide_context(Name("above"));
            provide_context(Number(1));
            let below = above.child();
            below.with(|| {
                provide_context(Name("below"));
                assert_eq!((use_context(), use_context()), (Some(Name("below")), Some(Number(1))));
                below.child().with(|| assert_eq!(use_context(), Some(Name("below"))));
            });
            assert_eq!(use_context(), Some(Name("above")), "beside the owner below");
            provide_context(Name("again"));
            assert_eq!((use_context(), use_context()), (Some(Name("again")), Some(Number(1))));
        });
    }
}
