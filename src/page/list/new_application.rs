//! The one primary button of the screen.

use erased_view::prelude::*;

use crate::apps::desk::{Desk, Settings};
use crate::i18n::use_i18n;
use crate::ui::{Button, ButtonKind, Glyph, Icon};

/// Opens the dialog for a new application. Nothing where the host does not offer that.
#[component]
pub fn NewApplication() -> impl IntoView {
    let t = use_i18n().t;
    let desk = expect_context::<Desk>();
    let features = expect_context::<Settings>().features;
    features.create.then(|| {
        view! {
            <Button
                kind=ButtonKind::Primary
                disabled=move || !desk.may_write()
                title=move || (!desk.may_write()).then(|| t.may_not_create().to_owned())
                on_click=move |()| desk.creation.open()
            >
                <Glyph icon=Icon::Plus/>
                {t.new_application()}
            </Button>
        }
    })
}
