//! The filter by environment, and the way to order the list in groups of them.

use erased_view::prelude::*;

use crate::applications::environments::Tier;
use crate::i18n::{I18n, fill, use_i18n};
use crate::page::environment_chip::tier_words;
use crate::page::list_view::ListView;
use crate::page::shown_rows::ShownRows;
use crate::ui::{Glyph, Icon, IconButton, Notifications, Select};

/// Chooses which environments show, and says how many applications there are for each. They are counted when somebody is about
/// to choose: a long list takes a moment.
#[component]
pub fn EnvironmentSelect(
    /// The rows that show.
    shown: ShownRows,
    /// Whether it takes the focus.
    focused: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let t = i18n.t;
    let filter = expect_context::<ListView>().filter;
    let is_counted = RwSignal::new(false);
    let counts = Memo::new(move |_| is_counted.get().then(|| shown.count_tiers()));
    let option = move |tier: Tier| {
        let words = move || match counts.get() {
            Some(counts) => with_count(i18n, tier, counts),
            None => tier_words(t, tier).to_owned(),
        };
        view! { <option value=tier.as_str()>{words}</option> }
    };
    let value = move || filter.get().tier.map(Tier::as_str).unwrap_or_default();
    let change = move |value: String| filter.update(|filter| filter.tier = Tier::of_name(&value));
    view! {
        <Select
            label=t.environment()
            focused
            value=Signal::derive(value)
            on_change=change
            on_open=move || is_counted.set(true)
        >
            <option value="">{t.all_environments()}</option>
            {Tier::ALL.into_iter().map(option).collect_view()}
        </Select>
    }
}

/// Orders the list in groups, one for each environment, or no longer. Within a group the order stays.
#[component]
pub fn GroupToggle(
    /// The rows that show.
    shown: ShownRows,
) -> impl IntoView {
    let i18n = use_i18n();
    let t = i18n.t;
    let sort = expect_context::<ListView>().sort;
    let announcer = expect_context::<Notifications>().announcer;
    let toggle = move || {
        sort.update(|sort| sort.grouped = !sort.grouped);
        if sort.get_untracked().grouped {
            let counts = untrack(|| shown.count_shown_tiers());
            let there = Tier::ALL.into_iter().filter(|tier| counts[*tier as usize] > 0);
            let groups: Vec<String> = there.map(|tier| with_count(i18n, tier, counts)).collect();
            announcer.say(fill(t.grouped_by_environment(), &[("groups", &groups.join(", "))]));
        }
    };
    view! {
        <IconButton
            label=t.group_by_environment()
            class="icon group-toggle"
            pressed=Signal::derive(move || sort.get().grouped)
            on_click=move |()| toggle()
        >
            <Glyph icon=Icon::Group/>
            <span>{t.group()}</span>
        </IconButton>
    }
}

/// An environment with how many there are: `Staging (3)`.
pub fn with_count(i18n: I18n, tier: Tier, counts: [usize; 4]) -> String {
    let count = counts.get(tier as usize).copied().unwrap_or_default();
    let count = i18n.locale.with_untracked(|locale| locale.number(count as f64));
    [tier_words(i18n.t, tier), " (", &count, ")"].concat()
}
