//! An element: the call that makes it, with all that is fixed in one text, and the calls that follow.

use proc_macro2::TokenStream;
use quote::quote;
use rstml::Infallible;
use rstml::node::NodeElement;

use super::attribute::Attributes;
use super::findings::Findings;
use super::names::is_svg;
use super::tag::{Space, Tag, leptos_path, refuse_name};

/// An element without its children.
pub struct Shell {
    /// Makes it, with what its tag has.
    pub before: TokenStream,
    /// Calls that want the children there.
    pub after: TokenStream,
    /// Which elements the names of its children mean.
    pub within: Space,
}

/// Reads the tag of an element.
pub fn element(element: &NodeElement<Infallible>, around: Space, findings: &mut Findings) -> Shell {
    let name = element.name();
    let text = name.to_string();
    if refuse_name(name, &text, findings) {
        return Shell { before: TokenStream::new(), after: TokenStream::new(), within: around };
    }
    let space = if around == Space::Svg || is_svg(&text) { Space::Svg } else { Space::Html };
    let tag = Tag { path: leptos_path(name, &text, space), name: text };
    if let Some(path) = &tag.path {
        findings.tags.push(quote!(#[allow(unused_imports)] use #path as _;));
    }
    let Attributes { head, before, after, .. } = Attributes::read(element.attributes(), &tag, findings);
    let within = if tag.name == "foreignObject" { Space::Html } else { space };
    let make = match space {
        Space::Html => quote!(element),
        Space::Svg => quote!(svg_element),
    };
    Shell { before: quote!(::erased_view::__private::#make(#head) #before), after, within }
}
