//! Expressions of Rust in a view.

use proc_macro2::TokenStream;
use quote::quote;
use rstml::node::KeyedAttribute;
use syn::{Block, Expr, Stmt};

/// The value, without braces that hold nothing but an expression.
pub fn value(attribute: &KeyedAttribute) -> Option<TokenStream> {
    let value = attribute.value()?;
    Some(match value {
        Expr::Block(block) if block.attrs.is_empty() && block.label.is_none() => match without_braces(&block.block) {
            Some(expression) => quote!(#expression),
            None => quote!(#block),
        },
        value => quote!(#value),
    })
}

/// The expression of a block that holds nothing else: braces that a macro leaves over are a warning.
pub fn without_braces(block: &Block) -> Option<&Expr> {
    match &block.stmts[..] {
        [Stmt::Expr(expression, None)] => Some(expression),
        _ => None,
    }
}
