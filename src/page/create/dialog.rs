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
use crate::page::list_view::ListView;
use crate::page::parts::{LazyView, Part};
use crate::ui::Dialog;

/// The id of its heading.
const HEADING_ID: &str = "create-title";

/// The dialog in which an application is created. What is in it is in a part of its own.
#[component]
pub fn CreateDialog(
    /// Called with the row of what was created, where the user did not want it and leaves the dialog to delete it.
    #[prop(into)]
    on_delete: Callback<RowKey>,
) -> impl IntoView {
    let creation = expect_context::<Creation>();
    provide_context(CreateEnvironment::new(on_delete));
    let open = move || !creation.suspended.get() && creation.state.with(Create::is_open);
    let dismiss = move || creation.dismiss();
    view! {
        <Dialog open labelled_by=HEADING_ID on_dismiss=dismiss>
            <LazyView part=Part::Dialogs view=content heading_id=HEADING_ID on_dismiss=dismiss/>
        </Dialog>
    }
}

#[part(dialogs)]
fn content() -> AnyView {
    expect_context::<ListView>().dialogs_came();
    view! { <CreateContent/> }.into_any()
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
