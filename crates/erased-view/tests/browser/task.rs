//! Tasks that end with what started them.

use erased_view::prelude::*;
use erased_view::task::spawn_local_scoped_with_cancellation;
use leptos::task::tick;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::{Stage, settle};

#[derive(Clone)]
struct Word(&'static str);

#[wasm_bindgen_test]
async fn a_task_has_the_context_of_its_view_and_ends_with_it() {
    let (shows, read) = (RwSignal::new(1), RwSignal::new(0));
    let said = StoredValue::new(Vec::<String>::new());
    let mut stage = Stage::new(move || {
        provide_context(Word("context"));
        move || {
            let number = shows.get();
            spawn_local_scoped_with_cancellation(async move {
                for _ in 0..2 {
                    read.get();
                    tick().await;
                }
                let word = use_context::<Word>().map_or("none", |word| word.0);
                said.update_value(|said| said.push(format!("{word} {number}")));
            });
            view! { <p>{number}</p> }
        }
    });
    settle().await;
    assert_eq!(said.get_value(), ["context 1"]);
    read.set(1);
    settle().await;
    assert_eq!(said.get_value().len(), 1, "the view does not follow what the task read");
    shows.set(2);
    tick().await;
    shows.set(3);
    settle().await;
    settle().await;
    assert_eq!(said.get_value(), ["context 1", "context 3"], "the second was broken off");
    shows.set(4);
    tick().await;
    stage.unmount();
    settle().await;
    assert_eq!(said.get_value().len(), 2);
}
