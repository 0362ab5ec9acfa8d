//! The headings of the groups, where the list is ordered in groups: what environment, and how many. Each is in a box that is
//! as high as its group, and stays at the top of what is seen for as long as a row of the group is. They are for the eye: each
//! row says its environment to who listens, and how many there are of each is said when the order is chosen.

use erased_view::dom::create_element;
use leptos::prelude::*;
use part::part;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::environment_filter::with_count;
use super::row_dom::{append, find, set, span};
use crate::applications::environments::Tier;
use crate::i18n::I18n;
use crate::page::environment_chip::tier_words;
use crate::page::list_view::ListView;
use crate::page::shown_rows::ShownRows;
use crate::ui::Headings;

/// How high a heading is, until one can be measured.
const GUESS: f64 = 36.0;

/// Puts the headings into the element of the rows, or takes them out, and says above which rows each is. Rows are `each` pixels
/// high. Follows how they are ordered.
#[part(dialogs)]
pub fn place_headings(i18n: I18n, list_view: ListView, shown: ShownRows, rows: HtmlElement, each: f64) -> Headings {
    let grouped = list_view.sort.get().grouped;
    if !grouped && !rows.has_attribute("data-grouped") {
        return Headings::default();
    }
    set(&rows, "data-grouped", grouped.then_some(""));
    let counts = if grouped { shown.count_groups() } else { [0; 4] };
    let mut headings = Headings::default();
    let mut place = 0;
    for tier in Tier::ALL {
        let count = counts.get(tier as usize).copied().unwrap_or_default();
        let there = find(&rows, &[".group[data-env=", tier.as_str(), "]"].concat());
        if count == 0 {
            if let Some(heading) = there {
                heading.remove();
            }
            continue;
        }
        let group: HtmlElement = there.unwrap_or_else(|| add_group(&rows, tier)).unchecked_into();
        let Some(heading) = group.first_element_child().map(|heading| heading.unchecked_into::<HtmlElement>()) else {
            continue;
        };
        let words = with_count(i18n, tier, counts);
        if heading.text_content().as_deref() != Some(&words) {
            heading.set_text_content(None);
            append(&heading, &chip(i18n, tier));
            let count = words.get(tier_words(i18n.t, tier).len()..).unwrap_or_default();
            append(&heading, &span("muted", count));
        }
        // All are equally high. One that is out of sight with its element has no height yet.
        if headings.above.is_empty() {
            headings.height = Some(f64::from(heading.offset_height())).filter(|height| *height > 0.0).unwrap_or(GUESS);
        }
        let (top, size) = (headings.top(each, place), headings.height + each * count as f64);
        headings.above.push(place);
        for (property, length) in [("inset-block-start", top), ("block-size", size)] {
            let _ = group.style().set_property(property, &[&length.to_string(), "px"].concat());
        }
        place += count;
    }
    headings
}

/// Adds the box of a group, with its heading in it.
fn add_group(rows: &Element, tier: Tier) -> Element {
    let group = create_element("div");
    group.set_class_name("group");
    set(&group, "data-env", Some(tier.as_str()));
    set(&group, "aria-hidden", Some("true"));
    let heading = create_element("div");
    heading.set_class_name("group-head");
    append(&group, &heading);
    append(rows, &group);
    group
}

fn chip(i18n: I18n, tier: Tier) -> Element {
    let chip = span("env", tier_words(i18n.t, tier));
    set(&chip, "data-env", Some(tier.as_str()));
    chip
}
