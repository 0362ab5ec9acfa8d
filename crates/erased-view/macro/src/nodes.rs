//! Nodes: text, expressions, fragments, and several of them one after the other.

use proc_macro2::TokenStream;
use quote::quote;
use rstml::node::{Node, NodeBlock};
use rstml::{Parser, ParserConfig};
use syn::{Expr, LitStr, Result};

use super::component::{component, is_component, props};
use super::element::{Shell, element};
use super::expression::without_braces;
use super::findings::Findings;
use super::names::VOID_ELEMENTS;
use super::tag::Space;

/// What stands at one place.
enum Child {
    /// Text that is known when the program is built.
    Text(LitStr),
    /// An expression that gives a view.
    View(TokenStream),
}

/// The whole of a `view!`.
pub fn expand(tokens: TokenStream) -> TokenStream {
    match checked(tokens) {
        Ok(view) => view,
        Err(error) => {
            let error = error.into_compile_error();
            quote!({ #error })
        }
    }
}

/// The same, with what is refused as an error.
pub fn checked(tokens: TokenStream) -> Result<TokenStream> {
    let config = ParserConfig::new()
        .always_self_closed_elements(VOID_ELEMENTS.into_iter().collect())
        .raw_text_elements(["script", "style"].into());
    let nodes = Parser::new(config).parse_simple(tokens)?;
    let mut findings = Findings::default();
    let view = together(&nodes, Space::Html, &mut findings);
    match findings.errors {
        Some(errors) => Err(errors),
        None => {
            let tags = findings.tags;
            Ok(quote!({ #(#tags)* #view }))
        }
    }
}

/// One view of several nodes.
fn together(nodes: &[Node], space: Space, findings: &mut Findings) -> TokenStream {
    let mut children = children(nodes, space, findings);
    let only = if children.len() == 1 { children.pop() } else { None };
    match only {
        Some(Child::View(view)) => quote!(::erased_view::__private::any(#view)),
        Some(Child::Text(text)) => quote!(::erased_view::__private::any(#text)),
        None if children.is_empty() => quote!(::erased_view::__private::any(())),
        None => {
            let calls = calls(&children);
            quote!(::erased_view::__private::any(::erased_view::__private::fragment()#calls))
        }
    }
}

/// Calls that append children.
fn calls(children: &[Child]) -> TokenStream {
    let calls = children.iter().map(|child| match child {
        Child::Text(text) => quote!(.text(#text)),
        Child::View(view) => quote!(.child(#view)),
    });
    quote!(#(#calls)*)
}

/// Children, those of fragments among them.
fn children(nodes: &[Node], space: Space, findings: &mut Findings) -> Vec<Child> {
    let mut children = Vec::new();
    for node in nodes {
        match node {
            Node::Comment(_) => {}
            Node::Doctype(doctype) => findings.refuse(doctype, "a view has no doctype: it is a part of a document"),
            Node::Text(text) => children.push(Child::Text(text.value.clone())),
            Node::RawText(text) => {
                children.push(Child::Text(LitStr::new(&text.to_string_best(), syn::spanned::Spanned::span(text))));
            }
            Node::Block(block) => children.push(expression(block)),
            Node::Fragment(fragment) => children.extend(self::children(&fragment.children, space, findings)),
            Node::Element(of) if is_component(of) => {
                let props = props(of, findings);
                let inner = (!of.children.is_empty()).then(|| together(&of.children, Space::Html, findings));
                children.push(Child::View(component(of, props, inner)));
            }
            Node::Element(of) => {
                let Shell { before, after, within } = element(of, space, findings);
                let inner = calls(&self::children(&of.children, within, findings));
                children.push(Child::View(quote!(#before #inner #after)));
            }
            Node::Custom(custom) => findings.refuse(custom, "this is no node that `view!` knows"),
        }
    }
    children
}

fn expression(block: &NodeBlock) -> Child {
    match block.try_block().map(without_braces) {
        Some(Some(Expr::Lit(literal))) if matches!(literal.lit, syn::Lit::Str(_)) => match &literal.lit {
            syn::Lit::Str(text) => Child::Text(text.clone()),
            _ => Child::View(quote!(#literal)),
        },
        Some(Some(expression)) => Child::View(quote!(#expression)),
        _ => Child::View(quote!(#block)),
    }
}
