//! How the present session was entered, and what of that may show again: what the user gave, until the API has taken
//! the token once; and whose session it was, until a host has answered for whom it has now.

use crate::api::SecretText;
use leptos::prelude::*;

/// What somebody signed in with, as far as it may be kept.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// The token as it was pasted.
    Token(SecretText),
    /// The ID of a client. Its secret is kept nowhere.
    Credentials(String),
    /// Anything else: nothing of it can show again.
    Other,
}

/// The state of the entry.
#[derive(Clone, Copy)]
pub struct EntryDesk {
    /// What was given for a session that the API has not taken yet.
    pub tried: RwSignal<Option<Entry>>,
    /// The token of who was here before the host was asked anew. What they left is for the same token alone.
    pub before: RwSignal<Option<SecretText>>,
    /// The host's function failed when it was asked last.
    pub host_failed: RwSignal<bool>,
    /// Nothing shows: the page leaves for the browser's cache, or comes from there.
    pub veiled: RwSignal<bool>,
}

impl EntryDesk {
    /// Nobody came.
    pub fn new() -> Self {
        Self {
            tried: RwSignal::new(None),
            before: RwSignal::new(None),
            host_failed: RwSignal::new(false),
            veiled: RwSignal::new(false),
        }
    }

    /// The API took the token.
    pub fn taken(self) {
        if self.tried.try_with_untracked(Option::is_some) == Some(true) {
            self.tried.set(None);
        }
    }
}
