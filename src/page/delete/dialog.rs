//! The delete dialog.

use erased_view::prelude::*;
use part::part;

use super::environment::DeleteEnvironment;
use super::form::DeleteForm;
use crate::api::RowKey;
use crate::applications::deletion::Deletion;
use crate::page::parts::{LazyView, Part};
use crate::ui::Dialog;

/// The id of its heading.
const HEADING_ID: &str = "delete-title";

/// The dialog that asks whether to delete an application. What is in it is in a part of its own.
#[component]
pub fn DeleteDialog(
    /// Called with the row of what was deleted.
    #[prop(into)]
    on_deleted: Callback<RowKey>,
) -> impl IntoView {
    let deletion = expect_context::<Deletion>();
    provide_context(DeleteEnvironment::new(on_deleted));
    let dismiss = move || deletion.dismiss();
    view! {
        <Dialog open=move || deletion.is_shown() labelled_by=HEADING_ID on_dismiss=dismiss>
            <LazyView part=Part::Dialogs view=content heading_id=HEADING_ID on_dismiss=dismiss/>
        </Dialog>
    }
}

#[part(dialogs)]
fn content() -> AnyView {
    let target = expect_context::<Deletion>().target_untracked();
    target.map(|target| view! { <DeleteForm heading_id=HEADING_ID target/> }).into_any()
}
