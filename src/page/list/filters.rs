//! What of the list shows: by environment and by type. Its code is in the part `dialogs`; until that is there, its place is kept.

use erased_view::prelude::*;
use leptos::html;
use part::part;

use super::environment_filter::{EnvironmentSelect, GroupToggle};
use super::row_dom::find;
use super::type_filter::TypeSelect;
use crate::i18n::use_i18n;
use crate::page::list_view::ListView;
use crate::page::shown_rows::ShownRows;
use crate::ui::{Glyph, Icon};

/// The filters of the toolbar.
#[component]
pub fn Filters(
    /// The rows that show.
    shown: ShownRows,
    /// What they are in.
    toolbar: NodeRef<html::Div>,
) -> impl IntoView {
    let t = use_i18n().t;
    let list_view = expect_context::<ListView>();
    // Made once, however often it is said that the code is there: what is made anew loses the focus.
    let has_dialogs = Memo::new(move |_| list_view.has_dialogs.get());
    move || {
        if has_dialogs.get() {
            return filters(shown, toolbar);
        }
        let outline = |label: &'static str, all: &'static str| {
            view! {
                <span class="select">
                    <select aria-label=label on:focus=move |_| shown.prepare_search()><option>{all}</option></select>
                    <Glyph icon=Icon::Down/>
                </span>
            }
        };
        view! {
            {outline(t.environment(), t.all_environments())}
            {outline(t.type_(), t.all_types())}
        }
        .into_any()
    }
}

/// The filters themselves, in the place of what kept it. Where that had the focus, they have it.
#[part(dialogs)]
fn filters(shown: ShownRows, toolbar: NodeRef<html::Div>) -> AnyView {
    let has_focus = |select: &str| toolbar.get_untracked().is_some_and(|toolbar| find(&toolbar, select).is_some());
    let (first, second) = (has_focus(".search + .select > :focus"), has_focus(".select + .select > :focus"));
    view! {
        <EnvironmentSelect shown focused=first/>
        <TypeSelect focused=second/>
        <GroupToggle shown/>
    }
    .into_any()
}
