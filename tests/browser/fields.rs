//! Forms and their fields.

use erased_view::prelude::*;
use oauth_apps::ui::{Form, SubmitButton, TextField};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, HtmlInputElement};

use crate::stage::{Stage, settle};

fn input(stage: &Stage) -> HtmlInputElement {
    stage.html("input").unchecked_into()
}

fn stage(
    value: RwSignal<String>,
    error: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
    sent: RwSignal<Vec<String>>,
) -> Stage {
    Stage::new(move || {
        view! {
            <Form on_submit=move || sent.update(|sent| sent.push(value.get_untracked()))>
                <TextField id="name" value error help=|| "What to type" autofocus=true disabled=busy>"Name"</TextField>
                <SubmitButton label="Send" busy disabled=move || value.with(String::is_empty)/>
            </Form>
        }
    })
}

#[wasm_bindgen_test]
async fn an_error_stands_in_the_place_of_the_help_and_marks_the_field() {
    let error = RwSignal::new(None);
    let stage = stage(RwSignal::default(), error, RwSignal::new(false), RwSignal::default());
    settle().await;
    let foot = input(&stage).get_attribute("aria-describedby").unwrap();
    let said = || stage.html(&["#", &foot].concat()).text_content().unwrap();
    assert_eq!(said(), "What to type");
    assert_eq!(input(&stage).get_attribute("aria-invalid"), None);
    error.set(Some("Not this one".to_owned()));
    settle().await;
    assert_eq!(said(), "Not this one");
    assert_eq!(input(&stage).get_attribute("aria-invalid").as_deref(), Some("true"));
    assert_eq!(stage.html("[role=alert]").text_content().as_deref(), Some("Not this one"));
}

#[wasm_bindgen_test]
async fn what_a_password_manager_filled_in_without_a_word_is_sent() {
    let (value, sent) = (RwSignal::new("old".to_owned()), RwSignal::<Vec<String>>::default());
    let stage = stage(value, RwSignal::new(None), RwSignal::new(false), sent);
    settle().await;
    input(&stage).set_value("filled in");
    assert_eq!(value.get_untracked(), "old", "nobody told of it");
    stage.html("[type=submit]").click();
    settle().await;
    assert_eq!(sent.get_untracked(), ["filled in"]);
}

#[wasm_bindgen_test]
async fn an_enter_that_ends_a_composition_sends_nothing() {
    let sent = RwSignal::<Vec<String>>::default();
    let stage = stage(RwSignal::new("value".to_owned()), RwSignal::new(None), RwSignal::new(false), sent);
    settle().await;
    let tell = |name: &str| stage.html("form").dispatch_event(&Event::new(name).unwrap()).unwrap();
    tell("compositionstart");
    stage.html("[type=submit]").click();
    settle().await;
    assert!(sent.get_untracked().is_empty());
    tell("compositionend");
    stage.html("[type=submit]").click();
    settle().await;
    assert_eq!(sent.get_untracked(), ["value"]);
}

#[wasm_bindgen_test]
async fn a_busy_button_keeps_its_place_and_takes_no_second_click() {
    let (value, busy) = (RwSignal::new("value".to_owned()), RwSignal::new(false));
    let stage = stage(value, RwSignal::new(None), busy, RwSignal::default());
    settle().await;
    let button = stage.html("[type=submit]");
    assert!(!button.has_attribute("disabled") && !button.has_attribute("aria-busy"));
    busy.set(true);
    settle().await;
    assert!(button.has_attribute("disabled"));
    assert_eq!(button.get_attribute("aria-busy").as_deref(), Some("true"));
    assert!(stage.find("[type=submit] .spin").is_some());
    assert!(input(&stage).disabled());
    busy.set(false);
    value.set(String::new());
    settle().await;
    assert!(button.has_attribute("disabled"), "something is missing");
    assert_eq!(button.get_attribute("aria-busy"), None);
    assert!(stage.find("[type=submit] .spin").is_none());
    assert!(stage.html("[type=submit]").is_same_node(Some(&button)));
}

#[wasm_bindgen_test]
async fn the_field_that_wants_it_has_the_focus() {
    let stage = stage(RwSignal::default(), RwSignal::new(None), RwSignal::new(false), RwSignal::default());
    settle().await;
    assert!(document().active_element().unwrap().is_same_node(Some(&input(&stage))));
}
