//! Children of components, under Leptos' names.

use std::sync::Arc;

use crate::into_view::{AnyView, IntoView};

/// Children that are made once.
pub type Children = Box<dyn FnOnce() -> AnyView + Send>;

/// Children that are made each time they are asked for.
pub type ChildrenFn = Arc<dyn Fn() -> AnyView + Send + Sync>;

/// Children that are made each time they are asked for, and may change what they hold.
pub type ChildrenFnMut = Box<dyn FnMut() -> AnyView + Send>;

/// Makes a component's children out of a closure, whichever kind the component takes.
pub trait ToChildren<F> {
    /// Makes them.
    fn to_children(make: F) -> Self;
}

impl<V: IntoView, F: FnOnce() -> V + Send + 'static> ToChildren<F> for Children {
    fn to_children(make: F) -> Self {
        Box::new(move || make().into_view())
    }
}

impl<V: IntoView, F: Fn() -> V + Send + Sync + 'static> ToChildren<F> for ChildrenFn {
    fn to_children(make: F) -> Self {
        Arc::new(move || make().into_view())
    }
}

impl<V: IntoView, F: FnMut() -> V + Send + 'static> ToChildren<F> for ChildrenFnMut {
    fn to_children(mut make: F) -> Self {
        Box::new(move || make().into_view())
    }
}

/// A prop that gives a view each time it is asked for. Without a value it gives nothing.
#[derive(Clone)]
pub struct ViewFn(Arc<dyn Fn() -> AnyView + Send + Sync>);

impl ViewFn {
    /// Makes the view.
    pub fn run(&self) -> AnyView {
        (self.0)()
    }
}

impl Default for ViewFn {
    fn default() -> Self {
        Self(Arc::new(AnyView::default))
    }
}

impl<V: IntoView, F: Fn() -> V + Send + Sync + 'static> From<F> for ViewFn {
    fn from(make: F) -> Self {
        Self(Arc::new(move || make().into_view()))
    }
}
