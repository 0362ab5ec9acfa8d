//! Elements, texts, expressions, attributes.

use erased_view::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::{Stage, settle};

fn shows<V: IntoView>(view: impl FnOnce() -> V + 'static) -> String {
    Stage::new(view).shown()
}

#[wasm_bindgen_test]
fn elements_have_their_fixed_attributes_and_texts() {
    let shown = shows(|| view! { <p id="a" class="b c" hidden translate="no">"one " <b>"two"</b> {"three"}</p> });
    assert_eq!(shown, r#"<P class="b c" hidden="" id="a" translate="no">one <B>two</B>three</P>"#);
}

#[wasm_bindgen_test]
fn elements_of_svg_are_in_its_namespace_and_those_within_foreign_objects_are_not() {
    let stage = Stage::new(|| {
        view! {
            <svg viewBox="0 0 1 1">
                <use href="#x"/>
                <a><title>"t"</title></a>
                <foreignObject><p><a>"link"</a></p></foreignObject>
            </svg>
            <a>"link"</a>
        }
    });
    let spaces =
        ["use", "svg > a", "title", "p", "p > a"].map(|selector| stage.html(selector).namespace_uri().unwrap());
    let (svg, html) = ("http://www.w3.org/2000/svg", "http://www.w3.org/1999/xhtml");
    assert_eq!(spaces, [svg, svg, svg, html, html]);
    assert!(stage.find("svg[viewBox]").is_some());
}

#[wasm_bindgen_test]
fn fragments_and_custom_elements_are_known_and_comments_left_out() {
    let shown = shows(|| view! { <><my-element a-b="c"></my-element>" "</><!-- "not shown" --><br/><input value="x"> });
    assert_eq!(shown, r#"<MY-ELEMENT a-b="c"></MY-ELEMENT> <BR></BR><INPUT value="x"></INPUT>"#);
}

#[wasm_bindgen_test]
fn whatever_is_a_view_stands_in_braces() {
    let views = vec![view! { <i>"1"</i> }, view! { <i>"2"</i> }];
    let shown = shows(move || {
        view! {
            <p>
                {String::from("string ")} {7} {'c'} {None::<&str>} {Some("some")} {views} {["a", "b"]} {("t", 1)}
                {(0..2).map(|at| view! { <b>{at}</b> }).collect_view()} {()}
            </p>
        }
    });
    assert_eq!(shown, "<P>string 7csome<I>1</I><I>2</I>abt1<B>0</B><B>1</B></P>");
}

#[wasm_bindgen_test]
fn a_text_that_looks_like_html_is_text() {
    let text = "<img src=x onerror=alert(1)>";
    assert_eq!(shows(move || view! { <p title=text>{text}</p> }), format!("<P title={text:?}>{text}</P>"));
}

#[wasm_bindgen_test]
fn attributes_take_values_and_flags_and_nothing() {
    let shown = shows(|| {
        let (some, none) = (Some("x"), None::<String>);
        view! { <p id=String::from("a") title=some lang=none hidden=true inert=false tabindex=0 data-count=3u32></p> }
    });
    assert_eq!(shown, r#"<P data-count="3" hidden="" id="a" tabindex="0" title="x"></P>"#);
}

#[wasm_bindgen_test]
async fn attributes_texts_and_children_follow_what_they_read() {
    let (word, flag) = (RwSignal::new("a".to_owned()), RwSignal::new(false));
    let longer = Memo::new(move |_| word.get() + "!");
    let derived = Signal::derive(move || flag.get().then_some("on"));
    let stage = Stage::new(move || {
        view! {
            <p
                id=word
                title=longer
                lang=derived
                aria-busy=move || flag.get().then_some("true")
                hidden=flag
                class="fixed"
                class:on=flag
                class:off=move || !flag.get()
                style:color=move || if flag.get() { "red" } else { "blue" }
                style:--gap=move || flag.get().then_some("1px")
            >
                {word} {move || longer.get()}
                {move || flag.get().then(|| view! { <b>{word}</b> })}
            </p>
        }
    });
    let shown = r#"<P class="fixed off" id="a" style="color: blue;" title="a!">aa!</P>"#;
    assert_eq!(stage.shown(), shown);
    word.set("b".to_owned());
    flag.set(true);
    settle().await;
    let changed = r#"<P aria-busy="true" class="fixed on" hidden="" id="b" lang="on" style="color: red; --gap: 1px;" title="b!">bb!<B>b</B></P>"#;
    assert_eq!(stage.shown(), changed);
    word.set("a".to_owned());
    flag.set(false);
    settle().await;
    assert_eq!(stage.shown(), shown);
}

#[wasm_bindgen_test]
async fn a_text_that_changes_stays_the_node_that_it_is_and_one_that_does_not_is_not_touched() {
    let (word, other) = (RwSignal::new("a"), RwSignal::new(0));
    let stage = Stage::new(move || {
        let maybe = move || (other.get() < 9).then(|| word.get());
        view! { <p>{move || word.get()}</p><div>{maybe}</div> }
    });
    let nodes = || {
        let in_paragraph = stage.html("p").first_child().unwrap();
        let in_place = stage.html("div").first_child().unwrap().next_sibling().unwrap();
        [in_paragraph, in_place]
    };
    let before = nodes();
    word.set("b");
    settle().await;
    for (before, now) in before.iter().zip(nodes()) {
        assert!(before.is_same_node(Some(&now)));
        assert_eq!(now.text_content().unwrap(), "b");
    }
}

#[wasm_bindgen_test]
async fn what_is_shown_anew_ends_what_was_made_for_what_was_there() {
    let (shows, reads) = (RwSignal::new(1), RwSignal::new(0));
    let (ended, read) = (StoredValue::new(0), StoredValue::new(0));
    let stage = Stage::new(move || {
        move || {
            let number = shows.get();
            on_cleanup(move || ended.update_value(|ended| *ended += 1));
            let inner = move || {
                reads.track();
                read.update_value(|read| *read += 1);
                number
            };
            view! { <p>{inner}</p> }
        }
    });
    assert_eq!((ended.get_value(), read.get_value()), (0, 1));
    shows.set(2);
    settle().await;
    assert_eq!((stage.shown(), ended.get_value(), read.get_value()), ("<P>2</P>".to_owned(), 1, 2));
    reads.set(1);
    settle().await;
    assert_eq!(read.get_value(), 3, "only what shows still follows");
}

#[wasm_bindgen_test]
async fn unmounting_takes_all_away_and_ends_all() {
    let (word, read) = (RwSignal::new("a"), StoredValue::new(0));
    let mut stage = Stage::new(move || {
        let text = move || {
            read.update_value(|read| *read += 1);
            word.get()
        };
        view! { <p>{text}</p><p title=text></p> }
    });
    assert_eq!(read.get_value(), 2);
    stage.unmount();
    assert_eq!(stage.shown(), "");
    word.set("b");
    settle().await;
    assert_eq!(read.get_value(), 2);
}

#[wasm_bindgen_test]
fn a_form_that_is_named_as_a_function_of_the_document_is_in_nobodys_way() {
    let body = document().body().unwrap();
    let names = ["createElement", "createElementNS", "createTextNode", "createComment", "createDocumentFragment"];
    let forms = names.map(|name| {
        let form = document().create_element_ns(Some("http://www.w3.org/1999/xhtml"), "form").unwrap();
        form.set_attribute("title", name).unwrap();
        body.append_child(&form).unwrap();
        form
    });
    let shown = {
        for (form, name) in forms.iter().zip(names) {
            form.set_attribute("name", name).unwrap();
        }
        let parent = forms[0].clone();
        let mounted =
            mount_to(parent.clone(), || view! { <p>{move || "text"}<svg></svg>{Some(view! { <b></b> })}</p> });
        let shown = crate::stage::shown(&parent);
        drop(mounted);
        shown
    };
    for form in forms {
        form.remove();
    }
    assert_eq!(shown, "<P>text<svg></svg><B></B></P>");
}
