//! A command for a shell, with a button that copies it.

use erased_view::prelude::*;
use zeroize::Zeroizing;

use crate::i18n::use_i18n;
use crate::ui::{CopyButton, Notifications};

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
