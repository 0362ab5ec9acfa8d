//! The create dialog, in whichever state it is.

use leptos::prelude::*;
use part::part;

use super::created::created_panel;
use super::environment::CreateEnvironment;
use super::form::create_form;
use crate::applications::create_state::Create;
use crate::apps::desk::Desk;
use crate::apps::part::{Meanwhile, Part, lazy};
use crate::ui::{El, View, dialog, flag, listen, live};

/// The id of its heading.
pub const TITLE: &str = "create-title";

/// The dialog.
pub fn create_dialog(desk: Desk) -> El {
    let creation = desk.creation;
    provide_context(CreateEnvironment::new(desk));
    let open = flag(move || !creation.suspended.get() && creation.state.with(Create::is_open));
    let dismiss = move || creation.dismiss();
    let leave = |desk: Desk| desk.creation.dismiss();
    dialog(open, TITLE, dismiss, move || lazy(desk, Part::Dialogs, Meanwhile::Dialog(TITLE, leave), content))
}

#[part(dialogs)]
fn content(desk: Desk) -> View {
    let creation = desk.creation;
    let env = expect_context::<CreateEnvironment>();
    listen(&window(), "online", false, move |_| env.back_online());
    let is_made = flag(move || creation.state.with(|state| matches!(state, Create::Made(_))));
    live(move || match creation.made_untracked() {
        Some(made) if is_made.get() => created_panel(desk, &made),
        _ if is_made.get() => View::none(),
        _ => create_form(desk, env),
    })
}
