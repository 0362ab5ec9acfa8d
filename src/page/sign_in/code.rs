//! Signing in at the server: the button that leads there, and what shows while a window is open.

use erased_view::prelude::*;

use crate::i18n::{fill, use_i18n};
use crate::page::return_point::PageReturnPoint;
use crate::page::session_part::sign_in_by_code;
use crate::session::{Account, Step, Web, Windows as _, can_sign_in_by_code};
use crate::ui::{Browser, Button, SubmitButton};

/// The button that leads to the server.
#[component]
pub fn SignInByCode(
    /// Where the user is, for when they come back.
    return_point: PageReturnPoint,
) -> impl IntoView {
    let t = use_i18n().t;
    let account = expect_context::<Account>();
    let browser = expect_context::<Browser>();
    let step = account.code.step;
    let is_possible = can_sign_in_by_code();
    // Without storage nothing is left of a request when the user comes back: only a window can answer.
    let in_window = account.options().popup || !account.session_lasts();
    let host = move || account.endpoints.with(|endpoints| endpoints.sign_in_host().to_owned());
    let label = move || match step.get() {
        Step::Ready | Step::Window => fill(t.sign_in_at(), &[("host", &host())]),
        Step::Leaving | Step::Redeeming => t.signing_in().to_owned(),
    };
    let is_busy = Memo::new(move |_| matches!(step.get(), Step::Leaving | Step::Redeeming));
    let is_waiting = Memo::new(move |_| step.get() == Step::Window);

    let go = move |in_window: bool| {
        browser.csp_blocked.set(false);
        sign_in_by_code(account, return_point, || if in_window { Web.open() } else { None });
    };
    let needs_https = move || fill(t.needs_https(), &[("host", &host())]);
    view! {
        <SubmitButton
            label
            busy=is_busy
            disabled=move || !is_possible || is_waiting.get()
            wide=true
            on_click=move |()| go(in_window)
        />
        {(!is_possible).then(|| view! { <p class="help">{needs_https}</p> })}
        <Show when=move || is_waiting.get()>
            <div class="away">
                <p class="muted" role="status">{t.window_opened()}</p>
                <div class="acts">
                    <Button on_click=move |()| account.code.allow_start()>{t.cancel()}</Button>
                    <Button on_click=move |()| go(false)>{t.use_this_tab()}</Button>
                </div>
            </div>
        </Show>
    }
}
