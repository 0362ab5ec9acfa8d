//! Components, their props and children, and `<Show>`.

use erased_view::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::{Stage, settle};

#[derive(Clone, Copy, Default, PartialEq)]
enum Kind {
    #[default]
    Plain,
    Loud,
}

#[component]
fn Button(
    #[prop(optional)] kind: Kind,
    #[prop(into)] label: Signal<String>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(into)] on_click: Callback<()>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <button
            class=if kind == Kind::Loud { "loud" } else { "plain" }
            disabled=disabled
            on:click=move |_| on_click.run(())
        >
            {children.map(|children| children())}
            {label}
        </button>
    }
}

#[component]
fn Each<T, F>(items: Vec<T>, children: F) -> impl IntoView
where
    T: 'static,
    F: Fn(T) -> AnyView,
{
    items.into_iter().map(children).collect_view()
}

#[component]
fn Twice(children: ChildrenFn) -> impl IntoView {
    view! { {children()} {children()} }
}

#[wasm_bindgen_test]
async fn components_take_props_and_children() {
    let (busy, clicks) = (RwSignal::new(false), RwSignal::new(0));
    let stage = Stage::new(move || {
        let label = move || clicks.get().to_string();
        let on_click = move |()| clicks.update(|clicks| *clicks += 1);
        view! {
            <Button label="fixed" on_click=|()| {}/>
            <Button kind=Kind::Loud label=Signal::derive(label) disabled=busy on_click>"Clicks: " <b>"!"</b></Button>
        }
    });
    let shown = |count: u32, rest: &str| {
        format!(r#"<BUTTON class="plain">fixed</BUTTON><BUTTON class="loud"{rest}>Clicks: <B>!</B>{count}</BUTTON>"#)
    };
    assert_eq!(stage.shown(), shown(0, ""));
    stage.html(".loud").click();
    busy.set(true);
    settle().await;
    assert_eq!(stage.shown(), shown(1, r#" disabled="""#));
}

#[wasm_bindgen_test]
fn children_may_take_an_argument_and_be_made_again() {
    let stage = Stage::new(|| {
        view! {
            <Each items=vec![1, 2] let:item><i>{item}</i></Each>
            <Each items=vec![(3, 'a')] let((number, letter))><i>{number} {letter}</i></Each>
            <Twice><b></b></Twice>
        }
    });
    assert_eq!(stage.shown(), "<I>1</I><I>2</I><I>3a</I><B></B><B></B>");
}

#[wasm_bindgen_test]
async fn show_makes_its_children_when_the_condition_changes_and_only_then() {
    let (number, made) = (RwSignal::new(0), StoredValue::new(0));
    let stage = Stage::new(move || {
        view! {
            <Show when=move || { number.get() > 1 } fallback=|| view! { <i>"less"</i> }>
                {
                    made.update_value(|made| *made += 1);
                    view! { <b>{number}</b> }
                }
            </Show>
            <Show when=move || number.get() == 3>"three"</Show>
        }
    });
    assert_eq!((stage.shown(), made.get_value()), ("<I>less</I>".to_owned(), 0));
    number.set(2);
    settle().await;
    assert_eq!((stage.shown(), made.get_value()), ("<B>2</B>".to_owned(), 1));
    number.set(3);
    settle().await;
    assert_eq!((stage.shown(), made.get_value()), ("<B>3</B>three".to_owned(), 1));
    number.set(0);
    settle().await;
    assert_eq!((stage.shown(), made.get_value()), ("<I>less</I>".to_owned(), 1));
}
