//! The delete dialog.

use erased_view::prelude::*;
use part::part;

use super::environment::DeleteEnvironment;
use super::form::DeleteForm;
use crate::api::RowKey;
use crate::apps::desk::Desk;
use crate::apps::part::{Meanwhile, Part, lazy};
use crate::ui::{Dialog, View};

/// The id of its heading.
pub const TITLE: &str = "delete-title";

/// The dialog that asks whether to delete an application. What is in it is in a part of its own.
#[component]
pub fn DeleteDialog(
    /// The state of the element.
    desk: Desk,
    /// Called with the row of what was deleted.
    #[prop(into)]
    on_deleted: Callback<RowKey>,
) -> impl IntoView {
    let deletion = desk.deletion;
    provide_context(DeleteEnvironment::new(on_deleted));
    let leave = |desk: Desk| desk.deletion.dismiss();
    view! {
        <Dialog open=move || deletion.is_shown() labelled_by=TITLE on_dismiss=move || deletion.dismiss()>
            {lazy(desk, Part::Dialogs, Meanwhile::Dialog(TITLE, leave), content)}
        </Dialog>
    }
}

#[part(dialogs)]
fn content(desk: Desk) -> View {
    desk.deletion.target_untracked().map(|target| view! { <DeleteForm target/> }.into()).into()
}
