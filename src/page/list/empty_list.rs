//! What shows to whoever has no applications yet. A host can put something of its own in its place.

use erased_view::prelude::*;

use super::blank::Blank;
use super::new_application::NewApplication;
use crate::i18n::use_i18n;
use crate::ui::Icon;

/// No applications yet.
#[component]
pub fn EmptyList() -> impl IntoView {
    let t = use_i18n().t;
    view! {
        <slot name="empty">
            <Blank icon=Icon::Key title=t.no_applications() text=t.no_applications_text()>
                <NewApplication/>
            </Blank>
        </slot>
    }
}
