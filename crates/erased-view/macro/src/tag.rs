//! The name of an element, and what it means where it stands.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use rstml::node::NodeName;
use syn::Ident;
use syn::ext::IdentExt;
use syn::spanned::Spanned;

use super::findings::Findings;
use super::names::{is_math, is_svg};

/// Which elements the names around a place mean.
#[derive(Clone, Copy, PartialEq)]
pub enum Space {
    /// Those of HTML.
    Html,
    /// Those of SVG.
    Svg,
}

/// The name of an element, and how Leptos names its type.
pub struct Tag {
    /// The name as it is written.
    pub name: String,
    /// The function that Leptos makes it with; absent where Leptos has none.
    pub path: Option<TokenStream>,
}

/// Refuses a name that no element may have.
pub fn refuse_name(name: &NodeName, text: &str, findings: &mut Findings) -> bool {
    let why = match name {
        NodeName::Block(_) => "the name of an element is fixed: write the elements out, one for each branch",
        NodeName::Punctuated(parts)
            if parts.pairs().any(|pair| pair.punct().is_some_and(|mark| mark.as_char() != '-')) =>
        {
            "an element's name has letters, digits and `-`"
        }
        _ if is_math(text) => "MathML is not known: make the element by hand, by `erased_view::dom`",
        _ => return false,
    };
    findings.refuse(name, why);
    true
}

/// The function that Leptos makes an element with.
pub fn leptos_path(name: &NodeName, text: &str, space: Space) -> Option<TokenStream> {
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
