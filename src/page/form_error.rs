//! Why a form came to nothing, in words, sorted by where they show: at the field, under the form, or as a note.

use crate::api::Error;
use crate::apps::desk::Desk;
use crate::apps::trouble::{reason, retry_at};

/// What is said about a form that was sent, or could not be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FormError {
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

impl FormError {
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
        let mut said = Self { retry_at: retry_at(error), ..Self::default() };
        for (field, messages) in fields.into_iter().flatten() {
            let text = messages.join(" ");
            match field.as_str() {
                "name" => said.field = Some(text),
                "" => said.others.push(text),
                field => said.others.push([field, ": ", &text].concat()),
            }
        }
        if said.field.is_none() && said.others.is_empty() {
            said.note = Some(reason(desk, error, forbidden));
        }
        said
    }
}
