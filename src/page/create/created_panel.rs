//! Shows the credentials that were just made, and lets go of them only once they were copied or downloaded, or the user
//! wants to lose them. A copy that failed does not count.

use std::sync::Arc;

use erased_view::prelude::*;
use leptos::ev::MouseEvent;
use leptos::html;
use zeroize::Zeroizing;

use super::environment::CreateEnvironment;
use super::secret_field::SecretField;
use super::set_progress::SetProgress;
use crate::applications::create::{How, Made};
use crate::applications::creation::Creation;
use crate::applications::name::plain;
use crate::i18n::{I18n, fill, use_i18n};
use crate::page::copied::{OnCopied, copied_what};
use crate::page::quick_start::QuickStart;
use crate::ui::{
    Button, ButtonKind, CopyButton, Glyph, Icon, Note, Notifications, Tone, is_first_click, select_text_of,
};

/// The credentials.
#[component]
pub fn CreatedPanel(
    /// The id of its heading, which names the dialog.
    heading_id: &'static str,
    /// What was made.
    made: Arc<Made>,
) -> impl IntoView {
    let i18n = use_i18n();
    let t = i18n.t;
    let creation = expect_context::<Creation>();
    let announcer = expect_context::<Notifications>().announcer;
    let copy_failed = RwSignal::new(false);
    let name = plain(&made.name);
    let heading = fill(t.was_created(), &[("name", &name)]);
    let on_copied = OnCopied::new(move |(copied, what): (bool, &'static str)| {
        copy_failed.set(!copied);
        if copied {
            announcer.say(copied_what(i18n, what, &name));
        }
    });
    let secret = made.secret.usable().cloned();
    let has_secret = secret.is_some();
    let (title, text) = match (made.how, has_secret) {
        (How::Found, _) => ("", t.was_created_after_all()),
        (_, false) => ("", t.no_usable_secret()),
        (How::Chosen, true) => ("", t.chosen_text()),
        (How::Answered, true) => (t.sensitive(), t.sensitive_text()),
    };
    let (name, client_id) = (made.name.clone(), made.client_id.clone());
    let secret = secret.map(|secret| view! { <SecretField name client_id secret on_copied/> });
    let quick_start = (made.name.clone(), made.client_id.clone());
    let is_found = made.how == How::Found;
    // The dialog stays while one of a set follows another.
    if untrack(|| creation.is_set()) {
        announcer.say(heading.clone());
    }
    view! {
        <div class="dlg-head">
            <h2 class="clip" id=heading_id><bdi>{heading}</bdi></h2>
        </div>
        <div class="dlg-body">
            <SetProgress/>
            <Note tone=Tone::Warn icon=Icon::Warn title text/>
            <Show when=move || copy_failed.get()>
                <Note
                    tone=Tone::Danger
                    icon=Icon::Error
                    title=[t.copy_failed(), "."].concat()
                    text=t.copy_failed_text()
                />
            </Show>
            <ClientIdField client_id=made.client_id.clone() on_copied/>
            {secret}
            {has_secret.then(|| view! { <QuickStartOf name=quick_start.0 client_id=quick_start.1/> })}
        </div>
        <div class="dlg-foot">
            <Show
                when=move || creation.closing.get()
                fallback=move || view! { <WaysOut has_secret is_found/> }
            >
                <CloseUnsaved/>
            </Show>
        </div>
    }
}

/// The client ID, to copy.
#[component]
fn ClientIdField(client_id: String, on_copied: OnCopied) -> impl IntoView {
    let t = use_i18n().t;
    let code = NodeRef::<html::Code>::new();
    let text = client_id.clone();
    let copied = move |done: bool| {
        on_copied.run((done, t.client_id()));
        if let Some(code) = code.get_untracked().filter(|_| !done) {
            select_text_of(&code);
        }
    };
    view! {
        <div class="field">
            <span class="label">{t.client_id()}</span>
            <div class="value">
                <code node_ref=code class="mono" translate="no" tabindex="-1" dir="ltr">{client_id}</code>
                <CopyButton
                    label=t.copy_client_id()
                    copied=t.copied()
                    value=move || Zeroizing::new(text.clone())
                    on_result=copied
                />
            </div>
        </div>
    }
}

/// The quick start of what was made, when somebody wants to see it.
#[component]
fn QuickStartOf(name: String, client_id: String) -> impl IntoView {
    let t = use_i18n().t;
    let is_open = RwSignal::new(false);
    let (name, client_id) = (StoredValue::new(name), StoredValue::new(client_id));
    let toggle = move |_| is_open.update(|is_open| *is_open = !*is_open);
    view! {
        <div class="disclosure">
            <button
                class="link"
                type="button"
                aria-expanded=move || if is_open.get() { "true" } else { "false" }
                on:click=toggle
            >
                <Glyph icon=Icon::Down/>
                {t.quick_start()}
            </button>
            <Show when=move || is_open.get()>
                <QuickStart name=name.get_value() client_id=client_id.get_value() has_own_tokens=true/>
            </Show>
        </div>
    }
}

/// The buttons below the credentials.
#[component]
fn WaysOut(
    /// Whether there is a secret, which may have to be saved first.
    has_secret: bool,
    /// Whether only the list tells that it was made: the user may not want it any more.
    is_found: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let t = i18n.t;
    let creation = expect_context::<Creation>();
    let env = expect_context::<CreateEnvironment>();
    let notifications = expect_context::<Notifications>();
    let is_unsaved = Memo::new(move |_| has_secret && creation.saved.get().is_none());
    let has_more = Memo::new(move |_| creation.left() > 0);
    let delete = move || {
        let made = creation.made_untracked();
        let rest = untrack(|| rest_not_created(i18n, creation));
        creation.close();
        creation.unseen.set(false);
        if let Some(made) = made {
            env.on_delete.run(made.key);
        }
        if let Some(rest) = rest {
            notifications.toast(rest);
        }
    };
    let act = move |event: MouseEvent| match (is_first_click(&event), untrack(|| has_more.get())) {
        (false, _) => {}
        (true, true) => env.send_next(),
        (true, false) => creation.dismiss(),
    };
    view! {
        <Show when=move || is_unsaved.get()>
            <p class="help push save-first">{t.save_first()}</p>
        </Show>
        {is_found.then(|| view! { <Button kind=ButtonKind::DangerQuiet on_click=delete>{t.delete_it()}</Button> })}
        <Show when=move || has_more.get()>
            <Button kind=ButtonKind::Quiet on_click=move || creation.dismiss()>{t.stop_here()}</Button>
        </Show>
        <button
            class="btn"
            part="button"
            type="button"
            data-kind=move || (!is_unsaved.get()).then_some("primary")
            disabled=move || has_more.get() && is_unsaved.get()
            on:click=act
        >
            {move || if has_more.get() { t.create_next() } else { t.done() }}
        </button>
    }
}

/// Says how many of a set are not created where the dialog closes now. Follows that.
fn rest_not_created(i18n: I18n, creation: Creation) -> Option<String> {
    let left = creation.left();
    let words = || i18n.locale.with_untracked(|locale| locale.count(&i18n.t.rest_not_created(), left as f64));
    (left > 0).then(words)
}

/// Asks whether to let a secret go that was not saved.
#[component]
fn CloseUnsaved() -> impl IntoView {
    let i18n = use_i18n();
    let t = i18n.t;
    let creation = expect_context::<Creation>();
    let rest = move || rest_not_created(i18n, creation).map(|rest| [" ", &rest].concat());
    // It is where Done was: a double click there asks, and does not answer.
    let close = move |event: MouseEvent| {
        if is_first_click(&event) {
            creation.close();
        }
    };
    view! {
        <p class="small" role="alert">
            <strong>{t.close_unsaved()}</strong>
            " "
            <span class="muted">{t.close_unsaved_text()} {rest}</span>
        </p>
        <Button push=true focused=true on_click=move || creation.closing.set(false)>{t.keep_open()}</Button>
        <button class="btn" part="button" type="button" data-kind="danger-quiet" on:click=close>
            {t.close_without_saving()}
        </button>
    }
}
