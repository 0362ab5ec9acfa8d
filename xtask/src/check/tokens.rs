//! Takes Rust apart: the tokens and the texts in it, the names of its imports and methods. Knows nothing of types.

use std::collections::BTreeMap;

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::token::Comma;
use syn::{Attribute, ImplItem, ItemImpl, ItemTrait, Meta, TraitItem, Type, Visibility};

use super::finding::Finding;

/// A name, `::`, a brace or another mark, with its line counted from 1. Literals, lifetimes and comments are left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// The line.
    pub line: usize,
    /// The text.
    pub text: String,
}

/// One name of a `use`.
pub struct Use {
    /// The name that it has here; `*` for all names of a module.
    pub name: String,
    /// What it names.
    pub path: Vec<String>,
    /// The line, counted from 1.
    pub line: usize,
    /// Whether others may import it from here.
    pub is_public: bool,
}

/// Each file of Rust among `sources`, names and texts; and those that are none.
pub fn parse(sources: &[(String, String)]) -> (BTreeMap<&str, syn::File>, Vec<Finding>) {
    let mut files = BTreeMap::new();
    let mut findings = Vec::new();
    for (name, text) in sources.iter().filter(|(name, _)| name.ends_with(".rs")) {
        match syn::parse_file(text) {
            Ok(file) => drop(files.insert(name.as_str(), file)),
            Err(error) => {
                let line = error.span().start().line;
                findings.push(Finding { file: name.clone(), line, text: format!("cannot be read as Rust: {error}") });
            }
        }
    }
    (files, findings)
}

/// The tokens of an item, or of a file.
pub fn of(item: &impl ToTokens) -> Vec<Token> {
    let mut tokens = Vec::new();
    flatten(item.to_token_stream(), &mut tokens);
    tokens
}

/// The string literals of a file without their quotes, escapes as they are written, and the lines that they begin on.
pub fn strings(file: &syn::File) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    add_strings(file.to_token_stream(), &mut found);
    found
}

fn add_strings(stream: TokenStream, found: &mut Vec<(usize, String)>) {
    for tree in stream {
        match tree {
            TokenTree::Group(group) => {
                let is_comment =
                    matches!(group.stream().into_iter().next(), Some(TokenTree::Ident(name)) if name == "doc");
                if !is_comment {
                    add_strings(group.stream(), found);
                }
            }
            TokenTree::Literal(literal) => {
                let text = literal.to_string();
                if let (Some(begin), Some(end)) = (text.find('"'), text.rfind('"'))
                    && begin < end
                {
                    found.push((literal.span().start().line, text[begin + 1..end].to_owned()));
                }
            }
            _ => {}
        }
    }
}

fn flatten(stream: TokenStream, tokens: &mut Vec<Token>) {
    let mut rest = stream.into_iter().peekable();
    while let Some(tree) = rest.next() {
        let line = tree.span().start().line;
        let mut push = |text: String| tokens.push(Token { line, text });
        match tree {
            TokenTree::Ident(ident) => push(plain(&ident)),
            TokenTree::Punct(mark) if mark.as_char() == '\'' => drop(rest.next()),
            TokenTree::Punct(mark) if mark.as_char() == ':' && mark.spacing() == Spacing::Joint => {
                match rest.next_if(|next| matches!(next, TokenTree::Punct(next) if next.as_char() == ':')) {
                    Some(_) => push("::".to_owned()),
                    None => push(":".to_owned()),
                }
            }
            TokenTree::Punct(mark) => push(mark.as_char().to_string()),
            TokenTree::Literal(_) => {}
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::None => ("", ""),
                };
                push(open.to_owned());
                flatten(group.stream(), tokens);
                let line = group.span_close().start().line;
                tokens.push(Token { line, text: close.to_owned() });
            }
        }
    }
}

/// A name without the `r#` of a keyword.
pub fn plain(ident: &proc_macro2::Ident) -> String {
    let text = ident.to_string();
    text.strip_prefix("r#").map(str::to_owned).unwrap_or(text)
}

/// Every name that a `use` among `tokens` brings.
pub fn imports(tokens: &[Token], is_public: bool) -> Vec<Use> {
    let mut found = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        // `use<'a>` says what a type captures.
        let begins = token.text == "use" && tokens.get(index + 1).is_some_and(|next| next.text != "<");
        if begins {
            let mut at = index + 1;
            tree(tokens, &mut at, &[], is_public, &mut found);
        }
    }
    found
}

/// Reads one tree of a `use` from `at` on: a path, then a name, a group or `*`.
fn tree(tokens: &[Token], at: &mut usize, before: &[String], is_public: bool, found: &mut Vec<Use>) {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text.as_str());
    let mut path = before.to_vec();
    let mut add = |name: &str, path: Vec<String>, at: usize| {
        let line = tokens.get(at).map_or(0, |token| token.line);
        found.push(Use { name: name.to_owned(), path, line, is_public });
    };
    loop {
        match text(*at) {
            "::" => *at += 1,
            "*" => {
                add("*", path, *at);
                *at += 1;
                return;
            }
            "{" => {
                *at += 1;
                while !matches!(text(*at), "}" | "") {
                    if text(*at) == "," {
                        *at += 1;
                    } else {
                        tree(tokens, at, &path, is_public, found);
                    }
                }
                *at += 1;
                return;
            }
            "" | ";" | "," | "}" => return,
            name => {
                // `{self}` is the module itself, under its own name.
                let is_the_module = name == "self" && !path.is_empty();
                if !is_the_module {
                    path.push(name.to_owned());
                }
                *at += 1;
                if text(*at) == "::" {
                    continue;
                }
                if text(*at) == "as" {
                    add(text(*at + 1), path, *at + 1);
                    *at += 2;
                } else {
                    let name = path.last().cloned().unwrap_or_default();
                    add(&name, path, *at - 1);
                }
                return;
            }
        }
    }
}

/// Whether the item is for tests alone.
pub fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg") && attribute.parse_args::<Meta>().is_ok_and(|condition| needs_test(&condition))
    })
}

/// Whether a condition is never met but in tests.
fn needs_test(condition: &Meta) -> bool {
    let parts = || match condition {
        Meta::List(list) => list.parse_args_with(Punctuated::<Meta, Comma>::parse_terminated).unwrap_or_default(),
        _ => Punctuated::new(),
    };
    let path = condition.path();
    path.is_ident("test")
        || path.is_ident("all") && parts().iter().any(needs_test)
        || path.is_ident("any") && !parts().is_empty() && parts().iter().all(needs_test)
}

/// The file that `#[path = "…"]` names.
pub fn path_attribute(attributes: &[Attribute]) -> Option<String> {
    let path = attributes.iter().find(|attribute| attribute.path().is_ident("path"))?;
    match &path.meta.require_name_value().ok()?.value {
        syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => Some(text.value()),
        _ => None,
    }
}

/// The names of the functions that a trait declares.
pub fn methods_of_trait(item: &ItemTrait) -> impl Iterator<Item = String> {
    item.items.iter().filter_map(|item| match item {
        TraitItem::Fn(function) => Some(plain(&function.sig.ident)),
        _ => None,
    })
}

/// The names of the functions that a block defines, and whether they are public in any way.
pub fn methods_of_impl(item: &ItemImpl) -> impl Iterator<Item = (String, bool)> {
    item.items.iter().filter_map(|item| match item {
        ImplItem::Fn(function) => Some((plain(&function.sig.ident), !matches!(function.vis, Visibility::Inherited))),
        _ => None,
    })
}

/// The path of a type, without what it is generic over.
pub fn path_of_type(of: &Type) -> Option<Vec<String>> {
    match of {
        Type::Path(path) => Some(path.path.segments.iter().map(|segment| plain(&segment.ident)).collect()),
        _ => None,
    }
}
