//! `<Show>` and `<For>`.

use std::hash::Hash;

use leptos::prelude::*;

use crate::children::{ChildrenFn, ViewFn};
use crate::into_view::{AnyView, IntoView};
use crate::keyed::keyed;
use crate::region::live;

/// Shows its children while a condition holds, and perhaps something else while it does not. What shows is made anew
/// only when the condition changes.
#[component]
pub fn Show<W>(
    /// What shows while the condition holds.
    children: ChildrenFn,
    /// The condition.
    when: W,
    /// What shows otherwise.
    #[prop(optional, into)]
    fallback: ViewFn,
) -> impl IntoView
where
    W: Fn() -> bool + Send + Sync + 'static,
{
    show(Box::new(when), children, fallback)
}

#[inline(never)]
fn show(when: Box<dyn Fn() -> bool + Send + Sync>, children: ChildrenFn, fallback: ViewFn) -> AnyView {
    let holds = ArcMemo::new(move |_| when());
    live(Box::new(move || if holds.get() { children() } else { fallback.run() }))
}

/// Shows a view for each item. An item whose key was there before keeps its nodes, its listeners and its state, and
/// moves with them. For a few hundred items: each is in the document.
#[component]
pub fn For<IF, I, T, EF, N, KF, K>(
    /// The items; follows the signals that it reads.
    each: IF,
    /// What tells an item from others.
    key: KF,
    /// The view of an item.
    children: EF,
) -> impl IntoView
where
    IF: Fn() -> I + Send + 'static,
    I: IntoIterator<Item = T> + Send + 'static,
    EF: Fn(T) -> N + Send + Clone + 'static,
    N: IntoView + 'static,
    KF: Fn(&T) -> K + Send + Clone + 'static,
    K: Eq + Hash + 'static,
    T: Send + 'static,
{
    keyed(move || each().into_iter().map(|item| (key(&item), item)).collect(), move |item| children(item).into_view())
}
