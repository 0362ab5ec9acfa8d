//! The same components, from the same source, under Leptos' own renderer: what shows is the same, at first and after
//! each thing that a user does. This is what makes the way back one import.

use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, HtmlElement, HtmlInputElement};

use crate::stage::{settle, shown};

mod ours;
#[expect(clippy::duplicate_mod, reason = "the same source under the other renderer is what this tests")]
mod theirs;

fn place() -> HtmlElement {
    let document = leptos::prelude::document();
    let place: HtmlElement = document.create_element("div").unwrap().unchecked_into();
    document.body().unwrap().append_child(&place).unwrap();
    place
}

#[wasm_bindgen_test]
async fn the_same_source_shows_the_same_under_both_renderers() {
    let places = [place(), place()];
    let mounted = (ours::components::mount(places[0].clone()), theirs::components::mount(places[1].clone()));
    let compare = |what: &str| {
        let [ours, theirs] = places.each_ref().map(|place| shown(place));
        assert!(ours.len() > 500, "something shows: {ours}");
        assert_eq!(ours, theirs, "{what}");
        ours
    };
    let mut before = compare("at first");
    for button in ["more", "fewer", "turn", "toggle", "rename", "toggle", "more"] {
        for place in &places {
            let button = place.query_selector(&format!("[data-do={button}]")).unwrap().unwrap();
            button.unchecked_into::<HtmlElement>().click();
        }
        settle().await;
        let now = compare(button);
        assert_ne!(now, before, "{button} changes something");
        before = now;
    }
    for place in &places {
        let input: HtmlInputElement = place.query_selector("#name").unwrap().unwrap().unchecked_into();
        input.set_value("typed");
        input.dispatch_event(&Event::new("input").unwrap()).unwrap();
    }
    settle().await;
    assert!(compare("typing").contains("typed"));
    drop(mounted);
    for place in places {
        assert_eq!(shown(&place), "", "all is gone");
        place.remove();
    }
}
