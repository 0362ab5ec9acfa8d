//! The button that refreshes the list, or cancels what is under way.

use erased_view::prelude::*;

use super::status::age;
use crate::applications::Applications;
use crate::i18n::{fill, use_i18n};
use crate::session::Account;
use crate::ui::{Browser, Glyph, Icon, IconButton};

/// Refreshes, or cancels.
#[component]
pub fn Refresh() -> impl IntoView {
    let i18n = use_i18n();
    let account = expect_context::<Account>();
    let applications = expect_context::<Applications>();
    let browser = expect_context::<Browser>();
    let is_running = Memo::new(move |_| applications.state.with(|state| state.is_running()));
    let label = move || match (is_running.get(), age(i18n, applications, browser).as_str()) {
        (true, _) => i18n.t.cancel_loading().to_owned(),
        (_, "") => i18n.t.refresh().to_owned(),
        (_, age) => fill(i18n.t.refresh_age(), &[("age", age)]),
    };
    let click =
        move |()| if is_running.get_untracked() { applications.cancel_loading() } else { applications.load(account) };
    view! {
        <IconButton label on_click=click>
            {move || view! { <Glyph icon=if is_running.get() { Icon::Spin } else { Icon::Refresh }/> }}
        </IconButton>
    }
}
