//! `#[part(name)]` marks a function whose code is to be a file of its own, which a visitor fetches when it is needed.
//! `cargo xtask dist` cuts there: what only such functions reach goes with them.
//!
//! It is Leptos' `#[lazy]` without the loader: that one fetches without integrity, and makes every call asynchronous.
//! Here the page loads a part itself and calls its functions directly from then on; a call before the part is there
//! traps. In any build but that of `dist` the function is an ordinary one.

use std::hash::{DefaultHasher, Hash, Hasher};

use proc_macro::TokenStream;
use proc_macro2::{Span, TokenStream as Tokens};
use quote::{ToTokens, quote};
use syn::{Error, FnArg, Ident, ItemFn, Pat, Result, parse_macro_input};

/// Puts a function's code into the part of that name: `#[part(dialogs)]`.
///
/// # Errors
/// A function that is generic, `async` or takes `self` or a pattern cannot be cut off.
#[proc_macro_attribute]
pub fn part(name: TokenStream, function: TokenStream) -> TokenStream {
    let (name, function) = (parse_macro_input!(name as Ident), parse_macro_input!(function as ItemFn));
    cut(&name, &function).unwrap_or_else(Error::into_compile_error).into()
}

fn cut(part: &Ident, function: &ItemFn) -> Result<Tokens> {
    let ItemFn { attrs, vis, sig, block } = function;
    if sig.asyncness.is_some() || !sig.generics.params.is_empty() {
        return Err(Error::new_spanned(sig, "a part's function is neither generic nor async: return a boxed future"));
    }
    let arguments = sig.inputs.iter().map(argument).collect::<Result<Vec<_>>>()?;
    let (inputs, output) = (&sig.inputs, &sig.output);
    // The cutter finds both sides of a cut by these names.
    let id = id(part, sig);
    let import = format!("__wasm_split_00{part}00_import_{id}");
    let export = format!("__wasm_split_00{part}00_export_{id}");
    Ok(quote! {
        #[cfg(not(oauth_apps_parts))]
        #(#attrs)* #vis #sig #block

        #[cfg(oauth_apps_parts)]
        #[expect(unsafe_code, reason = "both sides of the cut are here: the names meet in `cargo xtask dist`")]
        #(#attrs)* #vis #sig {
            #[link(wasm_import_module = "__wasm_split_placeholder__")]
            #[allow(improper_ctypes)]
            unsafe extern "C" {
                #[link_name = #import]
                safe fn imported(#inputs) #output;
            }
            #[unsafe(export_name = #export)]
            #[allow(improper_ctypes_definitions)]
            extern "C" fn exported(#inputs) #output #block
            imported(#(#arguments),*)
        }
    })
}

/// The name of an argument, for the call.
fn argument(input: &FnArg) -> Result<&Ident> {
    match input {
        FnArg::Typed(typed) => match &*typed.pat {
            Pat::Ident(name) => Ok(&name.ident),
            pattern => Err(Error::new_spanned(pattern, "an argument of a part's function is a plain name")),
        },
        FnArg::Receiver(receiver) => Err(Error::new_spanned(receiver, "a part's function takes no `self`")),
    }
}

/// What tells this function from all others of the module: 32 hex digits, which is what the cutter looks for. They follow
/// from where it stands and how it is called, so that the same source gives the same files.
fn id(part: &Ident, signature: &syn::Signature) -> String {
    let place = Span::call_site().unwrap();
    let half = |number: u8| {
        let mut hasher = DefaultHasher::new();
        (number, part.to_string(), place.file(), place.line()).hash(&mut hasher);
        signature.to_token_stream().to_string().hash(&mut hasher);
        hasher.finish()
    };
    format!("{:016x}{:016x}", half(0), half(1))
}
