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
//! What is not known does not compile. The macro's tests have what it refuses by itself; these are types:
//!
//! ```compile_fail
//! # use erased_view::prelude::*;
//! let fraction = view! { <p>{1.5}</p> };
//! ```
//! ```compile_fail
//! # use erased_view::prelude::*;
//! let words_for_a_class = view! { <p class:on="yes"></p> };
//! ```
//! ```compile_fail
//! # use erased_view::prelude::*;
//! let no_element = view! { <paragraph></paragraph> };
//! ```
//! ```compile_fail
//! # use erased_view::prelude::*;
//! let number = RwSignal::new(1);
//! let bound = view! { <input bind:value=number/> };
//! ```
//! ```compile_fail
//! # use erased_view::prelude::*;
//! let input = NodeRef::<leptos::html::Input>::new();
//! let other_element = view! { <p node_ref=input></p> };
//! ```
//! ```compile_fail
//! # use erased_view::prelude::*;
//! let local = std::rc::Rc::new(1);
//! let not_sent = view! { <p>{move || *local}</p> };
//! ```

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
    pub use crate::context::expect_context;
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
