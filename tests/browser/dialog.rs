//! The modal dialog.

use erased_view::prelude::*;
use oauth_apps::ui::Dialog;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlDialogElement, KeyboardEvent, KeyboardEventInit};

use crate::stage::{Stage, settle};

fn stage(open: RwSignal<bool>, asked: RwSignal<u32>) -> Stage {
    Stage::new(move || {
        view! {
            <button class="opener">"open"</button>
            <Dialog open labelled_by="title" on_dismiss=move || asked.update(|asked| *asked += 1)>
                <h2 id="title">"Title"</h2>
                <input class="inside"/>
            </Dialog>
        }
    })
}

fn node(stage: &Stage) -> HtmlDialogElement {
    stage.html("dialog").unchecked_into()
}

#[wasm_bindgen_test]
async fn it_is_modal_while_it_is_open_and_gives_the_focus_back() {
    let open = RwSignal::new(false);
    let stage = stage(open, RwSignal::new(0));
    settle().await;
    assert!(!node(&stage).open());
    assert!(stage.find(".inside").is_none(), "what is in it is made when it opens");
    stage.html(".opener").focus().unwrap();
    open.set(true);
    settle().await;
    assert!(node(&stage).matches(":modal").unwrap());
    open.set(false);
    settle().await;
    assert!(!node(&stage).open());
    let focused = document().active_element().unwrap();
    assert!(focused.is_same_node(Some(&stage.html(".opener"))));
}

#[wasm_bindgen_test]
async fn escape_asks_and_never_closes_however_often() {
    let (open, asked) = (RwSignal::new(true), RwSignal::new(0));
    let stage = stage(open, asked);
    settle().await;
    for _ in 0..3 {
        let init = KeyboardEventInit::new();
        init.set_key("Escape");
        init.set_bubbles(true);
        init.set_cancelable(true);
        let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
        stage.html(".inside").dispatch_event(&event).unwrap();
        assert!(event.default_prevented());
    }
    let cancel = web_sys::Event::new("cancel").unwrap();
    node(&stage).dispatch_event(&cancel).unwrap();
    settle().await;
    assert_eq!(asked.get_untracked(), 3);
    assert!(node(&stage).open());
}
