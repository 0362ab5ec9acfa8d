//! The one primary button of the screen.

use erased_view::prelude::*;

use crate::applications::creation::Creation;
use crate::i18n::use_i18n;
use crate::page::settings::Settings;
use crate::session::Account;
use crate::ui::{Button, ButtonKind, Glyph, Icon};

/// Opens the dialog for a new application. Nothing where the host does not offer that.
#[component]
pub fn NewApplication() -> impl IntoView {
    let t = use_i18n().t;
    let account = expect_context::<Account>();
    let creation = expect_context::<Creation>();
    let features = expect_context::<Settings>().features;
    features.create.then(|| {
        view! {
            <Button
                kind=ButtonKind::Primary
                disabled=move || !account.may_write()
                title=move || (!account.may_write()).then(|| t.may_not_create().to_owned())
                on_click=move |()| creation.open()
            >
                <Glyph icon=Icon::Plus/>
                {t.new_application()}
            </Button>
        }
    })
}
