//! Components as a page has them, in syntax that both renderers know. They are compiled twice: `super::prelude` is that
//! of this crate, or Leptos' own.

use std::any::Any;

use leptos::ev::SubmitEvent;
use leptos::html::Input;
use web_sys::{Element, HtmlElement};

use super::prelude::*;

/// Shows all of it in a place of the document, until what it returns is dropped.
pub fn mount(place: HtmlElement) -> Box<dyn Any> {
    Box::new(mount_to(place, || view! { <Page/> }))
}

#[derive(Clone, Copy, Default, PartialEq)]
enum Tone {
    #[default]
    Info,
    Danger,
}

#[component]
fn Glyph(href: &'static str, #[prop(default = "M0 0")] shape: &'static str) -> impl IntoView {
    // Leptos puts a `<g>` around what is fixed in an image.
    view! {
        <svg class="glyph" aria-hidden="true" viewBox="0 0 16 16">
            <use href=href/>
            <path d=shape></path>
        </svg>
    }
}

#[component]
fn Note(#[prop(optional)] tone: Tone, #[prop(optional, into)] title: String, children: Children) -> impl IntoView {
    let heading = (!title.is_empty()).then(|| view! { <strong>{title}</strong> });
    view! {
        <div class="note" role=(tone == Tone::Danger).then_some("alert")>
            <Glyph href="#note"/>
            <p>{heading} " " {children()}</p>
        </div>
    }
}

#[component]
fn Button(
    name: &'static str,
    #[prop(into)] label: Signal<String>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(into)] on_click: Callback<()>,
) -> impl IntoView {
    view! {
        <button type="button" data-do=name disabled=disabled on:click=move |_| on_click.run(())>
            {label}
        </button>
    }
}

#[component]
fn Panel(
    #[prop(into)] open: Signal<bool>,
    #[prop(optional, into)] foot: ViewFn,
    children: ChildrenFn,
) -> impl IntoView {
    view! {
        <section class="panel" class:open=open aria-expanded=move || open.get().to_string()>
            <Show when=move || open.get() fallback=|| view! { <i>"closed"</i> }>
                {children()}
            </Show>
            {foot.run()}
        </section>
    }
}

fn mark(element: Element, word: String) {
    let _ = element.set_attribute("data-mark", &word);
}

#[component]
fn Page() -> impl IntoView {
    let items = RwSignal::new(vec![1u32, 2, 3]);
    let name = RwSignal::new("name".to_owned());
    let open = RwSignal::new(false);
    let agreed = RwSignal::new(true);
    let input = NodeRef::<Input>::new();
    let count = Memo::new(move |_| items.with(Vec::len));
    let more = move |()| items.update(|items| items.push(items.iter().max().map_or(1, |most| most + 1)));
    let fewer = move |()| {
        items.update(|items| {
            items.remove(0);
        });
    };
    let turn = move |()| items.update(|items| items.reverse());
    let rename = move |()| name.set("other".to_owned());
    let submit = move |event: SubmitEvent| event.prevent_default();
    view! {
        <header id="top" class="a b" hidden=false data-count=count>
            "Fixed " {"text "} <b>{"in "}</b> <></> <br/>
            {move || format!("{} items", count.get())}
        </header>
        <form novalidate on:submit=submit>
            <input id="name" node_ref=input type="text" autocomplete="off" bind:value=name use:mark="yes".to_owned()/>
            <input type="checkbox" bind:checked=agreed/>
            <textarea prop:value=move || name.get()></textarea>
            <output title=name lang=move || (count.get() > 3).then_some("de")>{name}</output>
        </form>
        <Button name="more" label="More" on_click=more/>
        <Button name="fewer" label="Fewer" disabled=Signal::derive(move || count.get() == 0) on_click=fewer/>
        <Button name="turn" label=Signal::derive(move || format!("Turn {}", count.get())) on_click=turn/>
        <Button name="toggle" label="Toggle" on_click=move |()| open.update(|open| *open = !*open)/>
        <Button name="rename" label="Rename" on_click=rename/>
        <ul style:color=move || if open.get() { "red" } else { "blue" } style:--gap="1px">
            <For each=move || items.get() key=|item| *item let:item>
                <li data-item=item>{item}</li>
                <Show when=move || open.get()>"!"</Show>
            </For>
            <For each=move || items.get() key=|item| *item children=|item| view! { <li>{item} " again"</li> }/>
        </ul>
        <Panel open=open foot=move || view! { <small>{count}</small> }>
            <Note tone=Tone::Danger title="Title">"Text of " <em>{name}</em></Note>
            <p>{move || open.get().then(|| view! { <b>"open"</b> })}</p>
        </Panel>
        <Note>"Plain"</Note>
        {vec!["one", "two"].into_iter().map(|word| view! { <span>{word}</span> }).collect_view()}
        {move || {
            if open.get() {
                view! { <p>"one way"</p> }.into_any()
            } else {
                view! { <div>"another"</div> }.into_any()
            }
        }}
        {Some("some")}
        {None::<String>}
        {move || (count.get() > 2).then_some("many")}
        <my-element data-x="y"></my-element>
    }
}
