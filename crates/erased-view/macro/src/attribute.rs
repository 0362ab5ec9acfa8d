//! What stands in the tag of an element: attributes, listeners, bindings, directives.

use std::collections::HashSet;

use proc_macro2::TokenStream;
use quote::quote;
use rstml::node::{KeyedAttribute, KeyedAttributeValue, NodeAttribute, NodeName, NodeNameFragment};
use syn::{Ident, Lit};

use super::expression::value;
use super::findings::Findings;
use super::names::is_typed_event;
use super::tag::{Tag, ident};

/// Stands between the name of an element, the names of its fixed attributes, and their values. The renderer splits
/// there. No text of a page has it.
const SEPARATOR: char = '\u{1f}';

/// The calls that a tag becomes.
pub struct Attributes {
    /// The name and all that is fixed.
    pub head: String,
    /// Calls before the children are there.
    pub before: TokenStream,
    /// Calls that want the children there: the value of a `<select>` is that of an option in it.
    pub after: TokenStream,
    /// What is set already, in the words of [`what_it_sets`].
    names: HashSet<String>,
}

impl Attributes {
    /// Reads them all.
    pub fn read(attributes: &[NodeAttribute], tag: &Tag, findings: &mut Findings) -> Self {
        let head = tag.name.clone();
        let mut read = Self { head, before: TokenStream::new(), after: TokenStream::new(), names: HashSet::new() };
        for attribute in attributes {
            match attribute {
                NodeAttribute::Attribute(attribute) => read.one(attribute, tag, findings),
                NodeAttribute::Block(block) => {
                    findings.refuse(block, "attributes are not spread: write each as `name=value`");
                }
            }
        }
        read
    }

    fn one(&mut self, attribute: &KeyedAttribute, tag: &Tag, findings: &mut Findings) {
        let name = attribute.key.to_string();
        if let KeyedAttributeValue::Binding(binding) = &attribute.possible_value {
            return findings.refuse(binding, "only a component's children take arguments");
        }
        // A listener and a directive may be one of several, and each class is a name of its own.
        if !name.starts_with("on:") && !name.starts_with("use:") && !self.names.insert(what_it_sets(&name)) {
            return findings.refuse(&attribute.key, "this stands here twice: the second would win");
        }
        match name.split_once(':') {
            None => self.plain(&name, attribute, tag, findings),
            Some((kind, rest)) => self.prefixed((kind, rest), attribute, tag, findings),
        }
    }

    fn plain(&mut self, name: &str, attribute: &KeyedAttribute, tag: &Tag, findings: &mut Findings) {
        let key = &attribute.key;
        match name {
            "node_ref" => match (value(attribute), &tag.path) {
                (Some(value), Some(path)) => self.before.extend(quote!(.node_ref(#path, #value))),
                (None, _) => findings.refuse(key, "give it a `NodeRef`: `node_ref=name`"),
                (_, None) => findings.refuse(key, "Leptos has no type for this element: use a directive, `use:name`"),
            },
            "slot" if value(attribute).is_none() => findings.refuse(key, "slots are not known: pass a prop"),
            _ => self.attribute(name, attribute, findings),
        }
    }

    fn attribute(&mut self, name: &str, attribute: &KeyedAttribute, findings: &mut Findings) {
        let value = value(attribute);
        if let Some(why) = forbidden(name) {
            return findings.refuse(&attribute.key, why);
        }
        if name == "class" && value.as_ref().is_some_and(|value| literal(value).is_none()) && self.has_class() {
            let why = "a class that changes would take away those by `class:name`: write all by `class:name`";
            return findings.refuse(&attribute.key, why);
        }
        match value {
            None => self.fixed(name, ""),
            Some(value) => match literal(&value) {
                Some(Literal::Text(text)) if !text.contains(SEPARATOR) => self.fixed(name, &text),
                Some(Literal::Flag(true)) => self.fixed(name, ""),
                Some(Literal::Flag(false)) => {}
                _ => self.before.extend(quote!(.attribute(#name, #value))),
            },
        }
    }

    fn fixed(&mut self, name: &str, value: &str) {
        for part in [name, value] {
            self.head.push(SEPARATOR);
            self.head.push_str(part);
        }
    }

    fn has_class(&self) -> bool {
        self.names.iter().any(|name| name.starts_with("class:"))
    }

    fn prefixed(&mut self, (kind, name): (&str, &str), attribute: &KeyedAttribute, tag: &Tag, findings: &mut Findings) {
        let key = &attribute.key;
        let value = value(attribute);
        let flag = || value.clone().unwrap_or_else(|| quote!(true));
        match kind {
            "on" => self.listener(name, attribute, tag, findings),
            "attr" => self.attribute(name, attribute, findings),
            "class" if self.changing_class() => {
                findings.refuse(key, "`class=` with what changes would take it away: write all by `class:name`");
            }
            "class" => {
                let flag = flag();
                self.before.extend(quote!(.class(#name, #flag)));
            }
            "style" | "bind" | "prop" if value.is_none() => findings.refuse(key, "this needs a value"),
            "style" => self.before.extend(quote!(.style(#name, #value))),
            "prop" if takes_html(name) => findings.refuse(key, HTML),
            "prop" => self.after.extend(quote!(.property(#name, #value))),
            "bind" if name == "value" => self.after.extend(quote!(.bind_value(#value))),
            "bind" if name == "checked" => self.after.extend(quote!(.bind_checked(#value))),
            "bind" => findings.refuse(key, "`bind:value` and `bind:checked` are known: else `prop:` and `on:`"),
            "use" => match second(key) {
                Some(directive) if directive == name => {
                    let parameter = value.unwrap_or_else(|| quote!(()));
                    self.before.extend(quote!(.directive(#directive, #parameter)));
                }
                _ => findings.refuse(key, "a directive is a function in scope: `use:name`"),
            },
            "clone" => findings.refuse(key, "`clone:` is not known: write `let name = name.clone();` before the view"),
            "let" => findings.refuse(key, "only a component's children take arguments"),
            "slot" => findings.refuse(key, "slots are not known: pass a prop"),
            _ => findings.refuse(key, "this prefix is not known: on, class, style, prop, bind, use and attr are"),
        }
    }

    /// Whether the class is given by what changes, or may.
    fn changing_class(&self) -> bool {
        self.names.contains("class") && !self.head.split(SEPARATOR).skip(1).step_by(2).any(|name| name == "class")
    }

    fn listener(&mut self, name: &str, attribute: &KeyedAttribute, tag: &Tag, findings: &mut Findings) {
        let key = &attribute.key;
        let mut parts = name.split(':');
        let event = parts.next().unwrap_or_default();
        let (mut capture, mut target) = (false, false);
        for modifier in parts {
            match modifier {
                "capture" => capture = true,
                "target" => target = true,
                // Nothing is ever delegated.
                "undelegated" => {}
                _ => {
                    return findings
                        .refuse(key, "of what may follow an event, capture, target and undelegated are known");
                }
            }
        }
        let Some(handler) = value(attribute) else {
            return findings.refuse(key, "give it a handler: `on:event=move |event| …`");
        };
        if !is_typed_event(event) {
            if target {
                return findings.refuse(key, "`:target` is for events that Leptos has a type for");
            }
            return self.before.extend(quote!(.on_custom(#event, #capture, #handler)));
        }
        let kind = second(key).unwrap_or_else(|| ident(event, key));
        let kind = quote!(::erased_view::__private::leptos::ev::#kind);
        match (target, &tag.path) {
            (false, _) => self.before.extend(quote!(.on(#kind, #event, #capture, #handler))),
            (true, Some(path)) => self.before.extend(quote!(.on_target(#path, #kind, #event, #capture, #handler))),
            (true, None) => findings.refuse(key, "Leptos has no type for this element: take the target from the event"),
        }
    }
}

/// The attribute, property, class or style that a name sets: two of one kind may not be the same.
fn what_it_sets(name: &str) -> String {
    match name.split_once(':') {
        Some(("attr", attribute)) => attribute.to_owned(),
        Some(("bind", property)) => ["prop:", property].concat(),
        _ => name.to_owned(),
    }
}

const HTML: &str = "HTML out of a text is refused, as Trusted Types do: write the elements, or `{text}` for text";

/// Whether an attribute or a property makes elements out of a text.
fn takes_html(name: &str) -> bool {
    ["inner_html", "innerHTML", "outerHTML", "srcdoc"].contains(&name)
}

/// Why no element may have an attribute, where that is so.
fn forbidden(name: &str) -> Option<&'static str> {
    match name {
        "style" => Some(
            "a content security policy without 'unsafe-inline' forbids style attributes: write `style:name=value`, or a \
             class",
        ),
        _ if takes_html(name) => Some(HTML),
        _ if name.strip_prefix("on").is_some_and(|event| event.starts_with(char::is_alphabetic)) => {
            Some("a content security policy forbids listeners in attributes: write `on:event=handler`")
        }
        _ => None,
    }
}

enum Literal {
    Text(String),
    Flag(bool),
}

fn literal(value: &TokenStream) -> Option<Literal> {
    match syn::parse2::<Lit>(value.clone()).ok()? {
        Lit::Str(text) => Some(Literal::Text(text.value())),
        Lit::Char(character) => Some(Literal::Text(character.value().to_string())),
        Lit::Int(number) => Some(Literal::Text(number.base10_digits().to_owned())),
        Lit::Bool(flag) => Some(Literal::Flag(flag.value)),
        _ => None,
    }
}

/// The name after the first colon, where it is an identifier.
fn second(key: &NodeName) -> Option<Ident> {
    match key {
        NodeName::Punctuated(parts) => match parts.iter().nth(1) {
            Some(NodeNameFragment::Ident(name)) => Some(name.clone()),
            _ => None,
        },
        _ => None,
    }
}
