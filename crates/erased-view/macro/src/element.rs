//! An element: the call that makes it, with all that is fixed in one text, and the calls that follow.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use rstml::Infallible;
use rstml::node::{NodeElement, NodeName};
use syn::Ident;
use syn::ext::IdentExt;
use syn::spanned::Spanned;

use super::attribute::Attributes;
use super::names::{is_math, is_svg};
use super::nodes::{Findings, calls, children};

/// Which elements the names around a place mean.
#[derive(Clone, Copy, PartialEq)]
pub enum Space {
    Html,
    Svg,
}

/// The name of an element, and how Leptos names its type.
pub struct Tag {
    pub name: String,
    /// The function that Leptos makes it with; absent where Leptos has none.
    pub path: Option<TokenStream>,
}

/// An expression that makes an element.
pub fn element(element: &NodeElement<Infallible>, around: Space, findings: &mut Findings) -> TokenStream {
    let name = element.name();
    let text = name.to_string();
    if refuse_name(name, &text, findings) {
        return quote!(());
    }
    let space = if around == Space::Svg || is_svg(&text) { Space::Svg } else { Space::Html };
    let tag = Tag { path: leptos_path(name, &text, space), name: text };
    if let Some(path) = &tag.path {
        findings.tags.push(quote!(#[allow(unused_imports)] use #path as _;));
    }
    let attributes = Attributes::read(element.attributes(), &tag, findings);
    let within = if tag.name == "foreignObject" { Space::Html } else { space };
    let children = children(&element.children, within, findings);
    let calls = calls(&children);
    let Attributes { head, before, after, .. } = attributes;
    let make = match space {
        Space::Html => quote!(element),
        Space::Svg => quote!(svg_element),
    };
    quote!(::erased_view::__private::#make(#head) #before #calls #after)
}

fn refuse_name(name: &NodeName, text: &str, findings: &mut Findings) -> bool {
    let why = match name {
        NodeName::Block(_) => "the name of an element is fixed: write the elements out, one for each branch",
        NodeName::Punctuated(parts)
            if parts.pairs().any(|pair| pair.punct().is_some_and(|mark| mark.as_char() != '-')) =>
        {
            "an element's name has letters, digits and `-`"
        }
        _ if is_math(text) => "MathML is not known: make the element by hand, by `erased_view::dom`",
        _ if matches!(text, "slot_" | "Slot") => "slots are not known",
        _ => return false,
    };
    findings.refuse(name, why);
    true
}

fn leptos_path(name: &NodeName, text: &str, space: Space) -> Option<TokenStream> {
    let NodeName::Path(_) = name else {
        // A custom element: its name has a hyphen.
        return None;
    };
    let function = ident(text, name);
    match space {
        Space::Html => Some(quote!(::erased_view::__private::leptos::html::#function)),
        Space::Svg if is_svg(text) => Some(quote!(::erased_view::__private::leptos::svg::#function)),
        // Of both, such as `a`.
        Space::Svg => None,
    }
}

/// A name as an identifier of Rust, at the place of `at`.
pub fn ident(name: &str, at: impl ToTokens) -> Ident {
    let span = at.span();
    match syn::parse::Parser::parse_str(Ident::parse_any, name) {
        Ok(_) if syn::parse_str::<Ident>(name).is_err() => Ident::new_raw(name, span),
        Ok(_) => Ident::new(name, span),
        // Not a name: what uses it says so.
        Err(_) => Ident::new("_invalid", span),
    }
}
