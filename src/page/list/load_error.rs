//! What shows when there is no list to show: what happened, what it may be, and a command that tells which.

use std::sync::Arc;

use erased_view::prelude::*;

use crate::api::Error;
use crate::applications::Applications;
use crate::i18n::{fill, use_i18n};
use crate::page::countdown::{seconds_text, seconds_until};
use crate::page::error_text::{retry_at, use_error_texts};
use crate::page::unreachable::UnreachableHints;
use crate::session::Account;
use crate::ui::{Browser, Button, ButtonKind, Glyph, Icon};

/// Why the first load failed.
#[component]
pub fn LoadError() -> impl IntoView {
    let applications = expect_context::<Applications>();
    move || {
        let error = applications.state.with(|state| state.failure().cloned());
        error.map(|error| view! { <Report error/> })
    }
}

#[component]
fn Report(error: Arc<Error>) -> impl IntoView {
    let i18n = use_i18n();
    let t = i18n.t;
    let account = expect_context::<Account>();
    let applications = expect_context::<Applications>();
    let words = use_error_texts().explain(&error);
    let until = retry_at(&error);
    let wait = seconds_until(expect_context::<Browser>(), move || until);
    let label = move || match wait.get() {
        0 => t.retry().to_owned(),
        left => fill(t.retry_in(), &[("time", &seconds_text(i18n, left))]),
    };
    let hints = matches!(*error, Error::Unreachable).then(|| {
        let page = window().location().origin().unwrap_or_default();
        let (origin, command) =
            account.endpoints.with_untracked(|endpoints| (endpoints.origin().to_owned(), endpoints.curl_list(&page)));
        view! { <UnreachableHints origin intro=t.which_command() command/> }
    });
    let sign_out = (!account.options().is_hosted())
        .then(|| view! { <Button on_click=move |()| account.sign_out()>{t.sign_out()}</Button> });
    view! {
        <section class="fail" role="alert">
            <div>
                <h1>{words.title}</h1>
                <p class="muted">{words.text}</p>
            </div>
            {hints}
            <div class="acts">
                <Button
                    kind=ButtonKind::Primary
                    disabled=move || { wait.get() > 0 }
                    on_click=move |()| applications.load(account)
                >
                    <Glyph icon=Icon::Refresh/>
                    {label}
                </Button>
                {sign_out}
            </div>
        </section>
    }
}
