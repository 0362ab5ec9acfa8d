//! The form of the create dialog: one field, and what the server said about the last try.

use std::sync::Arc;

use erased_view::dom::watch;
use erased_view::prelude::*;
use leptos::html;

use super::environment::CreateEnvironment;
use super::name_hints::NameHints;
use super::outcome_note::OutcomeNote;
use super::set_choice::{SetChoice, SetOffer};
use super::set_progress::SetProgress;
use super::words::form_error;
use crate::applications::create::LONGEST_NAME;
use crate::applications::create_state::{Create, Doubt};
use crate::applications::creation::Creation;
use crate::applications::{Applications, Loaded};
use crate::i18n::{fill, use_i18n};
use crate::page::best_practice::BestPractice;
use crate::page::countdown::{seconds_until, wait_or};
use crate::page::error_text::use_error_texts;
use crate::page::form_error::FormError;
use crate::ui::{Button, ButtonKind, FieldError, Form, Glyph, Icon, IconButton, SubmitButton, TextField, focus_soon};

/// From how many characters before the longest name on they are counted.
const COUNTED: usize = 35;

/// The form.
#[component]
pub fn CreateForm(
    /// The id of its heading, which names the dialog.
    heading_id: &'static str,
) -> impl IntoView {
    let t = use_i18n().t;
    let creation = expect_context::<Creation>();
    let env = expect_context::<CreateEnvironment>();
    let texts = use_error_texts();
    let error = Memo::new(move |_| creation.state.with(|state| form_error(texts, state)));
    let busy = Memo::new(move |_| creation.state.with(Create::is_busy));
    let checking = Memo::new(move |_| creation.state.with(|state| matches!(state, Create::Checking { .. })));
    let unknown = Memo::new(move |_| creation.state.with(|state| matches!(state, Create::Unknown { .. })));
    let wait = seconds_until(expect_context(), move || error.with(|error| error.retry_at));

    // A message at the field leads back to it, and so does one about a field that is not here.
    let input = NodeRef::<html::Input>::new();
    watch(move || {
        let leads_back = error.with(|error| error.field.is_some() || !error.others.is_empty());
        if let Some(input) = input.get().filter(|_| leads_back) {
            focus_soon(&input);
        }
    });
    let choice = SetChoice::new();
    provide_context(choice);
    let submit = move || {
        if wait.get_untracked() == 0 {
            match untrack(|| choice.names()) {
                Some(names) => env.send_set(names),
                None => env.send(),
            }
        }
    };
    let is_set = Memo::new(move |_| creation.is_set());
    // What was typed before shows, and is typed over.
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            request_animation_frame(move || input.select());
        }
    });
    let disabled = Signal::derive(move || busy.get() || unknown.get());
    let others = move || error.get().others.into_iter().map(|text| view! { <FieldError text/> }).collect_view();
    view! {
        <Form on_submit=submit>
            <div class="dlg-head">
                <h2 id=heading_id>{t.new_application()}</h2>
                <Show when=move || !busy.get()>
                    <IconButton label=t.close() on_click=move || creation.dismiss()><Glyph icon=Icon::X/></IconButton>
                </Show>
            </div>
            <div class="dlg-body">
                <OutcomeNote error/>
                <p class="muted small" role="status">
                    {move || if checking.get() { t.checking_created() } else { t.create_text() }}
                </p>
                <SetProgress/>
                <NameField error disabled node_ref=input/>
                {others}
                <Show when=move || !is_set.get()>
                    <Show when=move || !creation.wants_set()>
                        <NameHints input/>
                    </Show>
                    <SetOffer disabled/>
                    <BestPractice text=t.separate_environments()/>
                </Show>
            </div>
            <div class="dlg-foot">
                <Button on_click=move || if busy.get_untracked() { creation.cancel(&env) } else { creation.close() }>
                    {t.cancel()}
                </Button>
                <Show
                    when=move || unknown.get()
                    fallback=move || view! { <Send busy wait/> }
                >
                    <CheckAgain/>
                </Show>
            </div>
        </Form>
    }
}

/// The field for the name. Says when another application has it, and how long it is when it gets long.
#[component]
fn NameField(
    /// What is wrong with it.
    error: Memo<FormError>,
    /// Whether nothing can be typed.
    #[prop(into)]
    disabled: Signal<bool>,
    /// The input.
    node_ref: NodeRef<html::Input>,
) -> impl IntoView {
    let t = use_i18n().t;
    let creation = expect_context::<Creation>();
    let applications = expect_context::<Applications>();
    let taken = Memo::new(move |_| {
        let name = creation.draft.with(|draft| draft.trim().to_owned());
        let has_one = |list: Arc<Loaded>| list.table.have_lookalikes([&name].into_iter()).contains(&true);
        !name.is_empty() && applications.loaded().is_some_and(has_one)
    });
    let help = move || match (creation.wants_set() && !creation.is_set(), taken.get()) {
        (true, _) => t.name_help_set(),
        (false, true) => t.name_taken(),
        (false, false) => t.name_help(),
    };
    let count = move || {
        let length = creation.draft.with(|draft| draft.trim().chars().count());
        (length > LONGEST_NAME - COUNTED).then(|| fill(t.of_255(), &[("count", &length.to_string())]))
    };
    view! {
        <TextField
            id="create-name"
            value=creation.draft
            autofocus=true
            error=move || error.with(|error| error.field.clone())
            help
            count
            disabled
            node_ref
            on_input=move || creation.edit()
        >
            {t.name()}
        </TextField>
    }
}

/// The button that sends the form, or says how long to wait.
#[component]
fn Send(
    /// Whether the creation is under way.
    busy: Memo<bool>,
    /// The seconds until another try makes sense.
    wait: Memo<u32>,
) -> impl IntoView {
    let i18n = use_i18n();
    let t = i18n.t;
    let choice = expect_context::<SetChoice>();
    let count = Memo::new(move |_| choice.names().map(|names| names.len()));
    let label = move || match count.get() {
        _ if busy.get() => t.creating().to_owned(),
        None | Some(0) => wait_or(i18n, wait.get(), t.create_application()),
        Some(count) => {
            let create = i18n.locale.with_untracked(|locale| locale.count(&t.create_several(), count as f64));
            wait_or(i18n, wait.get(), &create)
        }
    };
    view! { <SubmitButton label busy disabled=move || wait.get() != 0 || count.get() == Some(0)/> }
}

/// The ways on where nobody knows whether the application was created.
#[component]
fn CheckAgain() -> impl IntoView {
    let t = use_i18n().t;
    let creation = expect_context::<Creation>();
    let env = expect_context::<CreateEnvironment>();
    let can_choose = |state: &Create| matches!(state, Create::Unknown { doubt: Doubt::Choose(_), .. });
    view! {
        <Show when=move || creation.state.with(can_choose)>
            <Button on_click=move || creation.choose_none()>{t.none_of_these()}</Button>
        </Show>
        <Button kind=ButtonKind::Primary on_click=move || env.check_again()>{t.check_again()}</Button>
    }
}
