//! Nodes: text, expressions, fragments, and several of them one after the other.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use rstml::node::{Node, NodeBlock};
use rstml::{Parser, ParserConfig};
use syn::{Block, Error, Expr, LitStr, Result, Stmt};

use super::component::{component, is_component};
use super::element::{Space, element};
use super::names::VOID_ELEMENTS;

/// What stands at one place.
pub enum Child {
    /// Text that is known when the program is built.
    Text(LitStr),
    /// An expression that gives a view.
    View(TokenStream),
}

/// What is found on the way: the tags, which are checked against those that Leptos knows, and what is refused.
#[derive(Default)]
pub struct Findings {
    pub tags: Vec<TokenStream>,
    pub errors: Option<Error>,
}

impl Findings {
    /// Refuses something, at its place in the source. The rest is still looked at, so that all is told at once.
    pub fn refuse(&mut self, place: impl ToTokens, why: &str) {
        self.add(Error::new_spanned(place, why));
    }

    fn add(&mut self, error: Error) {
        match &mut self.errors {
            None => self.errors = Some(error),
            Some(errors) => errors.combine(error),
        }
    }
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
pub fn together(nodes: &[Node], space: Space, findings: &mut Findings) -> TokenStream {
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
pub fn calls(children: &[Child]) -> TokenStream {
    let calls = children.iter().map(|child| match child {
        Child::Text(text) => quote!(.text(#text)),
        Child::View(view) => quote!(.child(#view)),
    });
    quote!(#(#calls)*)
}

/// Children, those of fragments among them.
pub fn children(nodes: &[Node], space: Space, findings: &mut Findings) -> Vec<Child> {
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
            Node::Element(of) if is_component(of) => children.push(Child::View(component(of, findings))),
            Node::Element(of) => children.push(Child::View(element(of, space, findings))),
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

/// The expression of a block that holds nothing else: braces that a macro leaves over are a warning.
pub fn without_braces(block: &Block) -> Option<&Expr> {
    match &block.stmts[..] {
        [Stmt::Expr(expression, None)] => Some(expression),
        _ => None,
    }
}
