//! Leptos' `view!` and `#[component]` over a renderer that exists once, whatever it renders. Signals, memos, effects,
//! owners, contexts, callbacks and events are Leptos' own. README.md says what of the syntax is known, and why this is.
//!
//! It makes no node by what a host may have put in front of the browser's own functions, parses no HTML, writes no style
//! attribute, and listens at the elements themselves. It knows nothing of the project around it.
//!
//! ```no_run
//! use erased_view::prelude::*;
//!
//! #[component]
//! fn Counter(#[prop(into)] label: Signal<String>) -> impl IntoView {
//!     let count = RwSignal::new(0);
//!     view! {
//!         <button class:some=move || count.get() != 0 on:click=move |_| count.update(|count| *count += 1)>
//!             {label} ": " {count}
//!         </button>
//!     }
//! }
//!
//! mount_to(document().body().expect("a body"), || view! { <Counter label="Clicks"/> }).forget();
//! ```
//!
//! What is not known does not compile: `refused.rs` has what its types refuse, the macro's tests what it refuses by itself.

mod bind;
pub mod children;
pub mod context;
mod control_flow;
pub mod dom;
mod element;
mod erased;
mod into_view;
mod keyed;
pub mod mount;
#[cfg(doctest)]
mod refused;
mod region;
mod signals;
pub mod task;
mod value;
mod views;

pub use erased_view_macro::view;
pub use into_view::{AnyView, CollectView, IntoAny, IntoView};
pub use value::{PlainValue, Value, ValueSource};

/// All that a file with views needs. To go back to Leptos' renderer, import `leptos::prelude` in its place.
pub mod prelude {
    pub use leptos::prelude::*;

    pub use crate::children::{Children, ChildrenFn, ChildrenFnMut, ToChildren, ViewFn};
    pub use crate::context::{expect_context, provide_context, use_context};
    pub use crate::control_flow::{For, ForProps, Show, ShowProps};
    pub use crate::into_view::{AnyView, CollectView, IntoAny, IntoView};
    pub use crate::mount::{UnmountHandle, mount_to};
    pub use crate::view;
}

/// What `view!` expands to. It may change with the macro.
#[doc(hidden)]
pub mod __private {
    pub use leptos;

    pub use crate::element::{ElementBuilder, element, fragment, svg_element};
    use crate::into_view::{AnyView, IntoView};

    /// The view that something becomes.
    #[inline(always)]
    pub fn any(view: impl IntoView) -> AnyView {
        view.into_view()
    }
}
