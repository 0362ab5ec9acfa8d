//! The form of the delete dialog: the consequence first, then which application, then the phrase.

use std::sync::Arc;

use erased_view::prelude::*;
use leptos::html;

use super::environment::DeleteEnvironment;
use super::facts::Facts;
use super::phrase::ConfirmationPhrase;
use super::twins_note::TwinsNote;
use super::words::error_text;
use crate::applications::delete::{DeleteError, Target};
use crate::applications::deletion::{Delete, Deletion};
use crate::applications::name::plain;
use crate::i18n::{fill, use_i18n};
use crate::page::countdown::{seconds_until, wait_or};
use crate::page::error_text::use_error_texts;
use crate::ui::{Browser, Button, ButtonKind, Form, Glyph, Icon, IconButton, Note, SubmitButton, Tone, focus_soon};

/// The form.
#[component]
pub fn DeleteForm(
    /// The id of its heading, by which the dialog is named.
    heading_id: &'static str,
    /// What is to be deleted.
    target: Arc<Target>,
) -> impl IntoView {
    let i18n = use_i18n();
    let t = i18n.t;
    let browser = expect_context::<Browser>();
    let deletion = expect_context::<Deletion>();
    let env = expect_context::<DeleteEnvironment>();
    let texts = use_error_texts();
    let input = NodeRef::<html::Input>::new();

    let busy = Memo::new(move |_| deletion.state.with(Delete::is_busy));
    let tried = Memo::new(move |_| deletion.state.with(|state| state.error().is_some()));
    let wanted = target.clone();
    let confirmed = Memo::new(move |_| deletion.typed.with(|typed| wanted.is_confirmed_by(typed)));
    let wait = seconds_until(browser, move || match deletion.state.get() {
        Delete::Asking(_, Some(DeleteError::Refused { retry_at, .. })) => retry_at,
        _ => None,
    });
    retry_when_online(browser, deletion, input);

    // What was refused is read first: the button that had the focus may have to wait.
    let notes = move || {
        let text = deletion.state.with(|state| state.error().map(|error| error_text(texts, error)));
        text.map(|text| view! { <Note tone=Tone::Danger icon=Icon::Error text focused=true/> })
    };
    let question = move || {
        deletion.own_warned.get().then(|| {
            view! { <Note tone=Tone::Warn icon=Icon::Warn title=t.own_title() text=t.own_text() alert=true/> }
        })
    };
    let label = move || match (busy.get(), tried.get()) {
        (true, _) => t.deleting().to_owned(),
        (_, true) => wait_or(i18n, wait.get(), t.try_again()),
        _ if deletion.own_warned.get() => t.delete_and_sign_out().to_owned(),
        _ => t.delete_application().to_owned(),
    };
    let blocked = move || !confirmed.get() || wait.get() > 0;
    let send = move || {
        if wait.get_untracked() == 0 {
            env.send();
        }
    };
    view! {
        <Form on_submit=send>
            <Head heading_id name=target.name.clone() busy/>
            <div class="dlg-body">
                {notes}
                {target.twins.map(|twins| view! { <TwinsNote twins/> })}
                <p>{t.delete_text()}</p>
                <Facts target=target.clone()/>
                <ConfirmationPhrase target disabled=busy node_ref=input/>
                {question}
            </div>
            <div class="dlg-foot">
                <Show
                    when=move || deletion.own_warned.get() && !busy.get()
                    fallback=move || view! { <Button on_click=move || env.cancel()>{t.cancel()}</Button> }
                >
                    <Button focused=true on_click=move || deletion.dismiss()>{t.keep_it()}</Button>
                </Show>
                <SubmitButton kind=ButtonKind::Danger label busy disabled=blocked/>
            </div>
        </Form>
    }
}

/// The heading, and the way out while nothing is under way.
#[component]
fn Head(
    /// The id of the heading.
    heading_id: &'static str,
    /// The name of the application.
    name: String,
    /// Whether the request is under way.
    busy: Memo<bool>,
) -> impl IntoView {
    let t = use_i18n().t;
    let deletion = expect_context::<Deletion>();
    let name = if name.is_empty() { t.unnamed().to_owned() } else { plain(&name) };
    let title = fill(t.delete_title(), &[("name", &name)]);
    let heading = NodeRef::<html::H2>::new();
    // It keeps the focus while every control that had it waits.
    Effect::new(move |_| {
        if let (true, Some(heading)) = (busy.get(), heading.get()) {
            focus_soon(&heading);
        }
    });
    view! {
        <div class="dlg-head">
            <h2 node_ref=heading class="clip" id=heading_id tabindex="-1">
                <bdi translate="no">{title}</bdi>
            </h2>
            <Show when=move || !busy.get()>
                <IconButton label=t.close() on_click=move || deletion.dismiss()><Glyph icon=Icon::X/></IconButton>
            </Show>
        </div>
    }
}

/// Back on the network, the deletion can be sent: nothing was wrong with it.
fn retry_when_online(browser: Browser, deletion: Deletion, input: NodeRef<html::Input>) {
    let waits = Memo::new(move |_| deletion.state.with(|state| state.error() == Some(&DeleteError::Offline)));
    Effect::new(move |_| {
        if waits.get() && browser.online.get() && !browser.is_offline() {
            deletion.back_online();
            if let Some(input) = input.get_untracked() {
                let _ = input.focus();
            }
        }
    });
}
