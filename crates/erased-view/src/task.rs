//! Tasks that end with what started them.

use std::pin::Pin;

use leptos::prelude::untrack;

/// Runs a future beside everything else until it is done or the current owner is cleaned up, whichever is first: after
/// an `await` there is no need to ask whether the view is still there. Context and signals of the owner are there
/// throughout. This is Leptos' function of the name, once for all futures; an effect that starts a task does not follow
/// what that reads.
pub fn spawn_local_scoped_with_cancellation(task: impl Future<Output = ()> + 'static) {
    spawn(Box::pin(task));
}

#[inline(never)]
fn spawn(task: Pin<Box<dyn Future<Output = ()>>>) {
    untrack(|| leptos::task::spawn_local_scoped_with_cancellation(task));
}
