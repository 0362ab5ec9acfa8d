//! The secret that was just made: to show, to copy and to download. It shows as long as any other does, and is then hidden:
//! it can be copied all the same, and is as unsaved as before. It is in the document only while it shows (security rule 2).

use erased_view::prelude::*;
use leptos::html;
use zeroize::Zeroizing;

use crate::api::SecretText;
use crate::applications::create_state::Saved;
use crate::applications::creation::Creation;
use crate::i18n::use_i18n;
use crate::page::copied::OnCopied;
use crate::page::env_download::{download_env, has_env};
use crate::page::reveal_button::RevealButton;
use crate::page::secret_dots::SecretDots;
use crate::page::secret_time::secret_deadline_if_seen;
use crate::ui::{Button, CopyButton, Glyph, Icon, select_text_of};

/// The secret, with what can be done with it.
#[component]
pub fn SecretField(
    /// The name of the application.
    name: String,
    /// The client ID that goes into the file with it.
    client_id: String,
    /// The secret.
    secret: SecretText,
    /// Called after a copy.
    on_copied: OnCopied,
) -> impl IntoView {
    let t = use_i18n().t;
    let creation = expect_context::<Creation>();
    let shows = Memo::new(move |_| creation.shown.with(Option::is_some));
    let text = secret.clone();
    let value = move || {
        if shows.get() {
            let text = text.expose().to_owned();
            view! { <code class="mono" translate="no" tabindex="-1" dir="ltr">{text}</code> }.into_any()
        } else {
            view! { <SecretDots/> }.into_any()
        }
    };
    // The element of the value itself is not held on to: it goes with the secret in it.
    let row = NodeRef::<html::Div>::new();
    let copied = move |done: bool| {
        on_copied.run((done, t.client_secret()));
        if done {
            creation.save(Saved::Copied);
            return;
        }
        // It must be in the document before it can be selected.
        creation.show_secret(secret_deadline_if_seen());
        request_animation_frame(move || {
            let row = row.try_get_untracked().flatten();
            let code = row.and_then(|row| row.query_selector("code").ok().flatten());
            if let Some(code) = code {
                select_text_of(&code);
            }
        });
    };
    let toggle = move |show: bool| match show {
        true => creation.show_secret(secret_deadline_if_seen()),
        false => creation.hide_secret(),
    };
    let copy = secret.clone();
    view! {
        <div class="field">
            <div class="side"><span class="label">{t.client_secret()}</span>" "<SavedMark/></div>
            <div node_ref=row class="value" data-saved=move || creation.saved.with(Option::is_some)>
                {value}
                <RevealButton until=creation.shown on_toggle=toggle/>
                <CopyButton
                    label=t.copy_secret()
                    copied=t.copied()
                    value=move || Zeroizing::new(copy.expose().to_owned())
                    on_result=copied
                    autofocus=true
                />
            </div>
        </div>
        <div class="side start"><EnvFile name client_id secret/></div>
    }
}

/// Says how the secret was saved, once it was.
#[component]
fn SavedMark() -> impl IntoView {
    let t = use_i18n().t;
    let creation = expect_context::<Creation>();
    move || {
        creation.saved.get().map(|saved| {
            let word = match saved {
                Saved::Copied => t.copied(),
                Saved::Downloaded => t.downloaded(),
            };
            view! { <span class="saved" role="status"><Glyph icon=Icon::Check/>{word}</span> }
        })
    }
}

/// The button that downloads both as a file, or why there is none.
#[component]
fn EnvFile(name: String, client_id: String, secret: SecretText) -> impl IntoView {
    let t = use_i18n().t;
    let creation = expect_context::<Creation>();
    if !has_env(&client_id, secret.expose()) {
        return view! { <p class="help">{t.no_env()}</p> }.into_any();
    }
    let download = move || {
        if download_env(&name, &client_id, secret.expose()) {
            creation.save(Saved::Downloaded);
        }
    };
    view! { <Button small=true on_click=download><Glyph icon=Icon::Download/>{t.download_env()}</Button> }.into_any()
}
