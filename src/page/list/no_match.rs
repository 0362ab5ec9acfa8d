//! What shows where a search finds nothing: what was searched, and the way out.

use erased_view::prelude::*;

use super::blank::Blank;
use crate::applications::{Applications, Query, TypeFilter};
use crate::i18n::{fill, use_i18n};
use crate::page::list_view::ListView;
use crate::ui::{Button, ButtonKind, Icon};

/// The search finds nothing.
#[component]
pub fn NoMatch() -> impl IntoView {
    let i18n = use_i18n();
    let t = i18n.t;
    let applications = expect_context::<Applications>();
    let list_view = expect_context::<ListView>();
    move || {
        let (typed, types) = (list_view.query.get(), list_view.types.get());
        let is_filtered = types != TypeFilter::All;
        let title = match (typed.trim(), is_filtered) {
            ("", _) => t.no_match_type_only().to_owned(),
            (query, false) => fill(t.no_match(), &[("query", query)]),
            (query, true) => fill(t.no_match_type(), &[("query", query)]),
        };
        let loaded = applications.loaded().filter(|_| is_filtered);
        let text = match loaded.map_or(0, |loaded| loaded.table.count_matches(&Query::new(&typed))) {
            0 => String::new(),
            count => i18n.locale.with_untracked(|locale| locale.count(&t.match_elsewhere(), count as f64)),
        };
        let all_types = is_filtered.then(|| {
            view! { <Button on_click=move |()| list_view.types.set(TypeFilter::All)>{t.search_all_types()}</Button> }
        });
        let clear = (!typed.is_empty()).then(|| {
            let clear = move |()| list_view.query.set(String::new());
            view! { <Button kind=ButtonKind::Quiet on_click=clear>{t.clear_search()}</Button> }
        });
        view! { <Blank icon=Icon::Search title text>{all_types}{clear}</Blank> }
    }
}
