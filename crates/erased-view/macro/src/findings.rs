//! What is found on the way through a `view!`.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::Error;

/// What is found on the way: the tags, which are checked against those that Leptos knows, and what is refused.
#[derive(Default)]
pub struct Findings {
    /// An import for each element that Leptos should know: one that it does not know is an error at its place.
    pub tags: Vec<TokenStream>,
    /// All that was refused, as one error; none where all is known.
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
