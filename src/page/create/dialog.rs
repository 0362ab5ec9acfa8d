//! The create dialog, in whichever state it is.

use erased_view::dom::listen;
use erased_view::prelude::*;
use part::part;

use super::created_panel::CreatedPanel;
use super::environment::CreateEnvironment;
use super::form::CreateForm;
use crate::api::RowKey;
use crate::applications::create_state::Create;
use crate::applications::creation::Creation;
use crate::apps::desk::Desk;
use crate::apps::part::{Meanwhile, Part, lazy};
use crate::ui::{Dialog, View};

/// The id of its heading.
const HEADING_ID: &str = "create-title";

/// The dialog in which an application is created. What is in it is in a part of its own.
#[component]
pub fn CreateDialog(
    /// The state of the element.
    desk: Desk,
    /// Called with the row of what was created, where the user did not want it and leaves the dialog to delete it.
    #[prop(into)]
    on_delete: Callback<RowKey>,
) -> impl IntoView {
    let creation = desk.creation;
    provide_context(CreateEnvironment::new(desk, on_delete));
    let open = move || !creation.suspended.get() && creation.state.with(Create::is_open);
    let dismiss = |desk: Desk| desk.creation.dismiss();
    view! {
        <Dialog open labelled_by=HEADING_ID on_dismiss=move || creation.dismiss()>
            {lazy(desk, Part::Dialogs, Meanwhile::Dialog(HEADING_ID, dismiss), content)}
        </Dialog>
    }
}

#[part(dialogs)]
fn content(_desk: Desk) -> View {
    view! { <CreateContent/> }.into()
}

/// The form, or what was made.
#[component]
fn CreateContent() -> impl IntoView {
    let creation = expect_context::<Creation>();
    let env = expect_context::<CreateEnvironment>();
    listen(&window(), "online", false, move |_| env.back_online());
    let is_made = Memo::new(move |_| creation.state.with(|state| matches!(state, Create::Made(_))));
    move || {
        if is_made.get() {
            creation.made_untracked().map(|made| view! { <CreatedPanel heading_id=HEADING_ID made/> }).into_any()
        } else {
            view! { <CreateForm heading_id=HEADING_ID/> }.into_any()
        }
    }
}
