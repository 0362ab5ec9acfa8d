//! Why the server refused a change, sorted by where it shows: at the field, under the form, or as a note.

use super::desk::Desk;
use super::trouble::{reason, retry_at};
use crate::api::Error;

/// A refused change in words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Refusal {
    /// At the name field.
    pub field: Option<String>,
    /// For fields that have no input here, and for the whole.
    pub others: Vec<String>,
    /// Above the form.
    pub note: Option<String>,
    /// When another try makes sense, in milliseconds since 1970.
    pub retry_at: Option<f64>,
    /// Nothing was sent, since the browser has no network.
    pub offline: bool,
}

impl Refusal {
    /// A message at the name field.
    pub fn at_field(text: &str) -> Self {
        Self { field: Some(text.to_owned()), ..Self::default() }
    }

    /// A note above the form.
    pub fn note(text: String) -> Self {
        Self { note: Some(text), ..Self::default() }
    }

    /// A note for who has no network. It goes when the network is back.
    pub fn offline(text: &str) -> Self {
        Self { note: Some(text.to_owned()), offline: true, ..Self::default() }
    }

    /// Sorts an error of the API. `forbidden` is the sentence for a 403.
    pub fn from_error(desk: Desk, error: &Error, forbidden: &str) -> Self {
        let fields =
            error.problem().filter(|problem| matches!(problem.status, 400 | 409 | 422)).map(|problem| &problem.fields);
        let mut refusal = Self { retry_at: retry_at(error), ..Self::default() };
        for (field, messages) in fields.into_iter().flatten() {
            let text = messages.join(" ");
            match field.as_str() {
                "name" => refusal.field = Some(text),
                "" => refusal.others.push(text),
                field => refusal.others.push([field, ": ", &text].concat()),
            }
        }
        if refusal.field.is_none() && refusal.others.is_empty() {
            refusal.note = Some(reason(desk, error, forbidden));
        }
        refusal
    }
}
