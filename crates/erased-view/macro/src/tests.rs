//! What `view!` refuses, with the place in the source that it names and what it says to write instead; and that the rest
//! of the syntax is not refused.

use std::str::FromStr;

use proc_macro2::TokenStream;

use super::nodes::checked;

/// What is refused of a source: the text that the error is at, and what it says.
fn refused(source: &str) -> Vec<(String, String)> {
    let tokens = TokenStream::from_str(source).unwrap();
    let Err(errors) = checked(tokens) else {
        return Vec::new();
    };
    let place = |error: syn::Error| {
        let (start, end) = (error.span().start(), error.span().end());
        let line: Vec<char> = source.lines().nth(start.line - 1).unwrap_or_default().chars().collect();
        let end = if end.line == start.line { end.column } else { line.len() };
        (line[start.column..end].iter().collect(), error.to_string())
    };
    errors.into_iter().map(place).collect()
}

/// The one thing that is refused of a source must be at `at` and its message must have `word` in it.
fn refuses(source: &str, at: &str, word: &str) {
    let errors = refused(source);
    assert_eq!(errors.len(), 1, "{source}: {errors:?}");
    let (place, message) = &errors[0];
    assert_eq!(place, at, "{source}: {message}");
    assert!(message.contains(word), "{source}: {message}");
}

#[test]
fn what_a_content_security_policy_forbids() {
    refuses(r#"<p style="color: red"></p>"#, "style", "style:name=value");
    refuses("<p id=1 style=move || word.get()></p>", "style", "style:name=value");
    refuses(r#"<p onclick="go()"></p>"#, "onclick", "on:event=handler");
    refuses(r#"<div inner_html="<b></b>"></div>"#, "inner_html", "Trusted Types");
    refuses("<p innerHTML=text></p>", "innerHTML", "Trusted Types");
    refuses("<p outerHTML=text></p>", "outerHTML", "Trusted Types");
    refuses("<iframe srcdoc=text></iframe>", "srcdoc", "Trusted Types");
    refuses("<p prop:innerHTML=text></p>", "prop:innerHTML", "Trusted Types");
    refuses("<p attr:style=text></p>", "attr:style", "style:name=value");
    refuses("<p attr:onclick=text></p>", "attr:onclick", "on:event=handler");
    refuses("<iframe attr:srcdoc=text></iframe>", "attr:srcdoc", "Trusted Types");
}

#[test]
fn what_of_the_syntax_is_not_known() {
    refuses("<p {..rest}></p>", "{..rest}", "name=value");
    refuses("<Button {..} on_click=go/>", "{..}", "name=value");
    refuses("<{name}></{name}>", "{name}", "write the elements out");
    refuses("<math></math>", "math", "MathML");
    refuses("<!DOCTYPE html>", "<!DOCTYPE html>", "no doctype");
    refuses("<p clone:name></p>", "clone:name", "let name = name.clone()");
    refuses("<Show clone:name when=when></Show>", "clone:name", "let name = name.clone()");
    refuses("<Then slot></Then>", "slot", "slots are not known");
    refuses("<Then slot:then></Then>", "slot:then", "slots are not known");
    refuses("<p slot></p>", "slot", "slots are not known");
    refuses("<p slot:then></p>", "slot:then", "slots are not known");
    refuses("<p bind:group=group></p>", "bind:group", "bind:checked");
    refuses("<use xlink:href=href></use>", "xlink:href", "prefix");
    refuses("<p on:click:passive=go></p>", "on:click:passive", "capture");
    refuses("<p on:my-event:target=go></p>", "on:my-event:target", "Leptos has a type for");
    refuses("<my-element on:click:target=go></my-element>", "on:click:target", "take the target from the event");
    refuses("<p use:my-directive></p>", "use:my-directive", "function in scope");
    refuses("<p use:focus:now></p>", "use:focus:now", "function in scope");
    refuses("<svg:a></svg:a>", "svg:a", "letters, digits and `-`");
}

#[test]
fn what_belongs_to_elements_on_a_component_and_the_other_way_round() {
    for (name, source) in [
        ("on:click", "<Button on:click=go/>"),
        ("class:on", "<Button class:on=flag/>"),
        ("style:color", "<Button style:color=red/>"),
        ("prop:value", "<Button prop:value=value/>"),
        ("bind:value", "<Button bind:value=value/>"),
        ("use:focus", "<Button use:focus/>"),
        ("attr:id", r#"<Button attr:id="a"/>"#),
    ] {
        refuses(source, name, "give the component a prop");
    }
    refuses("<Button data-kind=kind/>", "data-kind", "identifier");
    refuses("<p let:item></p>", "let:item", "component");
    refuses("<p let(item)></p>", "(item)", "component");
    refuses("<For each=each key=key let:item/>", "item", "no children");
    refuses("<For each=each let:one:other>{one}</For>", "let:one:other", "write `let:name`");
    refuses("<For each=each children(item)>{item}</For>", "children", "write `let(name)`");
    refuses("<Button xlink:href=href/>", "xlink:href", "a prop has no prefix");
}

#[test]
fn what_lacks_a_value_or_stands_twice() {
    refuses("<p on:click></p>", "on:click", "give it a handler");
    refuses("<p node_ref></p>", "node_ref", "NodeRef");
    refuses("<my-element node_ref=node></my-element>", "node_ref", "directive");
    refuses("<p style:color></p>", "style:color", "value");
    refuses("<input prop:value/>", "prop:value", "value");
    refuses("<input bind:value/>", "bind:value", "value");
    refuses(r#"<p id="a" id="b"></p>"#, "id", "twice");
    refuses(r#"<p id="a" attr:id="b"></p>"#, "attr:id", "twice");
    refuses(r#"<p attr:id="a" id="b"></p>"#, "id", "twice");
    refuses("<p style:color=red style:color=blue></p>", "style:color", "twice");
    refuses("<p class:on=one class:on=other></p>", "class:on", "twice");
    refuses("<input prop:value=one bind:value=other/>", "bind:value", "twice");
    refuses(r#"<p class=kind class:on=flag></p>"#, "class:on", "class:name");
    refuses(r#"<p class:on=flag class=kind></p>"#, "class", "class:name");
    refuses(r#"<p class:on=flag attr:class=kind></p>"#, "attr:class", "class:name");
    refuses(r#"<p attr:class=kind class:on=flag></p>"#, "class:on", "class:name");
}

#[test]
fn all_that_is_refused_is_told_at_once() {
    let places: Vec<String> =
        refused(r#"<p style="a"><b onclick="b"></b></p><Button on:click=go/>"#).into_iter().map(|(at, _)| at).collect();
    assert_eq!(places, ["style", "onclick", "on:click"]);
}

#[test]
fn what_is_not_html_is_refused_where_it_is() {
    assert!(!refused("<p></b>").is_empty());
    assert!(!refused("<p").is_empty());
}

#[test]
fn the_rest_is_known() {
    let sources = [
        "",
        r#""text" {expression} <></> <!-- "comment" -->"#,
        r#"<p id="a" hidden data-a-b=1 lang=lang title=move || title.get() aria-busy={flag}></p>"#,
        r#"<p class="fixed" class:on=flag class:off style:color="red" style:--gap=gap></p>"#,
        "<input bind:value=text prop:checked=flag node_ref=input use:focus use:mark=1/>",
        "<p on:click=go on:click:capture=go on:click:undelegated=go on:input:target=go on:my-event=go></p>",
        "<svg><use href=href/><a><title>\"t\"</title></a></svg><slot name=\"n\"></slot><p slot=\"n\"></p>",
        "<Button kind label=\"l\" on_click=move |()| go()>\"children\"</Button>",
        "<Each<u32> items=items let:item><b>{item}</b></Each<u32>><ui::Each items let((a, b))>{a}</ui::Each>",
        "<p>{let a = 1; a}</p>",
        "<p attr:id=\"a\" attr:slot=slot id-of=other prop:id=id>unquoted text</p>",
        "<input value=value prop:value=value on:input=one on:input=other use:one use:other/>",
        "<br><input><hr/>",
    ];
    for source in sources {
        assert_eq!(refused(source), [], "{source}");
    }
}

#[test]
fn what_is_fixed_is_one_text() {
    let view = |source: &str| checked(TokenStream::from_str(source).unwrap()).unwrap().to_string();
    let built = view(r#"<p id="a" hidden class=kind tabindex=0 inert=false>"text"</p>"#);
    assert!(built.contains(r#"element ("p\u{1f}id\u{1f}a\u{1f}hidden\u{1f}\u{1f}tabindex\u{1f}0")"#), "{built}");
    assert!(built.contains(r#". attribute ("class" , kind)"#), "{built}");
    assert!(!built.contains("inert"), "{built}");
}
