//! What shows where whoever runs the page around this one answers for the session.

use erased_view::prelude::*;

use crate::i18n::use_i18n;
use crate::session::Account;
use crate::ui::{Button, Icon, Note, Tone};

/// Says who signs people in, and looks for a session once more.
#[component]
pub fn HostedSignIn() -> impl IntoView {
    let t = use_i18n().t;
    let account = expect_context::<Account>();
    let waits = if account.options().host.is_some() { t.host_waits() } else { t.portal_waits() };
    view! {
        <Show
            when=move || account.host_failed.get()
            fallback=move || view! { <p class="muted">{waits}</p> }
        >
            <Note tone=Tone::Danger icon=Icon::Error text=t.host_failed()/>
        </Show>
        <Button wide=true on_click=move |()| account.pick_up()>{t.retry()}</Button>
    }
}
