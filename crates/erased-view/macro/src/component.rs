//! A component: Leptos' own `#[component]`, whose props are set by name.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use rstml::Infallible;
use rstml::node::{KeyedAttribute, KeyedAttributeValue, NodeAttribute, NodeElement, NodeName};
use syn::ext::IdentExt;

use super::expression::value;
use super::findings::Findings;

/// Whether an element is a component: a path, or a name that begins with a capital.
pub fn is_component(element: &NodeElement<Infallible>) -> bool {
    match element.name() {
        NodeName::Path(path) => {
            let segments = &path.path.segments;
            segments.len() > 1
                || segments.iter().any(|segment| segment.ident.unraw().to_string().starts_with(char::is_uppercase))
        }
        _ => false,
    }
}

/// What the tag of a component has.
#[derive(Default)]
pub struct Props {
    props: TokenStream,
    arguments: Vec<TokenStream>,
}

/// Reads the tag of a component.
pub fn props(element: &NodeElement<Infallible>, findings: &mut Findings) -> Props {
    let mut read = Props::default();
    for attribute in element.attributes() {
        match attribute {
            NodeAttribute::Attribute(attribute) => prop(attribute, &mut read.props, &mut read.arguments, findings),
            NodeAttribute::Block(block) => {
                findings.refuse(block, "attributes are not spread on a component: write each prop as `name=value`");
            }
        }
    }
    if element.children.is_empty()
        && let Some(argument) = read.arguments.first()
    {
        findings.refuse(argument, "there are no children that could take this");
    }
    read
}

/// An expression that makes a component. `children` is one view.
pub fn component(element: &NodeElement<Infallible>, props: Props, children: Option<TokenStream>) -> TokenStream {
    let name = element.name();
    let Props { props, arguments } = props;
    let children = children.map(|children| {
        if arguments.is_empty() {
            quote!(.children(::erased_view::children::ToChildren::to_children(move || #children)))
        } else {
            quote!(.children(move |#(#arguments),*| #children))
        }
    });
    let generics = &element.open_tag.generics;
    let generics = generics.lt_token.map(|_| quote!(::#generics));
    quote! {
        ::erased_view::__private::leptos::component::component_view(
            &#name,
            ::erased_view::__private::leptos::component::component_props_builder(&#name #generics)
                #props #children .build()
        )
    }
}

fn prop(
    attribute: &KeyedAttribute,
    props: &mut TokenStream,
    arguments: &mut Vec<TokenStream>,
    findings: &mut Findings,
) {
    let key = &attribute.key;
    let name = key.to_string();
    if let KeyedAttributeValue::Binding(binding) = &attribute.possible_value {
        if name == "let" {
            arguments.extend(binding.inputs.iter().map(ToTokens::to_token_stream));
        } else {
            findings.refuse(key, "write `let(name)` for what the children take");
        }
        return;
    }
    match name.split_once(':') {
        Some(("let", _)) => match key {
            NodeName::Punctuated(parts) if parts.len() == 2 => {
                arguments.extend(parts.iter().nth(1).map(ToTokens::to_token_stream));
            }
            _ => findings.refuse(key, "write `let:name` for what the children take"),
        },
        Some(("clone", _)) => {
            findings.refuse(key, "`clone:` is not known: write `let name = name.clone();` before the view");
        }
        Some(("slot", _)) => findings.refuse(key, "slots are not known: pass a prop"),
        Some((prefix @ ("on" | "attr" | "class" | "style" | "prop" | "bind" | "use"), _)) => {
            let why = [prefix, ": stands at elements: give the component a prop that it hands on"].concat();
            findings.refuse(key, &why);
        }
        Some(_) => findings.refuse(key, "a prop has no prefix"),
        None if name == "slot" && attribute.value().is_none() => {
            findings.refuse(key, "slots are not known: pass a prop");
        }
        None => match key {
            NodeName::Path(path) if path.path.get_ident().is_some() => {
                let value = value(attribute).unwrap_or_else(|| quote!(#key));
                props.extend(quote!(.#key(#value)));
            }
            _ => findings.refuse(key, "the name of a prop is an identifier"),
        },
    }
}
