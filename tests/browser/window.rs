//! The window onto many rows.

use erased_view::dom::create_element;
use erased_view::prelude::*;
use oauth_apps::ui::{Rows, rows};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, HtmlElement};

use crate::stage::{Stage, settle};

fn many(count: impl Fn() -> usize + 'static, pinned: Option<usize>) -> AnyView {
    let row = |index: usize| {
        let row: HtmlElement = create_element("div").unchecked_into();
        row.set_class_name("a-row");
        row.set_attribute("data-at", &index.to_string()).unwrap();
        row.style().set_property("height", "50px").unwrap();
        Some(row.into())
    };
    let rows = rows(Rows {
        count: Box::new(count),
        key: Box::new(|index| index as u64),
        row: Box::new(row),
        looks: Box::new(|| Box::new(|_| 0)),
        paint: Box::new(|_, _, _| ()),
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
    window().scroll_to_with_x_and_y(0.0, 250_000.0);
    settle().await;
    assert!(stage.html("[data-at='2']").is_same_node(Some(&row)), "it is the same element");
    assert!(stage.find("[data-at='1']").is_none());
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
        let top = window().get_computed_style(&stage.html("[data-at='9']").parent_element().unwrap()).unwrap().unwrap();
        assert_eq!(top.get_property_value("top").unwrap(), "450px", "{name}: {value}");
        around.unchecked_ref::<HtmlElement>().style().remove_property(name).unwrap();
    }
}
