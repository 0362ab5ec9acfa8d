//! The messages that pass, at the edge of the window.

use erased_view::dom::watch;
use erased_view::prelude::*;
use leptos::html;

use super::popover::raise;
use super::{Glyph, Icon, IconButton, Notifications};
use crate::i18n::use_i18n;

/// The messages of the context [`Notifications`].
#[component]
pub fn Toasts() -> impl IntoView {
    let i18n = use_i18n();
    let notifications = expect_context::<Notifications>();
    let node = NodeRef::<html::Div>::new();
    let region = view! {
        <div
            node_ref=node
            class="toasts"
            role="region"
            aria-label=i18n.t.notifications()
            popover="manual"
        >
            <For each=move || notifications.toasts.get() key=|toast| toast.id let:toast>
                <div class="toast" part="toast" role="status">
                    <Glyph icon=Icon::Check/>
                    <p>{toast.text}</p>
                    <IconButton label=i18n.t.dismiss() on_click=move || notifications.dismiss(toast.id)>
                        <Glyph icon=Icon::X/>
                    </IconButton>
                </div>
            </For>
        </div>
    };
    watch(move || {
        // In the top layer: at the edge of the window whatever transforms are around the element.
        let any = notifications.toasts.with(|toasts| !toasts.is_empty());
        if let Some(node) = node.get() {
            raise(&node, any);
        }
    });
    region
}
