//! The one kind of effect that views are kept in step by.

use leptos::prelude::on_cleanup;
use leptos::reactive::effect::RenderEffect;

use crate::erased::Read;

/// Runs something now, before this returns, and again whenever a signal that it read changes. It ends with the current
/// owner. What it makes (listeners, effects, signals) ends before it runs again.
pub fn watch(run: impl FnMut() + 'static) {
    watch_boxed(Box::new(run));
}

#[inline(never)]
pub(crate) fn watch_boxed(mut run: Box<dyn Read<()>>) {
    let effect = RenderEffect::new(move |_: Option<()>| run.read());
    on_cleanup(move || drop(effect));
}
