//! The form for what the user has: client credentials, of which only the token is kept, or an access token.

use erased_view::dom::watch;
use erased_view::prelude::*;
use leptos::html;

use super::errors::SignInField;
use super::form::SignInForm;
use super::way_tabs::WayTabs;
use crate::i18n::use_i18n;
use crate::page::countdown::{seconds_until, wait_or};
use crate::page::inline_code::inline_code;
use crate::session::Way;
use crate::ui::{Browser, Button, ButtonKind, Form, RichText, SubmitButton, TextField, focus_soon};

/// The form for these ways: a choice between them, where there are several, and the fields of the chosen one.
#[component]
pub fn CredentialsForm(
    /// What is typed.
    form: SignInForm,
    /// The ways to choose from.
    ways: Vec<Way>,
    /// How its button looks: the one primary action, or one beside it.
    kind: ButtonKind,
) -> impl IntoView {
    let i18n = use_i18n();
    let t = i18n.t;
    let browser = expect_context::<Browser>();
    let wait = seconds_until(browser, move || form.errors.with(|errors| errors.retry_at));
    let busy = form.busy;
    let label = move || match busy.get() {
        true => t.signing_in().to_owned(),
        false => wait_or(i18n, wait.get(), t.continue_()),
    };
    let fields = move || match form.way.get() {
        Some(Way::Credentials) => view! { <ClientFields form/> }.into_any(),
        Some(Way::Token) => view! { <TokenField form/> }.into_any(),
        Some(Way::Code) | None => ().into_any(),
    };
    let send = move |()| {
        if !busy.get_untracked() && wait.get_untracked() == 0 {
            form.send();
        }
    };
    view! {
        <Form class="way" on_submit=send>
            {(ways.len() > 1).then(|| view! { <WayTabs way=form.way ways disabled=busy/> })}
            {fields}
            <SubmitButton kind label busy disabled=move || wait.get() != 0 wide=true/>
            <Show when=move || busy.get()>
                <Button wide=true on_click=move |()| form.stop()>{t.cancel()}</Button>
            </Show>
        </Form>
    }
}

/// The credentials of a client.
#[component]
fn ClientFields(
    /// What is typed.
    form: SignInForm,
) -> impl IntoView {
    let t = use_i18n().t;
    let (id, secret) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    lead_back(form, SignInField::ClientId, id);
    lead_back(form, SignInField::Secret, secret);
    view! {
        <TextField
            id="signin-id"
            value=form.client_id
            mono=true
            autocomplete="username"
            error=Signal::derive(move || form.errors.with(|errors| errors.client_id.clone()))
            disabled=form.busy
            node_ref=id
        >
            {t.client_id()}
        </TextField>
        <TextField
            id="signin-secret"
            value=form.secret
            password=true
            mono=true
            autocomplete="current-password"
            error=Signal::derive(move || form.errors.with(|errors| errors.secret.clone()))
            help=move || t.secret_help()
            disabled=form.busy
            node_ref=secret
        >
            {t.client_secret()}
        </TextField>
    }
}

/// An access token.
#[component]
fn TokenField(
    /// What is typed.
    form: SignInForm,
) -> impl IntoView {
    let t = use_i18n().t;
    let input = NodeRef::<html::Input>::new();
    lead_back(form, SignInField::Token, input);
    let help = move || {
        let places = vec![("read", inline_code("read")), ("write", inline_code("write"))];
        view! { <RichText text=t.token_help() places/> }
    };
    view! {
        <TextField
            id="signin-token"
            value=form.token
            password=true
            mono=true
            error=Signal::derive(move || form.errors.with(|errors| errors.token.clone()))
            help
            disabled=form.busy
            node_ref=input
        >
            {t.access_token()}
        </TextField>
    }
}

/// What is wrong leads to the first field that has to do with it, each time that the form was sent.
fn lead_back(form: SignInForm, field: SignInField, input: NodeRef<html::Input>) {
    watch(move || {
        let is_here = form.errors.with(|errors| errors.field() == Some(field));
        if let Some(input) = input.get().filter(|_| is_here) {
            focus_soon(&input);
        }
    });
}
