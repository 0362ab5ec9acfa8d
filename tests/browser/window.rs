//! The window onto many rows.

use std::rc::Rc;

use erased_view::dom::create_element;
use erased_view::prelude::*;
use oauth_apps::ui::{Headings, Rows, rows};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, HtmlElement, Node};

use crate::stage::{Stage, settle};

fn many(count: impl Fn() -> usize + 'static, pinned: Option<usize>) -> AnyView {
    keyed(count, |index| index as u64, pinned)
}

/// Rows whose `data-at` is their index and whose `data-key` is their key.
fn keyed(count: impl Fn() -> usize + 'static, key: impl Fn(usize) -> u64 + 'static, pinned: Option<usize>) -> AnyView {
    let key = Rc::new(key);
    let filled = key.clone();
    let make = || {
        let row: HtmlElement = create_element("div").unchecked_into();
        row.set_class_name("a-row");
        row.set_attribute("tabindex", "-1").unwrap();
        row.style().set_property("height", "50px").unwrap();
        Some((row.clone().into(), row))
    };
    let rows = rows(Rows {
        count: Box::new(count),
        key: Box::new(move |index| key(index)),
        make: Box::new(make),
        fill: Box::new(move |row: &mut HtmlElement, index| {
            row.set_attribute("data-key", &filled(index).to_string()).unwrap();
        }),
        number: Box::new(|row, index| row.set_attribute("data-at", &index.to_string()).unwrap()),
        looks: Box::new(|| Box::new(|_| 0)),
        paint: Box::new(|_, _, _, _| ()),
        is_reusable: |_| true,
        headings: Box::new(|_, _| Headings::default()),
        pinned: Box::new(move || pinned),
        on_window: Box::new(|_, _| {}),
        on_hidden: Box::new(|_| {}),
    });
    // As the stylesheet has it.
    let style = create_element("style");
    style.set_text_content(Some(
        ".slot { position: absolute } .rows { position: relative } \
         .gap { position: absolute; inset: 0 0 auto } .gap + .gap { inset-block: auto 0 }",
    ));
    view! { {style}{rows} }.into_any()
}

#[wasm_bindgen_test]
async fn a_hundred_thousand_rows_are_at_most_a_hundred_elements() {
    let stage = Stage::new(|| many(|| 100_000, None));
    settle().await;
    assert!(stage.count(".a-row") > 5);
    assert!(stage.count(".a-row") <= 100);
    assert_eq!(stage.html(".rows").offset_height(), 5_000_000);
}

#[wasm_bindgen_test]
async fn scrolling_shows_the_rows_of_that_place() {
    let stage = Stage::new(|| many(|| 10_000, None));
    settle().await;
    assert!(stage.find("[data-at='0']").is_some());
    window().scroll_to_with_x_and_y(0.0, 250_000.0);
    settle().await;
    let top = stage.html(".rows").get_bounding_client_rect().top();
    let seen = ((-top) / 50.0) as usize;
    assert!(seen > 4_000, "{seen}");
    assert!(stage.find(&format!("[data-at='{seen}']")).is_some());
    assert!(stage.find("[data-at='0']").is_none());
    window().scroll_to_with_x_and_y(0.0, 0.0);
}

#[wasm_bindgen_test]
async fn a_pinned_row_stays_wherever_the_window_is() {
    let stage = Stage::new(|| many(|| 10_000, Some(2)));
    settle().await;
    let row = stage.html("[data-at='2']");
    row.focus().unwrap();
    window().scroll_to_with_x_and_y(0.0, 250_000.0);
    settle().await;
    assert!(stage.html("[data-at='2']").is_same_node(Some(&row)), "it is the same element");
    assert!(row.matches(":focus").unwrap(), "it was not moved, which would take the focus from it");
    assert!(stage.find("[data-at='1']").is_none());
    window().scroll_to_with_x_and_y(0.0, 0.0);
}

fn slots(stage: &Stage) -> Vec<Node> {
    let slots = stage.html(".rows").query_selector_all(".slot").unwrap();
    (0..slots.length()).filter_map(|at| slots.get(at)).collect()
}

/// The keys of the rows in the order of the document.
fn keys(stage: &Stage) -> Vec<String> {
    let rows = stage.html(".rows").query_selector_all(".a-row").unwrap();
    (0..rows.length())
        .filter_map(|at| rows.get(at)?.dyn_into::<HtmlElement>().ok()?.get_attribute("data-key"))
        .collect()
}

#[wasm_bindgen_test]
async fn rows_that_stay_keep_their_elements_when_others_come_and_go_above_them() {
    let gone = RwSignal::new(0u64);
    let stage = Stage::new(move || {
        keyed(move || 1_000 - gone.get() as usize, move |at| at as u64 + gone.get_untracked(), None)
    });
    settle().await;
    let row = stage.html("[data-key='5']");
    for (count, at) in [(2, "3"), (0, "5")] {
        gone.set(count);
        settle().await;
        assert!(stage.html("[data-key='5']").is_same_node(Some(&row)), "{count} are gone");
        assert_eq!(row.get_attribute("data-at").as_deref(), Some(at));
        let numbers: Vec<u64> = keys(&stage).iter().map(|key| key.parse().unwrap()).collect();
        assert_eq!(numbers.first(), Some(&count));
        assert!(numbers.windows(2).all(|pair| pair[0] + 1 == pair[1]), "in order: {numbers:?}");
    }
}

#[wasm_bindgen_test]
async fn rows_that_go_give_their_elements_to_those_that_come() {
    let stage = Stage::new(|| many(|| 10_000, None));
    settle().await;
    let before = slots(&stage);
    assert!(before.len() > 5);
    window().scroll_to_with_x_and_y(0.0, 250_000.0);
    settle().await;
    let after = slots(&stage);
    assert!(before.iter().all(|slot| after.contains(slot)));
    assert_ne!(keys(&stage).first().map(String::as_str), Some("0"));
    window().scroll_to_with_x_and_y(0.0, 0.0);
}

#[wasm_bindgen_test]
async fn a_search_moves_no_more_elements_than_it_keeps_rows() {
    let step = RwSignal::new(1u64);
    let count = move || {
        step.track();
        1_000
    };
    let stage = Stage::new(move || keyed(count, move |at| at as u64 * step.get_untracked(), None));
    settle().await;
    let (before, kept) = (slots(&stage), stage.html("[data-key='3']"));
    // Each third row stays.
    step.set(3);
    settle().await;
    let after = slots(&stage);
    assert!(stage.html("[data-key='3']").is_same_node(Some(&kept)));
    assert!(after.iter().all(|slot| before.contains(slot)));
    let numbers: Vec<u64> = keys(&stage).iter().map(|key| key.parse().unwrap()).collect();
    assert_eq!(numbers.first(), Some(&0));
    assert!(numbers.windows(2).all(|pair| pair[0] + 3 == pair[1]), "in order: {numbers:?}");
    let was = |slot: &Node| before.iter().position(|other| other == slot);
    let follow = after.windows(2).filter(|pair| was(&pair[0]) < was(&pair[1])).count();
    assert!(follow + 1 + after.len() / 3 >= after.len(), "{follow} of {} follow each other as before", after.len());
}

#[wasm_bindgen_test]
async fn a_row_with_the_focus_is_not_given_to_another() {
    let stage = Stage::new(|| many(|| 10_000, None));
    settle().await;
    let row = stage.html("[data-at='3']");
    row.focus().unwrap();
    window().scroll_to_with_x_and_y(0.0, 250_000.0);
    settle().await;
    assert!(!row.is_connected());
    assert_eq!(row.get_attribute("data-key").as_deref(), Some("3"));
    window().scroll_to_with_x_and_y(0.0, 0.0);
}

#[wasm_bindgen_test]
async fn fewer_rows_than_before_leave_none_behind() {
    let count = RwSignal::new(5_000usize);
    let stage = Stage::new(move || many(move || count.get(), None));
    settle().await;
    count.set(3);
    settle().await;
    assert_eq!(stage.count(".a-row"), 3);
    assert_eq!(stage.html(".rows").offset_height(), 150);
}

#[wasm_bindgen_test]
async fn a_row_is_measured_in_its_own_pixels_whatever_makes_it_larger_or_smaller() {
    let stage = Stage::new(|| many(|| 1_000, None));
    for (name, value) in [("transform", "scale(0.5)"), ("transform", "scale(3)"), ("zoom", "2")] {
        let around = stage.html(".rows").parent_element().unwrap();
        // From its top, which then stays where it is.
        around.unchecked_ref::<HtmlElement>().style().set_property("transform-origin", "0 0").unwrap();
        around.unchecked_ref::<HtmlElement>().style().set_property(name, value).unwrap();
        // Something moves, as it does when a page is scrolled.
        window().dispatch_event(&Event::new("resize").unwrap()).unwrap();
        settle().await;
        let top = window().get_computed_style(&stage.html("[data-at='5']")).unwrap().unwrap();
        assert_eq!(top.get_property_value("top").unwrap(), "250px", "{name}: {value}");
        around.unchecked_ref::<HtmlElement>().style().remove_property(name).unwrap();
    }
}
