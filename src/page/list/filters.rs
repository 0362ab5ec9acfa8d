//! What of the list shows: by environment and by type. Its code is in the part `dialogs`; until that is there, its place is kept.

use erased_view::prelude::*;
use part::part;

use super::environment_filter::{EnvironmentSelect, GroupToggle};
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
) -> impl IntoView {
    let t = use_i18n().t;
    let has_dialogs = expect_context::<ListView>().has_dialogs;
    move || {
        if has_dialogs.get() {
            return filters(shown);
        }
        let outline = |label: &'static str, all: &'static str| {
            view! {
                <span class="select">
                    <select aria-label=label><option>{all}</option></select>
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

#[part(dialogs)]
fn filters(shown: ShownRows) -> AnyView {
    view! { <EnvironmentSelect shown/><TypeSelect/><GroupToggle shown/> }.into_any()
}
