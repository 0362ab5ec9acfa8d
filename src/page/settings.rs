//! How an element is configured, and what of that its views ask for.

use js_sys::Function;
use leptos::prelude::RwSignal;

use crate::api::{Endpoints, Timeouts};
use crate::i18n::Texts;
use crate::session::{AuthorizationResponse, SignInOptions};

/// What an element offers to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Features {
    /// To create applications.
    pub create: bool,
    /// To delete them.
    pub delete: bool,
    /// To reveal, copy and download the secrets of the list.
    pub secrets: bool,
}

/// How an element is configured.
#[derive(Clone)]
pub struct Options {
    /// Where the API is.
    pub endpoints: Endpoints,
    /// How to sign in and where the token is kept.
    pub sign_in: SignInOptions,
    /// Whether the element is the whole page: it then has a header.
    pub standalone: bool,
    /// The language tag (BCP 47), well-formed.
    pub locale: String,
    /// The catalogue of that language.
    pub texts: &'static Texts,
    /// How long a request may take.
    pub timeouts: Timeouts,
    /// Is called in place of the global `fetch` for what is asked of the API: it may have the list already.
    pub fetch: Option<Function>,
    /// What the authorization server sent back to this page, where the user comes from there.
    pub answer: Option<AuthorizationResponse>,
    /// The id of the application whose details are open.
    pub application: Option<String>,
    /// What is offered.
    pub features: Features,
    /// Words that name an environment, as [`Words`](crate::applications::environments::Words) reads them; mostly none.
    pub environments: String,
    /// Where best practices are documented; mostly nowhere.
    pub docs_url: String,
    /// The function that is told what happens in the element: called with the name of an event and its details.
    pub host: Option<Function>,
}

/// A context: what an element is and offers.
#[derive(Clone, Copy)]
pub struct Settings {
    /// Words that name an environment, as the embedder gave them. They stay as they are: a signal of texts is there anyhow, while
    /// a `StoredValue` of them is 0.2 kB of the first load.
    pub environments: RwSignal<String>,
    /// Where best practices are documented; empty where they are not.
    pub docs_url: RwSignal<String>,
    /// Whether the element is the whole page: it then has a header.
    pub standalone: bool,
    /// What is offered.
    pub features: Features,
}
