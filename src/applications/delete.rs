//! Deletes an application, once the user has typed what tells it from all others. Trying again is safe. That it is gone is
//! said by the API itself or by its list: a 404 without the envelope's code may be a proxy's (fault `foreign-404`).
//!
//! These are the steps, from input to outcome; [`super::deletion`] takes them one after the other. Knows no dialog, no DOM
//! and no words: what a step needs of the world is an [`Environment`].

use std::sync::Arc;

use super::name::can_be_typed;
use super::twins::{Twins, tail};
use crate::api::{AppId, Application, Deleted, Error, RowKey};

/// What a deletion needs of the world. The page gives it the API as whoever is signed in, the tests give it a fake.
pub trait Environment {
    /// The wall clock, in milliseconds since 1970.
    fn now(&self) -> f64;
    /// Whether the browser has no network: nothing is sent then (fault `network-away`).
    fn is_offline(&self) -> bool;
    /// Whether somebody is signed in.
    fn is_signed_in(&self) -> bool;
    /// Whether whoever is signed in is this application.
    fn is_own(&self, target: &Target) -> bool;
    /// The place of an application among the rows that show.
    fn place(&self, key: RowKey) -> Option<usize>;
    /// Sends one `DELETE`; nothing where nobody is signed in any more.
    fn delete(&self, id: AppId) -> impl Future<Output = Option<Answer>>;
    /// Stops waiting for the answer to the `DELETE`.
    fn cancel_delete(&self);
    /// Asks for the list again. `Ok` when a new one shows.
    fn refresh(&self) -> impl Future<Output = Result<(), Error>>;
    /// Stops asking for the list.
    fn cancel_refresh(&self);
    /// The list that shows.
    fn list(&self) -> Option<Listed>;
    /// Ends the session where the error means that the server takes its token no longer. `true` where it ended.
    fn end_if_refused(&self, error: &Error) -> bool;
    /// Signs out: the application that the user was signed in with is gone.
    fn end_own_session(&self);
    /// Tells the host that an application was deleted.
    fn emit_deleted(&self, target: &Target);
    /// Takes an application out of the list that shows, where it had this place, and says so.
    fn remove_from_list(&self, target: &Target, deleted: Deleted, place: Option<usize>);
}

/// What came of a `DELETE`.
pub struct Answer {
    /// What the server answered, or why there is no answer.
    pub answer: Result<Deleted, Error>,
    /// Whether the server may have deleted something. It has not where it refused the token.
    pub may_be_done: bool,
}

/// What is to be deleted. Never its secret.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Its key in the list.
    pub key: RowKey,
    /// Its id.
    pub id: AppId,
    /// Its name.
    pub name: String,
    /// Its client identifier.
    pub client_id: String,
    /// What has to be typed.
    pub phrase: Phrase,
    /// Others whose names look the same.
    pub twins: Option<Twins>,
}

/// What has to be typed to confirm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phrase {
    /// The name.
    Name,
    /// So many characters at the end of the client ID: other applications have the same name.
    Tail(usize),
    /// The client ID: the name can't be typed reliably.
    ClientId,
    /// The id: neither can be typed.
    Id,
}

/// Why nothing was deleted, or nobody knows.
#[derive(Clone, Debug, PartialEq)]
pub enum DeleteError {
    /// Nothing was sent: the browser has no network.
    Offline,
    /// The server refused it.
    Refused {
        /// What it said.
        error: Error,
        /// When another try makes sense, in milliseconds since 1970, where it said that too.
        retry_at: Option<f64>,
    },
    /// This came in the place of an answer, and a list proves that the application is still there.
    StillThere(Error),
    /// This came in the place of an answer. No list came, or not the whole of it: the application may be gone.
    Unknown(Error),
}

/// What came of one request.
#[derive(Debug, PartialEq)]
pub enum Outcome {
    /// The application is gone.
    Deleted(Deleted),
    /// Nobody knows: this came in the place of an answer.
    Lost(Error),
    /// It is as it was.
    Refused(Error),
    /// Nobody was signed in any more: nothing was sent.
    SignedOut,
}

/// A list as it came.
#[derive(Clone, Debug)]
pub struct Listed {
    /// What it holds.
    pub applications: Vec<Arc<Application>>,
    /// Whether it came whole: no later page is missing.
    pub whole: bool,
}

/// What a list proves about a deletion whose answer was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeletionProof {
    /// The application is gone.
    Deleted,
    /// It is still there.
    NotDeleted,
    /// No list came, or it is not in the part that came.
    Unknown,
}

impl Target {
    /// What is to be deleted; none where the server gave no id that can be used. `twins` are the others of its list whose
    /// names look the same.
    pub fn new(application: &Application, twins: Option<Twins>) -> Option<Self> {
        let phrase = if can_be_typed(&application.name) {
            match twins.map(|twins| twins.tail) {
                None => Phrase::Name,
                Some(Some(tail)) => Phrase::Tail(tail),
                Some(None) => Phrase::Id,
            }
        } else if can_be_typed(&application.client_id) {
            Phrase::ClientId
        } else {
            Phrase::Id
        };
        Some(Self {
            key: application.key,
            id: application.id?,
            name: application.name.clone(),
            client_id: application.client_id.clone(),
            phrase,
            twins,
        })
    }

    /// The text that has to be typed.
    pub fn wanted(&self) -> String {
        match self.phrase {
            Phrase::Name => self.name.clone(),
            Phrase::Tail(count) => tail(&self.client_id, count).to_owned(),
            Phrase::ClientId => self.client_id.clone(),
            Phrase::Id => self.id.to_string(),
        }
    }

    /// Whether what was typed is the phrase. The same letters composed in another way are the same.
    pub fn is_confirmed_by(&self, typed: &str) -> bool {
        composed(typed.trim()) == composed(&self.wanted())
    }
}

/// Sends the request.
pub async fn delete(env: &impl Environment, target: &Target) -> Outcome {
    let Some(Answer { answer, may_be_done }) = env.delete(target.id).await else {
        return Outcome::SignedOut;
    };
    match answer {
        Ok(deleted) => Outcome::Deleted(deleted),
        Err(error) if may_be_done && (error.outcome_unknown() || error.may_be_absent()) => Outcome::Lost(error),
        Err(error) => Outcome::Refused(error),
    }
}

/// Looks for an application in a list that came after its deletion; none where no list came.
pub fn find_deleted(list: Option<&Listed>, id: AppId, client_id: &str) -> DeletionProof {
    let is_it = |app: &Arc<Application>| app.id == Some(id) || !app.client_id.is_empty() && app.client_id == client_id;
    match list {
        Some(list) if list.applications.iter().any(is_it) => DeletionProof::NotDeleted,
        Some(list) if list.whole => DeletionProof::Deleted,
        _ => DeletionProof::Unknown,
    }
}

/// Puts letters and the accents upon them together, by the browser's tables of Unicode.
#[cfg(target_arch = "wasm32")]
fn composed(text: &str) -> String {
    js_sys::JsString::from(text).normalize("NFC").into()
}

#[cfg(all(not(target_arch = "wasm32"), test))]
fn composed(text: &str) -> String {
    unicode_normalization::UnicodeNormalization::nfc(text).collect()
}

/// Nobody types without a browser, but for tests.
#[cfg(all(not(target_arch = "wasm32"), not(test)))]
fn composed(text: &str) -> String {
    text.to_owned()
}
