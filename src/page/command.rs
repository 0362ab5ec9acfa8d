//! A command for a shell, or a program, with a button that copies it as it is shown. Its comments have another colour.

use erased_view::prelude::*;
use zeroize::Zeroizing;

use crate::i18n::{fill, use_i18n};
use crate::ui::{CopyButton, Notifications};

/// What a line of comment begins with.
const COMMENTS: [&str; 2] = ["#", "//"];

/// A command or a program, to be copied.
#[component]
pub fn Command(
    /// The command.
    line: String,
    /// What it does, where nothing before it says so.
    #[prop(optional)]
    title: Option<&'static str>,
) -> impl IntoView {
    let t = use_i18n().t;
    let announcer = expect_context::<Notifications>().announcer;
    let said = move |copied| announcer.say(if copied { t.copied() } else { t.copy_failed() }.to_owned());
    let label = match title {
        Some(title) => fill(t.copy_value(), &[("name", title)]),
        None => t.copy_command().to_owned(),
    };
    let lines = line.split_inclusive('\n').map(marked).collect_view();
    view! {
        <figure class="snippet">
            {title.map(|title| view! { <figcaption>{title}</figcaption> })}
            <div class="code">
                <pre tabindex="0" translate="no" aria-label=title>{lines}</pre>
                <CopyButton
                    label
                    copied=t.copied()
                    value=move |()| Zeroizing::new(line.clone())
                    on_result=said
                />
            </div>
        </figure>
    }
}

fn marked(line: &str) -> AnyView {
    let text = line.to_owned();
    if COMMENTS.iter().any(|mark| line.trim_start().starts_with(mark)) {
        view! { <i>{text}</i> }.into_any()
    } else {
        text.into_any()
    }
}
