//! What shows where a search finds nothing: what was searched, and the way out.

use erased_view::prelude::*;

use super::blank::Blank;
use crate::applications::{Applications, Filter, Query, TypeFilter};
use crate::i18n::{fill, use_i18n};
use crate::page::environment_chip::tier_words;
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
        let (typed, filter) = (list_view.query.get(), list_view.filter.get());
        let is_of_type = filter.types != TypeFilter::All;
        let environment = filter.tier.map(|tier| tier_words(t, tier)).unwrap_or_default();
        // With what was searched, and without.
        let (title, title_only) = match (is_of_type, filter.tier) {
            (false, None) => (t.no_match(), t.no_match()),
            (true, None) => (t.no_match_type(), t.no_match_type_only()),
            (false, Some(_)) => (t.no_match_in(), t.no_match_in_only()),
            (true, Some(_)) => (t.no_match_filters(), t.no_match_filters_only()),
        };
        let query = typed.trim();
        let title = if query.is_empty() { title_only } else { title };
        let title = fill(title, &[("query", query), ("environment", environment)]);
        // How many the filter hides, and the way to them.
        let (hidden, all) = match (is_of_type, filter.tier) {
            (true, None) => (t.match_elsewhere(), t.search_all_types()),
            (false, Some(_)) => (t.match_other_environments(), t.search_all_environments()),
            _ => (t.match_unfiltered(), t.clear_filters()),
        };
        let loaded = applications.loaded().filter(|_| filter.is_set());
        let text = match loaded.map_or(0, |loaded| loaded.table.count_matches(&Query::new(&typed))) {
            0 => String::new(),
            count => i18n.locale.with_untracked(|locale| locale.count(&hidden, count as f64)),
        };
        let without = filter.is_set().then(|| {
            view! { <Button on_click=move |()| list_view.filter.set(Filter::default())>{all}</Button> }
        });
        let clear = (!typed.is_empty()).then(|| {
            let clear = move |()| list_view.query.set(String::new());
            view! { <Button kind=ButtonKind::Quiet on_click=clear>{t.clear_search()}</Button> }
        });
        view! { <Blank icon=Icon::Search title text>{without}{clear}</Blank> }
    }
}
