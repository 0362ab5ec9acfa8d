//! The outline of a list that is on its way.

use erased_view::prelude::*;

use crate::i18n::use_i18n;

/// Eight rows to come, of real height. They appear after a moment: a fast answer needs none.
#[component]
pub fn Skeleton() -> impl IntoView {
    let t = use_i18n().t;
    let row = |name: &'static str| {
        view! {
            <div class="row" aria-hidden="true">
                <div class="c-name"><span class=name></span></div>
                <div class="c-id"><span class="bone w-id"></span></div>
                <div class="c-type"><span class="bone w-type"></span></div>
                <div class="c-secret"><span class="bone w-secret"></span></div>
                <div class="c-created"></div>
                <div class="c-act"></div>
            </div>
        }
    };
    let names = ["bone w0", "bone w1", "bone w2", "bone w3"];
    view! {
        <div class="list waiting" role="group" aria-busy="true" aria-label=t.loading_applications()>
            <div class="row hd" aria-hidden="true"></div>
            {names.into_iter().chain(names).map(row).collect_view()}
        </div>
    }
}
