//! Listeners, directives, references.

use std::cell::RefCell;
use std::rc::Rc;

use erased_view::prelude::*;
use leptos::ev::MouseEvent;
use leptos::html::{Button, Input};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, Event, EventInit, KeyboardEvent, KeyboardEventInit};

use crate::stage::{Stage, settle};

type Heard = Rc<RefCell<Vec<String>>>;

fn note(heard: &Heard, what: impl Into<String>) {
    heard.borrow_mut().push(what.into());
}

fn press(stage: &Stage, selector: &str, change: impl FnOnce(&KeyboardEventInit)) {
    let init = KeyboardEventInit::new();
    init.set_key("Enter");
    init.set_bubbles(true);
    change(&init);
    let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
    stage.html(selector).dispatch_event(&event).unwrap();
}

#[wasm_bindgen_test]
fn events_have_their_types_and_others_that_of_the_handler() {
    let heard = Heard::default();
    let (clicks, customs) = (heard.clone(), heard.clone());
    let stage = Stage::new(move || {
        view! {
            <p
                on:click=move |event| note(&clicks, event.button().to_string())
                on:my-event=move |event: Event| note(&customs, event.type_())
            ></p>
        }
    });
    stage.html("p").click();
    stage.html("p").dispatch_event(&Event::new("my-event").unwrap()).unwrap();
    assert_eq!(*heard.borrow(), ["0", "my-event"]);
}

#[wasm_bindgen_test]
fn an_event_may_know_the_type_of_its_target() {
    let heard = Heard::default();
    let values = heard.clone();
    let stage =
        Stage::new(move || view! { <input value="v" on:input:target=move |ev| note(&values, ev.target().value())/> });
    stage.html("input").dispatch_event(&Event::new("input").unwrap()).unwrap();
    assert_eq!(*heard.borrow(), ["v"]);
}

#[wasm_bindgen_test]
fn listeners_hear_in_the_order_of_the_tree_and_capturing_ones_before() {
    let heard = Heard::default();
    let [outer, inner, captured] = ["outer", "inner", "captured"].map(|name| {
        let heard = heard.clone();
        move |_: MouseEvent| note(&heard, name)
    });
    let stage =
        Stage::new(|| view! { <p on:click=outer on:click:capture=captured><b on:click:undelegated=inner></b></p> });
    stage.html("b").click();
    assert_eq!(*heard.borrow(), ["captured", "inner", "outer"]);
}

#[wasm_bindgen_test]
fn keys_of_an_input_method_are_for_it_alone() {
    let heard = Heard::default();
    let keys = heard.clone();
    let stage = Stage::new(move || view! { <input on:keydown=move |event| note(&keys, event.key())/> });
    press(&stage, "input", |init| init.set_is_composing(true));
    press(&stage, "input", |init| init.set_key_code(229));
    assert!(heard.borrow().is_empty());
    press(&stage, "input", |_| {});
    assert_eq!(*heard.borrow(), ["Enter"]);
}

#[wasm_bindgen_test]
fn a_handler_may_cause_the_event_that_it_handles() {
    let (heard, depth) = (Heard::default(), StoredValue::new(0));
    let clicks = heard.clone();
    let stage = Stage::new(move || {
        let button = NodeRef::<Button>::new();
        let click = move |_| {
            note(&clicks, depth.get_value().to_string());
            depth.update_value(|depth| *depth += 1);
            if depth.get_value() < 3 {
                let again = Event::new("click").unwrap();
                button.get_untracked().unwrap().dispatch_event(&again).unwrap();
            }
        };
        view! { <button node_ref=button on:click=click></button> }
    });
    stage.html("button").click();
    assert_eq!(*heard.borrow(), ["0", "1", "2"]);
}

#[wasm_bindgen_test]
fn handlers_run_under_the_owner_of_their_element_and_follow_nothing() {
    #[derive(Clone)]
    struct Word(&'static str);

    let (heard, read) = (Heard::default(), RwSignal::new(0));
    let words = heard.clone();
    let stage = Stage::new(move || {
        provide_context(Word("context"));
        let click = move |_| {
            read.track();
            note(&words, use_context::<Word>().map_or("none", |word| word.0));
        };
        view! { <p on:click=click></p> }
    });
    stage.html("p").click();
    assert_eq!(*heard.borrow(), ["context"]);
}

#[wasm_bindgen_test]
async fn what_is_gone_hears_nothing_any_more() {
    let (heard, shows) = (Heard::default(), RwSignal::new(true));
    let losses = send_wrapper::SendWrapper::new(heard.clone());
    let stage = Stage::new(move || {
        move || {
            let losses = losses.clone();
            shows.get().then(|| view! { <button on:blur=move |_| note(&losses, "blur")></button> })
        }
    });
    let button = stage.html("button");
    button.focus().unwrap();
    shows.set(false);
    settle().await;
    button.dispatch_event(&Event::new("blur").unwrap()).unwrap();
    assert!(stage.find("button").is_none());
    assert!(heard.borrow().is_empty());
}

#[wasm_bindgen_test]
fn directives_are_given_the_element_and_a_parameter() {
    fn mark(element: Element) {
        element.set_attribute("data-mark", "").unwrap();
    }
    fn name(element: Element, name: String) {
        element.set_attribute("data-name", &name).unwrap();
    }
    let stage = Stage::new(|| view! { <p use:mark use:name="n".to_owned()></p> });
    assert_eq!(stage.shown(), r#"<P data-mark="" data-name="n"></P>"#);
}

#[wasm_bindgen_test]
fn a_reference_has_the_element_with_its_type() {
    let input = NodeRef::<Input>::new();
    let stage = Stage::new(move || view! { <input node_ref=input value="v"/> });
    assert_eq!(input.get_untracked().unwrap().value(), "v");
    drop(stage);
}

#[wasm_bindgen_test]
async fn a_control_and_its_signal_are_the_same() {
    let (text, choice, checked) = (RwSignal::new("b".to_owned()), RwSignal::new("y".to_owned()), RwSignal::new(true));
    let stage = Stage::new(move || {
        view! {
            <input bind:value=text/>
            <textarea bind:value=text></textarea>
            <select bind:value=choice><option value="x">"X"</option><option value="y">"Y"</option></select>
            <input type="checkbox" bind:checked=checked/>
        }
    });
    assert_eq!(["input", "textarea", "select"].map(|control| stage.control(control).value()), ["b", "b", "y"]);
    assert!(stage.control("[type=checkbox]").checked());
    stage.control("input").set_value("c");
    let init = EventInit::new();
    init.set_bubbles(true);
    stage.html("input").dispatch_event(&Event::new_with_event_init_dict("input", &init).unwrap()).unwrap();
    stage.html("[type=checkbox]").click();
    assert_eq!((text.get_untracked(), checked.get_untracked()), ("c".to_owned(), false));
    settle().await;
    assert_eq!(stage.control("textarea").value(), "c");
    // As password managers do.
    stage.control("input").set_value("d");
    stage.html("input").dispatch_event(&Event::new("change").unwrap()).unwrap();
    assert_eq!(text.get_untracked(), "d");
    choice.set("x".to_owned());
    settle().await;
    assert_eq!(stage.control("select").value(), "x");
}

#[wasm_bindgen_test]
async fn a_value_that_is_told_again_changes_nothing() {
    let (text, told) = (RwSignal::new("a".to_owned()), StoredValue::new(0));
    let stage = Stage::new(move || {
        Effect::new(move || {
            text.track();
            told.update_value(|told| *told += 1);
        });
        view! { <input bind:value=text/> }
    });
    settle().await;
    stage.html("input").dispatch_event(&Event::new("change").unwrap()).unwrap();
    settle().await;
    assert_eq!(told.get_value(), 1);
}

#[wasm_bindgen_test]
async fn a_late_event_finds_no_signal_and_harms_nobody() {
    let owner = Owner::new();
    let text = owner.with(|| RwSignal::new("a".to_owned()));
    let stage = Stage::new(move || view! { <input bind:value=text/> });
    owner.cleanup();
    stage.control("input").set_value("b");
    stage.html("input").dispatch_event(&Event::new("change").unwrap()).unwrap();
    settle().await;
}

#[wasm_bindgen_test]
async fn properties_are_set_whenever_what_gives_them_changes() {
    let (value, flag) = (RwSignal::new("a"), RwSignal::new(true));
    let stage = Stage::new(move || {
        view! { <input type="checkbox" prop:checked=flag/><textarea prop:value=move || value.get()></textarea> }
    });
    assert!(stage.control("input").checked());
    assert_eq!(stage.control("textarea").value(), "a");
    stage.control("textarea").set_value("typed");
    value.set("a");
    settle().await;
    assert_eq!(stage.control("textarea").value(), "a", "what was typed in between is not what was set");
    value.set("b");
    flag.set(false);
    settle().await;
    assert!(!stage.control("input").checked());
    assert_eq!(stage.control("textarea").value(), "b");
}
