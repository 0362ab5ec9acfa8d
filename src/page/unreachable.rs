//! What an unreachable server may mean: what nobody but the user can find out, and a command that helps.

use erased_view::prelude::*;
use zeroize::Zeroizing;

use crate::i18n::use_i18n;
use crate::ui::{Browser, CopyButton, Notifications, RichText};

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
            let places = vec![("origin", code(&origin))];
            return view! { <ul><li><RichText text=t.maybe_csp() places/></li></ul> }.into_any();
        }
        let page = window().location().origin().unwrap_or_default();
        let cors = (origin != page).then(|| {
            let places = vec![("origin", code(&page))];
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

/// A word in code.
pub fn code(word: &str) -> AnyView {
    let word = word.to_owned();
    view! { <code class="mono" translate="no">{word}</code> }.into_any()
}

/// A command for a shell, to be copied.
#[component]
pub fn Command(
    /// The command.
    line: String,
) -> impl IntoView {
    let t = use_i18n().t;
    let announcer = expect_context::<Notifications>().announcer;
    let value = line.clone();
    let said = move |copied| announcer.say(if copied { t.copied() } else { t.copy_failed() }.to_owned());
    view! {
        <figure class="code">
            <pre tabindex="0" translate="no">{line}</pre>
            <CopyButton
                label=t.copy_command()
                copied=t.copied()
                value=move |()| Zeroizing::new(value.clone())
                on_result=said
            />
        </figure>
    }
}
