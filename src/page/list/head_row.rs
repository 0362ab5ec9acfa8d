//! The head of the table, with the order of the rows.

use erased_view::prelude::*;

use crate::applications::{Applications, Column};
use crate::i18n::use_i18n;
use crate::page::list_view::ListView;
use crate::ui::{Glyph, Icon};

/// The names of the columns.
#[component]
pub fn HeadRow() -> impl IntoView {
    let t = use_i18n().t;
    view! {
        <div class="head-group" role="rowgroup">
            <div class="row hd" role="row" aria-rowindex="1">
                <SortHead class="c-name" column=Column::Name label=t.name()/>
                <div class="c-id" role="columnheader">{t.client_id()}</div>
                <SortHead class="c-type" column=Column::Type label=t.type_()/>
                <div class="c-secret" role="columnheader">{t.secret()}</div>
                <SortHead class="c-created" column=Column::Created label=t.created()/>
                <div class="c-act" role="columnheader"><span class="vh">{t.actions()}</span></div>
            </div>
        </div>
    }
}

/// The name of a column that the rows can be ordered by.
#[component]
fn SortHead(
    /// The class of the column.
    class: &'static str,
    /// The column.
    column: Column,
    /// Its name.
    label: &'static str,
) -> impl IntoView {
    let applications = expect_context::<Applications>();
    let sort = expect_context::<ListView>().sort;
    let is_by_this = move || {
        sort.get().column == column
            && (column != Column::Created || applications.loaded().is_some_and(|loaded| loaded.table.has_created()))
    };
    let direction = move || is_by_this().then(|| if sort.get().descending { "descending" } else { "ascending" });
    view! {
        <div class=class role="columnheader" aria-sort=direction>
            <button
                class="sort"
                type="button"
                data-direction=direction
                on:click=move |_| sort.update(|sort| *sort = sort.toggled(column))
            >
                {label}
                <Show when=is_by_this><Glyph icon=Icon::Sort/></Show>
            </button>
        </div>
    }
}
