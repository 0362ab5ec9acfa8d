//! A banner above the list: what lasts and needs a decision.

use erased_view::prelude::*;

use super::note::Title;
use super::{Glyph, Icon, Tone};

/// A banner with what can be done. Its text is its children.
#[component]
pub fn Banner(
    /// How serious it is.
    tone: Tone,
    /// Its icon.
    icon: Icon,
    /// What happened, in bold; nothing where it is empty.
    #[prop(optional, into)]
    title: String,
    /// The buttons.
    #[prop(optional, into)]
    actions: ViewFn,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="banner" part="banner" data-tone=tone.word() role="status">
            <Glyph icon/>
            <div><Title title/>" "{children()}</div>
            <div class="acts">{actions.run()}</div>
        </div>
    }
}
