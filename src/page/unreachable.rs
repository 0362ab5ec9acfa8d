//! What an unreachable server may mean: what nobody but the user can find out, and a command that helps.

use erased_view::prelude::*;

use super::command::Command;
use super::inline_code::inline_code;
use crate::i18n::use_i18n;
use crate::ui::{Browser, RichText};

/// What an unreachable server may mean. Where the page's own policy blocked the request nothing is left to guess.
#[component]
pub fn UnreachableHints(
    /// The origin of the server.
    origin: String,
    /// What introduces the command.
    intro: &'static str,
    /// A command that shows more.
    command: String,
) -> impl IntoView {
    let t = use_i18n().t;
    let browser = expect_context::<Browser>();
    move || {
        if browser.csp_blocked.get() {
            let places = vec![("origin", inline_code(&origin))];
            return view! { <ul><li><RichText text=t.maybe_csp() places/></li></ul> }.into_any();
        }
        let page = window().location().origin().unwrap_or_default();
        let cors = (origin != page).then(|| {
            let places = vec![("origin", inline_code(&page))];
            view! { <li><RichText text=t.maybe_cors() places/></li> }
        });
        view! {
            <ul>
                <li>{t.maybe_offline()}</li>
                {cors}
            </ul>
            <div>
                <p class="small muted which">{intro}</p>
                <Command line=command.clone()/>
            </div>
        }
        .into_any()
    }
}
