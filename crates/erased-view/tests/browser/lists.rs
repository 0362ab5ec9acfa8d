//! `<For>`: what stays keeps its nodes and its state.

use erased_view::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::{Stage, settle};

fn list(items: RwSignal<Vec<u32>>, ended: StoredValue<Vec<u32>>) -> Stage {
    Stage::new(move || {
        view! {
            <ul>
                <For each=move || items.get() key=|item| *item let:item>
                    {
                        on_cleanup(move || ended.update_value(|ended| ended.push(item)));
                        let count = RwSignal::new(0);
                        view! {
                            <li id=format!("i{item}") on:click=move |_| count.update(|count| *count += 1)>{item}</li>
                            {move || (count.get() > 0).then(|| view! { <b>{count}</b> })}
                        }
                    }
                </For>
                <li>"last"</li>
            </ul>
        }
    })
}

fn order(stage: &Stage) -> String {
    stage.html("ul").text_content().unwrap()
}

#[wasm_bindgen_test]
async fn items_come_go_and_move_by_their_keys() {
    let items = RwSignal::new(vec![1, 2, 3]);
    let stage = list(items, StoredValue::new(Vec::new()));
    assert_eq!(order(&stage), "123last");
    let wanted: [&[u32]; 12] = [
        &[3, 2, 1],
        &[1, 2, 3, 4, 5],
        &[5, 1, 2, 3, 4],
        &[2, 4],
        &[4, 9, 2, 8],
        &[],
        &[7],
        &[7, 7],
        &[7],
        &[1, 7, 2],
        &[2, 7, 1],
        &[6, 5],
    ];
    for now in wanted {
        items.set(now.to_vec());
        settle().await;
        let numbers: String = now.iter().map(u32::to_string).collect();
        assert_eq!(order(&stage), numbers + "last");
    }
}

#[wasm_bindgen_test]
async fn an_item_that_stays_keeps_its_nodes_its_state_and_its_focus() {
    let (items, ended) = (RwSignal::new(vec![1, 2, 3]), StoredValue::new(Vec::new()));
    let stage = list(items, ended);
    let two = stage.html("#i2");
    two.click();
    two.set_tab_index(0);
    two.focus().unwrap();
    settle().await;
    assert_eq!(order(&stage), "1213last", "its count stands after it");
    items.set(vec![4, 2, 3]);
    settle().await;
    assert_eq!(order(&stage), "4213last");
    assert!(two.is_same_node(Some(&stage.html("#i2"))));
    assert!(two.matches(":focus").unwrap(), "it was not moved");
    items.set(vec![3, 4, 2]);
    settle().await;
    two.click();
    settle().await;
    assert_eq!(order(&stage), "3422last", "all of it moved, and it still counts");
    assert_eq!(ended.get_value(), [1]);
    items.set(vec![]);
    settle().await;
    let mut all = ended.get_value();
    all.sort_unstable();
    assert_eq!(all, [1, 2, 3, 4]);
}

#[wasm_bindgen_test]
async fn all_items_end_with_the_list() {
    let (items, ended) = (RwSignal::new(vec![1, 2]), StoredValue::new(Vec::new()));
    let mut stage = list(items, ended);
    stage.unmount();
    items.set(vec![3]);
    settle().await;
    assert_eq!(ended.get_value(), [1, 2]);
    assert_eq!(stage.shown(), "");
}
