//! Copies to the clipboard, and tells truthfully whether it did.

use leptos::prelude::*;
use std::rc::Rc;

use zeroize::Zeroizing;

use super::ask::Ask;
use super::live_icon_button;
use crate::ui::dom::{El, spawn};
use crate::ui::{Icon, copy_text, select_text_of, sleep};

/// Selects the text of an element, for a copy by hand.
pub fn select_text(element: &El) {
    select_text_of(element.node());
}

/// A button that copies. It wears a check and the word for two seconds once the value really is on the clipboard, and
/// tells whether it is.
pub fn copy_button(
    label: &'static str,
    copied: &'static str,
    value: impl Fn() -> Zeroizing<String> + 'static,
    on_result: impl Fn(bool) + 'static,
) -> El {
    copy_button_boxed(label, copied, Box::new(value), Rc::new(on_result))
}

fn copy_button_boxed(
    label: &'static str,
    copied: &'static str,
    value: Box<dyn Ask<Zeroizing<String>>>,
    on_result: Rc<dyn Fn(bool)>,
) -> El {
    let done = RwSignal::new(0u32);
    let copy = move || {
        let (text, on_result) = (value.ask(), on_result.clone());
        spawn(async move {
            let copied = copy_text(&text).await;
            drop(text);
            if done.is_disposed() {
                return;
            }
            on_result(copied);
            if copied {
                done.try_update(|done| *done += 1);
                sleep(2000).await;
                done.try_update(|done| *done -= 1);
            }
        });
    };
    let is_done = crate::ui::flag(move || done.get() > 0);
    live_icon_button(
        move || if is_done.get() { copied } else { label }.to_owned(),
        move || if is_done.get() { Icon::Check } else { Icon::Copy },
        copy,
    )
    .mark("data-done", copied, move || is_done.get())
}
