//! Creates an application. Each time the user wants one, one request is sent; none is ever repeated. Where its answer is
//! lost, a fresh list tells whether it went through (fault `lost-answer`).
//!
//! These are the steps, from input to outcome; [`super::creation`] takes them one after the other. Knows no dialog, no DOM
//! and no words: what a step needs of the world is an [`Environment`].

use std::sync::Arc;

use super::clock::{Deadline, Moment};
use super::recovery::{Known, Snapshot, Span, Timing, is_same_name};
use crate::api::{Application, ClientSecret, ClientType, Created, Error, Others, RowKey};
use crate::session::{Requested, Session};

/// The longest name in code points (contract, "Requests").
pub const LONGEST_NAME: usize = 255;
/// A list that is older than this, in milliseconds, is asked for again before a creation. What others created since then
/// is known afterwards, and is not taken for what is created here.
const OLD: f64 = 30_000.0;
/// A list that is longer than this is not asked for again: that would take too long.
const LONG: usize = 2_000;
/// The place of a row that no list has: the list counts its rows from 0.
const NO_PLACE: u32 = u32::MAX;

/// What a creation needs of the world. The page gives it the API as whoever is signed in, the tests give it a fake.
pub trait Environment {
    /// What time it is.
    fn now(&self) -> Moment;
    /// Whether the browser has no network: nothing is sent then (fault `network-away`).
    fn is_offline(&self) -> bool;
    /// Whether somebody is signed in.
    fn is_signed_in(&self) -> bool;
    /// The list that shows.
    fn list(&self) -> Option<Snapshot>;
    /// Asks for the list again. `Ok` when a new one shows.
    fn refresh(&self) -> impl Future<Output = Result<(), Error>>;
    /// Stops asking for the list.
    fn cancel_refresh(&self);
    /// Sends one `POST`; nothing where nobody is signed in any more.
    fn create(&self, name: &str) -> impl Future<Output = Option<Requested<Created>>>;
    /// Stops waiting for the answer to the `POST`.
    fn cancel_create(&self);
    /// Ends the session where the error means that the server takes its token no longer. `true` where it ended.
    fn end_if_refused(&self, error: &Error) -> bool;
    /// Puts a new application on top of the list that shows.
    fn add_to_list(&self, application: Application);
    /// Tells the host that an application was created.
    fn emit_created(&self, made: &Made);
    /// Until when a secret shows that begins to show now; none where nobody looks at the page.
    fn secret_shows_until(&self) -> Option<Deadline>;
}

/// What is wrong with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameFault {
    /// There is nothing in it but white space.
    Empty,
    /// It is longer than [`LONGEST_NAME`].
    TooLong,
    /// It has control characters.
    Control,
}

/// Why nothing was created.
#[derive(Clone, Debug, PartialEq)]
pub enum CreateError {
    /// Nothing was sent: the name can't be one.
    Name(NameFault),
    /// Nothing was sent: the browser has no network.
    Offline,
    /// The server refused it.
    Refused {
        /// What it said.
        error: Error,
        /// When another try makes sense, in milliseconds since 1970, where it said that too.
        retry_at: Option<f64>,
        /// Whether the name was changed since: what the server said about it holds no longer.
        edited: bool,
    },
    /// This came in the place of an answer, and a list proves that nothing was created.
    NotCreated(Error),
}

/// A creation that was sent.
#[derive(Clone)]
pub struct Sent {
    /// The name in it.
    pub name: String,
    /// When it was under way.
    pub span: Span,
    /// What was known before.
    pub before: Option<Arc<Known>>,
    /// Who sent it.
    pub session: Session,
}

/// A creation whose answer was lost.
pub struct Lost {
    /// What was sent.
    pub sent: Sent,
    /// What came in the place of its answer.
    pub why: Error,
}

/// How an application came to be known as the one that was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// The answer said so.
    Answered,
    /// The answer was lost, and the list proves it.
    Found,
    /// The answer was lost, and the user says so.
    Chosen,
}

/// An application that was just made.
#[derive(Clone, PartialEq)]
pub struct Made {
    /// Its key in the list.
    pub key: RowKey,
    /// The name as it was sent.
    pub name: String,
    /// Its client identifier; empty where the server did not say it.
    pub client_id: String,
    /// Its secret, or why there is none.
    pub secret: ClientSecret,
    /// How it is known.
    pub how: How,
    /// Who made it.
    pub by: Session,
}

/// One wish, and several new applications of its name.
#[derive(Clone, Debug, PartialEq)]
pub struct Twice {
    /// Their name.
    pub name: String,
    /// Those whose secret the user has not seen.
    pub others: Vec<RowKey>,
    /// Whether they were made by the same request, which the browser repeated. Else somebody may have made them.
    pub repeated: bool,
}

/// What came of the request.
pub enum Outcome {
    /// The answer says what was made.
    Created(Created, Sent),
    /// Nobody knows yet whether something was made.
    Lost(Lost),
    /// Nothing was made.
    Refused(Error),
    /// Nothing was sent: nobody is signed in any more.
    SignedOut,
}

/// The name as it is to be sent.
///
/// # Errors
/// What is wrong with it (contract, "Requests").
pub fn check_name(typed: &str) -> Result<String, NameFault> {
    let name = typed.trim();
    if name.is_empty() {
        Err(NameFault::Empty)
    } else if name.chars().count() > LONGEST_NAME {
        Err(NameFault::TooLong)
    } else if name.chars().any(char::is_control) {
        Err(NameFault::Control)
    } else {
        Ok(name.to_owned())
    }
}

/// What is there before a creation, by which a lost answer can be judged later. Asks for an old list again first.
pub async fn look_before(env: &impl Environment) -> Option<Arc<Known>> {
    let is_old = |list: Snapshot| list.applications.len() <= LONG && !env.now().is_within(OLD, list.at);
    let fresh = env.list().is_some_and(is_old) && env.refresh().await.is_ok();
    env.list().map(|list| Arc::new(Known::new(&list, fresh)))
}

/// Sends the request.
pub async fn create(env: &impl Environment, name: String, before: Option<Arc<Known>>) -> Outcome {
    let sent = env.now().tick;
    let Some(Requested { answer, session, may_be_done }) = env.create(&name).await else {
        return Outcome::SignedOut;
    };
    let sent = Sent { name, span: Span { sent, ended: env.now().tick }, before, session };
    match answer {
        // Something between here and the server answered with what was there before.
        Ok(created) if sent.knew(&created) => Outcome::Lost(Lost { sent, why: Error::Unexpected }),
        Ok(created) => Outcome::Created(created, sent),
        Err(why) if may_be_done && why.outcome_unknown() => Outcome::Lost(Lost { sent, why }),
        Err(error) => Outcome::Refused(error),
    }
}

impl Sent {
    /// Whether an answer is about an application that was there before.
    fn knew(&self, created: &Created) -> bool {
        let known = |before: &Known| match created.client_id.as_str() {
            "" => created.secret.usable().is_none() && created.id.is_some_and(|id| before.includes(id)),
            client_id => before.includes_client(client_id),
        };
        self.before.as_deref().is_some_and(known)
    }

    /// Looks in a newer list for other new applications of this name. The browser repeats a `POST` when a connection that
    /// was kept alive is reset before any answer (fault `repeated-post`): two may have been made. What was made before or
    /// afterwards by the server's clock is somebody else's; where no time is known, nobody can say.
    pub fn others_of_name(&self, made: &Made, list: &Snapshot) -> Option<Twice> {
        let mut others = list.new_ones(self.before.as_deref()?);
        others.retain(|app| app.key != made.key && app.client_id != made.client_id);
        others.retain(|app| is_same_name(&app.name, &self.name) && list.timing(app, self.span) != Timing::Otherwise);
        let repeated = others.iter().all(|app| list.timing(app, self.span) == Timing::Meanwhile);
        let others: Vec<RowKey> = others.iter().map(|app| app.key).collect();
        (!others.is_empty()).then(|| Twice { name: self.name.clone(), others, repeated })
    }
}

impl Made {
    /// What the answer says.
    pub fn answered(created: Created, sent: &Sent) -> Self {
        let key = RowKey::new(created.id, if created.id.is_some() { 0 } else { NO_PLACE });
        let Created { client_id, secret, .. } = created;
        Self { key, name: sent.name.clone(), client_id, secret, how: How::Answered, by: sent.session.clone() }
    }

    /// What a list holds.
    pub fn listed(application: &Application, name: String, how: How, by: Session) -> Self {
        let (client_id, secret) = (application.client_id.clone(), application.secret.clone());
        Self { key: application.key, name, client_id, secret, how, by }
    }

    /// The row that stands for it until the list knows more.
    pub fn row(&self) -> Application {
        Application {
            id: self.key.id(),
            key: self.key,
            name: self.name.clone(),
            client_id: self.client_id.clone(),
            client_type: ClientType::Other(String::new()),
            secret: self.secret.clone(),
            created: None,
            updated: None,
            grant_type: None,
            redirect_uris: Vec::new(),
            skip_authorization: None,
            others: Others::none(),
            defects: Vec::new(),
        }
    }

    /// The same with the id and the client ID that a newer list has for it, where the answer had no id that can be used
    /// (fault `odd-created`).
    #[must_use]
    pub fn found_in(&self, list: &Snapshot) -> Self {
        let is_it = |app: &Arc<Application>| match self.client_id.as_str() {
            "" => self.secret.usable().is_some() && app.secret == self.secret,
            client_id => app.client_id == client_id,
        };
        let mut found = self.clone();
        if let Some(app) = list.applications.rows().find(is_it) {
            found.key = app.key;
            found.client_id.clone_from(&app.client_id);
        }
        found
    }
}
