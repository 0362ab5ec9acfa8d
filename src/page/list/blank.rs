//! What shows where a list has no rows to show.

use erased_view::prelude::*;
use leptos::html::Div;

use super::row_dom::find;
use crate::page::list_view::ListView;
use crate::ui::{Glyph, Icon, focus_in_place};

/// An icon, a sentence, perhaps what it means, and what can be done.
#[component]
pub fn Blank(
    /// The icon.
    icon: Icon,
    /// The sentence.
    #[prop(into)]
    title: String,
    /// What it means; nothing where it is empty.
    #[prop(into)]
    text: String,
    /// The buttons.
    children: Children,
) -> impl IntoView {
    let view = expect_context::<ListView>();
    let node = NodeRef::<Div>::new();
    if view.landing.get_untracked().is_some() {
        // The last row went: what to do now has the focus.
        view.landing.set(None);
        request_animation_frame(move || {
            let node = node.try_get_untracked().flatten();
            if let Some(next) = node.and_then(|node| find(&node, "button:enabled").or_else(|| find(&node, "h2"))) {
                focus_in_place(&next);
            }
        });
    }
    view! {
        <div class="list">
            <div node_ref=node class="blank" role="status">
                <Glyph icon/>
                <h2 tabindex="-1">{title}</h2>
                {(!text.is_empty()).then(|| view! { <p>{text}</p> })}
                <div class="acts">{children()}</div>
            </div>
        </div>
    }
}
