//! `view!` in Leptos' syntax. It turns each element into a few calls of functions that exist once; what it does not
//! know it refuses, at the place in the source, with what to write instead. It knows nothing of this project.

mod attribute;
mod component;
mod element;
mod expression;
mod findings;
mod names;
mod nodes;
mod tag;
#[cfg(test)]
mod tests;

/// Builds what is written as in HTML: elements, components, `{expressions}` and `"text"`. Gives an `AnyView`.
///
/// The README of `erased-view` lists what of Leptos' syntax it knows.
#[proc_macro]
pub fn view(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    nodes::expand(tokens.into()).into()
}
