//! What does not compile, by its types: what the macro refuses by itself is in its tests. Each example stands beside one
//! that compiles and differs in the one thing: else any other mistake, such as a name that is gone, would pass for it. The
//! last ones stand beside the same under Leptos' own `view!`.
//!
//! This is compiled for the examples alone.

/// A fraction is no text: it would bring code that a page of whole numbers has no use for.
///
/// ```compile_fail
/// # use erased_view::prelude::*;
/// let number = view! { <p>{1.5}</p> };
/// ```
/// ```no_run
/// # use erased_view::prelude::*;
/// let number = view! { <p>{1}</p> };
/// ```
mod fraction {}

/// A class is there or not.
///
/// ```compile_fail
/// # use erased_view::prelude::*;
/// let marked = view! { <p class:on="yes"></p> };
/// ```
/// ```no_run
/// # use erased_view::prelude::*;
/// let marked = view! { <p class:on=true></p> };
/// ```
mod class_by_a_text {}

/// Leptos has each element by its name.
///
/// ```compile_fail
/// # use erased_view::prelude::*;
/// let text = view! { <paragraph></paragraph> };
/// ```
/// ```no_run
/// # use erased_view::prelude::*;
/// let text = view! { <p></p> };
/// ```
mod unknown_element {}

/// What is typed is a text.
///
/// ```compile_fail
/// # use erased_view::prelude::*;
/// let typed = RwSignal::new(1);
/// let bound = view! { <input bind:value=typed/> };
/// ```
/// ```no_run
/// # use erased_view::prelude::*;
/// let typed = RwSignal::new(String::new());
/// let bound = view! { <input bind:value=typed/> };
/// ```
mod bound_number {}

/// A reference is to an element of one type.
///
/// ```compile_fail
/// # use erased_view::prelude::*;
/// let input = NodeRef::<leptos::html::Input>::new();
/// let referred = view! { <p node_ref=input></p> };
/// ```
/// ```no_run
/// # use erased_view::prelude::*;
/// let input = NodeRef::<leptos::html::Input>::new();
/// let referred = view! { <input node_ref=input/> };
/// ```
mod reference_to_another_element {}

/// What Leptos asks to be `Send` is so here, for the way back.
///
/// ```compile_fail
/// # use erased_view::prelude::*;
/// let shared = std::rc::Rc::new(1);
/// let follows = view! { <p>{move || *shared}</p> };
/// ```
/// ```no_run
/// # use erased_view::prelude::*;
/// let shared = std::sync::Arc::new(1);
/// let follows = view! { <p>{move || *shared}</p> };
/// ```
mod what_is_not_sent {}

/// A prop stands once.
///
/// ```compile_fail
/// # use erased_view::prelude::*;
/// let shown = view! { <Show when=|| true when=|| false>"a"</Show> };
/// ```
/// ```no_run
/// # use erased_view::prelude::*;
/// let shown = view! { <Show when=|| true>"a"</Show> };
/// ```
mod prop_twice {}

/// An outcome is not a view, since nothing catches the errors of views.
///
/// ```compile_fail
/// # use erased_view::prelude::*;
/// let outcome: Result<&str, std::fmt::Error> = Ok("a");
/// let text = view! { <p>{outcome}</p> };
/// ```
/// ```no_run
/// # use leptos::prelude::*;
/// let outcome: Result<&str, std::fmt::Error> = Ok("a");
/// let text = view! { <p>{outcome}</p> };
/// ```
mod result {}

/// A future is not a view.
///
/// ```compile_fail
/// # use erased_view::prelude::*;
/// let text = view! { <p>{Suspend::new(async { "a" })}</p> };
/// ```
/// ```no_run
/// # use leptos::prelude::*;
/// let text = view! { <p>{Suspend::new(async { "a" })}</p> };
/// ```
mod suspend {}

/// `Suspense` belongs to Leptos' renderer.
///
/// ```compile_fail
/// # use erased_view::prelude::*;
/// let text = view! { <Suspense fallback=|| "wait">"a"</Suspense> };
/// ```
/// ```no_run
/// # use leptos::prelude::*;
/// let text = view! { <Suspense fallback=|| "wait">"a"</Suspense> };
/// ```
mod suspense {}

/// `Transition` does.
///
/// ```compile_fail
/// # use erased_view::prelude::*;
/// let text = view! { <Transition fallback=|| "wait">"a"</Transition> };
/// ```
/// ```no_run
/// # use leptos::prelude::*;
/// let text = view! { <Transition fallback=|| "wait">"a"</Transition> };
/// ```
mod transition {}

/// `Await` does.
///
/// ```compile_fail
/// # use erased_view::prelude::*;
/// let text = view! { <Await future=async { 1 } let:number>{*number}</Await> };
/// ```
/// ```no_run
/// # use leptos::prelude::*;
/// let text = view! { <Await future=async { 1 } let:number>{*number}</Await> };
/// ```
mod await_ {}

/// `ErrorBoundary` does.
///
/// ```compile_fail
/// # use erased_view::prelude::*;
/// let text = view! { <ErrorBoundary fallback=|_| "wrong">"a"</ErrorBoundary> };
/// ```
/// ```no_run
/// # use leptos::prelude::*;
/// let text = view! { <ErrorBoundary fallback=|_| "wrong">"a"</ErrorBoundary> };
/// ```
mod error_boundary {}

/// `Portal` does.
///
/// ```compile_fail
/// # use erased_view::prelude::*;
/// use leptos::portal::Portal;
/// let text = view! { <Portal>"a"</Portal> };
/// ```
/// ```no_run
/// # use leptos::prelude::*;
/// use leptos::portal::Portal;
/// let text = view! { <Portal>"a"</Portal> };
/// ```
mod portal {}

/// `Provider` does.
///
/// ```compile_fail
/// # use erased_view::prelude::*;
/// use leptos::context::Provider;
/// let text = view! { <Provider value=1>"a"</Provider> };
/// ```
/// ```no_run
/// # use leptos::prelude::*;
/// use leptos::context::Provider;
/// let text = view! { <Provider value=1>"a"</Provider> };
/// ```
mod provider {}
