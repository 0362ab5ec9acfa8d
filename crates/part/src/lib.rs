//! `#[part(name)]` marks a function whose code is to be a file of its own, which a visitor fetches when it is needed.
//! `cargo xtask dist` cuts there: what only such functions reach goes with them.
//!
//! It is Leptos' `#[lazy]` without the loader: that one fetches without integrity, and makes every call asynchronous.
//! Here the page loads a part itself and calls its functions directly from then on; a call before the part is there
//! traps. In any build but that of `dist` the function is an ordinary one.

use std::hash::{DefaultHasher, Hash, Hasher};

use proc_macro::TokenStream;
use proc_macro2::{Span, TokenStream as Tokens, TokenTree};
use quote::{ToTokens, quote};
use syn::{Error, FnArg, Ident, ItemFn, Pat, Result, Signature, parse_macro_input};

/// Puts a function's code into the part of that name.
///
/// ```
/// # use part::part;
/// #[part(dialogs)]
/// fn twice(number: u32, text: &str) -> String {
///     text.repeat(number as usize)
/// }
/// ```
///
/// # Errors
/// The two sides of a cut are functions with the C ABI. What these can't be is refused in any build, each beside its like that
/// compiles: a part has a name,
/// ```compile_fail
/// # use part::part;
/// #[part]
/// fn one() -> u32 { 1 }
/// ```
/// ```
/// # use part::part;
/// #[part(dialogs)]
/// fn one() -> u32 { 1 }
/// ```
/// the function is not `async`, and gives no `impl Trait`,
/// ```compile_fail
/// # use part::part;
/// #[part(dialogs)]
/// async fn one() -> u32 { 1 }
/// ```
/// ```compile_fail
/// # use part::part;
/// #[part(dialogs)]
/// fn one() -> impl Future<Output = u32> { async { 1 } }
/// ```
/// ```
/// # use part::part;
/// # use std::pin::Pin;
/// #[part(dialogs)]
/// fn one() -> Pin<Box<dyn Future<Output = u32>>> { Box::pin(async { 1 }) }
/// ```
/// it is not generic: by a parameter, by an argument or by a clause,
/// ```compile_fail
/// # use part::part;
/// #[part(dialogs)]
/// fn call<F: Fn()>(act: Box<F>) { act() }
/// ```
/// ```compile_fail
/// # use part::part;
/// #[part(dialogs)]
/// fn call(act: Box<impl Fn()>) { act() }
/// ```
/// ```compile_fail
/// # use part::part;
/// #[part(dialogs)]
/// fn call(act: Box<dyn Fn()>) where u32: Copy { act() }
/// ```
/// ```
/// # use part::part;
/// #[part(dialogs)]
/// fn call(act: Box<dyn Fn()>) { act() }
/// ```
/// it has no `self`,
/// ```compile_fail
/// # use part::part;
/// struct Number(u32);
/// impl Number {
///     #[part(dialogs)]
///     fn number(&self) -> u32 { self.0 }
/// }
/// ```
/// ```
/// # use part::part;
/// struct Number(u32);
/// #[part(dialogs)]
/// fn number(number: &Number) -> u32 { number.0 }
/// ```
/// each of its arguments is a plain name,
/// ```compile_fail
/// # use part::part;
/// #[part(dialogs)]
/// fn sum((one, other): (u32, u32)) -> u32 { one + other }
/// ```
/// ```compile_fail
/// # use part::part;
/// #[part(dialogs)]
/// fn sum(mut one: u32, other: u32) -> u32 { one += other; one }
/// ```
/// ```
/// # use part::part;
/// #[part(dialogs)]
/// fn sum(one: u32, other: u32) -> u32 { one + other }
/// ```
/// and it is nothing but `fn`.
/// ```compile_fail
/// # use part::part;
/// #[part(dialogs)]
/// const fn one() -> u32 { 1 }
/// ```
/// ```compile_fail
/// # use part::part;
/// #[part(dialogs)]
/// extern "C" fn one() -> u32 { 1 }
/// ```
#[proc_macro_attribute]
pub fn part(name: TokenStream, function: TokenStream) -> TokenStream {
    let (name, function) = (parse_macro_input!(name as Ident), parse_macro_input!(function as ItemFn));
    cut(&name, &function).unwrap_or_else(Error::into_compile_error).into()
}

fn cut(part: &Ident, function: &ItemFn) -> Result<Tokens> {
    let ItemFn { attrs, vis, sig, block } = function;
    let arguments = arguments(sig)?;
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

/// The names of the arguments, for the call, where the function can be cut off.
fn arguments(signature: &Signature) -> Result<Vec<&Ident>> {
    let Signature { constness, asyncness, unsafety, abi, generics, inputs, variadic, output, .. } = signature;
    let is_generic = !generics.params.is_empty() || generics.where_clause.is_some();
    if is_generic || has_impl(inputs.to_token_stream()) || has_impl(output.to_token_stream()) {
        return Err(Error::new_spanned(
            signature,
            "a part's function is not generic: take and give boxes, `Box<dyn Fn()>`",
        ));
    }
    if asyncness.is_some() {
        return Err(Error::new_spanned(signature, "a part's function is not async: return a boxed future"));
    }
    if constness.is_some() || unsafety.is_some() || abi.is_some() || variadic.is_some() {
        return Err(Error::new_spanned(signature, "a part's function is an ordinary one: write `fn` alone"));
    }
    inputs.iter().map(argument).collect()
}

/// Whether a type has `impl Trait` in it.
fn has_impl(tokens: Tokens) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(word) => word == "impl",
        TokenTree::Group(group) => has_impl(group.stream()),
        _ => false,
    })
}

fn argument(input: &FnArg) -> Result<&Ident> {
    match input {
        FnArg::Typed(typed) => match &*typed.pat {
            Pat::Ident(name) if name.by_ref.is_none() && name.mutability.is_none() && name.subpat.is_none() => {
                Ok(&name.ident)
            }
            pattern => Err(Error::new_spanned(pattern, "an argument of a part's function is a plain name")),
        },
        FnArg::Receiver(receiver) => Err(Error::new_spanned(receiver, "a part's function takes no `self`")),
    }
}

/// What tells this function from all others of the module: 32 hex digits, which is what the cutter looks for. They follow
/// from where it stands and how it is called, so that the same source gives the same files.
fn id(part: &Ident, signature: &Signature) -> String {
    let place = Span::call_site().unwrap();
    let half = |number: u8| {
        let mut hasher = DefaultHasher::new();
        (number, part.to_string(), place.file(), place.line()).hash(&mut hasher);
        signature.to_token_stream().to_string().hash(&mut hasher);
        hasher.finish()
    };
    format!("{:016x}{:016x}", half(0), half(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said about a function that can't be cut off; empty where it can.
    fn refusal(function: &str) -> String {
        let function: ItemFn = syn::parse_str(function).unwrap_or_else(|error| panic!("{function}: {error}"));
        arguments(&function.sig).err().map(|error| error.to_string()).unwrap_or_default()
    }

    #[test]
    fn what_cannot_be_cut_off_is_told_why() {
        for (function, why) in [
            ("fn f<T>(x: T) {}", "not generic"),
            ("fn f<'a>(x: &'a str) {}", "not generic"),
            ("fn f(x: impl Fn()) {}", "not generic"),
            ("fn f(x: Vec<(u8, impl Fn())>) {}", "not generic"),
            ("fn f() -> impl Fn() {}", "not generic"),
            ("fn f() where u8: Copy {}", "not generic"),
            ("async fn f() {}", "boxed future"),
            ("const fn f() {}", "`fn` alone"),
            ("unsafe fn f() {}", "`fn` alone"),
            ("extern \"C\" fn f() {}", "`fn` alone"),
            ("fn f(&self) {}", "no `self`"),
            ("fn f(self: Box<Self>) {}", "no `self`"),
            ("fn f((x, y): (u8, u8)) {}", "plain name"),
            ("fn f(_: u8) {}", "plain name"),
            ("fn f(mut x: u8) {}", "plain name"),
            ("fn f(ref x: u8) {}", "plain name"),
        ] {
            let refusal = refusal(function);
            assert!(refusal.contains(why), "{function}: {refusal}");
        }
    }

    #[test]
    fn other_functions_can_be_cut_off() {
        for function in ["fn f() {}", "pub(crate) fn f(x: &str, y: Vec<Box<dyn Fn(u8)>>) -> Option<&str> { None }"] {
            assert_eq!(refusal(function), "", "{function}");
        }
    }
}
