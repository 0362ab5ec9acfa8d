//! What is on the desk: the state of one element, and who may change it. A context; no views and no requests.
//!
//! The session is the root of it all: when it ends, everything that it brought ends with it, but for what the user
//! typed and a secret that was just made.

use std::sync::Arc;

use leptos::prelude::*;

use super::create::CreateDesk;
use super::delete::DeleteDesk;
use super::load::{Attempt, ListState, Loaded};
use super::reveal::Revealed;
use super::search::TypeFilter;
use super::sort::Sort;
use crate::api::{Application, Cancel, Client, Endpoints, Error, Progress, RowKey, Timeouts};
use crate::i18n::{Locale, Texts};
use crate::session::{Keeper, Origin, Permit, Session, Settings};
use crate::ui::{Announcer, State, now, spawn};

/// How an element is configured.
#[derive(Clone)]
pub struct Options {
    /// Where the API is.
    pub endpoints: Endpoints,
    /// How to sign in and where the token is kept.
    pub settings: Settings,
    /// Whether the element is the whole page: it then has a header.
    pub standalone: bool,
    /// The language tag (BCP 47), well-formed.
    pub locale: String,
    /// The catalogue of that language.
    pub texts: &'static Texts,
    /// How long a request may take.
    pub timeouts: Timeouts,
}

/// Why the sign-in page shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// The server answered 401. Milliseconds since 1970 when the token's own time had run out.
    Refused {
        /// When it expired, if it had.
        expired_at: Option<f64>,
        /// Whether something that the user typed waits.
        draft: bool,
    },
    /// The user signed out; the token stays valid until then, where that is known.
    SignedOut {
        /// Milliseconds since 1970.
        until: Option<f64>,
    },
}

/// A message that passes.
#[derive(Clone, Debug, PartialEq)]
pub struct Toast {
    /// Unique on this desk.
    pub id: u32,
    /// What it says.
    pub text: String,
}

/// The state of one element. Copies are the same desk.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The texts of the language.
    pub t: &'static Texts,
    /// The formatters of the language.
    pub locale: State<Locale>,
    /// Where the API is.
    pub endpoints: State<Endpoints>,
    /// Whether the element is the whole page.
    pub standalone: bool,
    /// Who is signed in.
    pub session: State<Option<Session>>,
    /// Why the sign-in page shows.
    pub notice: State<Option<Notice>>,
    /// The applications.
    pub list: State<ListState>,
    /// How far the loading is.
    pub progress: State<Option<Progress>>,
    /// A 403 said that this token may not write.
    pub refused_write: State<Option<String>>,
    /// What is searched.
    pub query: State<String>,
    /// Which types show.
    pub types: State<TypeFilter>,
    /// How the list is ordered.
    pub sort: State<Sort>,
    /// The secret that shows.
    pub revealed: State<Option<Revealed>>,
    /// The create dialog.
    pub create: CreateDesk,
    /// The delete dialog.
    pub delete: DeleteDesk,
    /// Messages that pass.
    pub toasts: State<Vec<Toast>>,
    /// The wall clock, each second.
    pub now: State<f64>,
    /// Whether the browser has a network.
    pub online: State<bool>,
    /// Whether this page's CSP refused a request.
    pub csp_blocked: State<bool>,
    /// The timeouts, for texts.
    pub timeouts: Timeouts,
    /// The voice for screen readers.
    pub announcer: Announcer,
    /// A copy did not work: the value is selected.
    pub copy_failed: State<bool>,
    /// Counts the times that the focus lost its place and goes to the list.
    pub focus_list: State<u32>,
    /// The creation that is under way.
    pub creating: State<Option<Cancel>>,
    /// The deletion that is under way.
    pub deleting: State<Option<Cancel>>,
    /// The loading that is under way.
    pub loading: State<Option<Cancel>>,
    keeper: State<Keeper>,
    running: State<Vec<Cancel>>,
    toast_count: State<u32>,
}

impl Desk {
    /// Sets out a desk. A session that storage holds already is picked up.
    pub fn new(options: Options) -> Self {
        let locale = Locale::new(&options.locale, options.texts);
        let t = locale.texts;
        let keeper = Keeper::new(options.settings);
        let session = keeper.read();
        let desk = Self {
            t,
            locale: State::new(locale),
            endpoints: State::new(options.endpoints),
            standalone: options.standalone,
            session: State::new(session),
            notice: State::new(None),
            list: State::new(ListState::First(Attempt::Running)),
            progress: State::new(None),
            refused_write: State::new(None),
            query: State::new(String::new()),
            types: State::new(TypeFilter::All),
            sort: State::new(Sort::default()),
            revealed: State::new(None),
            create: CreateDesk::new(),
            delete: DeleteDesk::new(),
            toasts: State::new(Vec::new()),
            now: State::new(now()),
            online: State::new(window().navigator().on_line()),
            csp_blocked: State::new(false),
            timeouts: options.timeouts,
            announcer: Announcer::default(),
            copy_failed: State::new(false),
            focus_list: State::new(0),
            creating: State::new(None),
            deleting: State::new(None),
            loading: State::new(None),
            keeper: State::new(keeper),
            running: State::new(Vec::new()),
            toast_count: State::new(0),
        };
        on_cleanup(move || desk.stop_requests());
        desk
    }

    /// Whether the element has left the document: what arrives now is for nobody.
    pub fn is_gone(self) -> bool {
        self.session.is_disposed()
    }

    /// The settings of sign-in and storage.
    pub fn settings(self) -> Settings {
        self.keeper.with_untracked(|keeper| keeper.settings().clone())
    }

    /// Whether the session outlives a reload.
    pub fn session_lasts(self) -> bool {
        self.keeper.with_untracked(Keeper::lasts)
    }

    /// A client with the token as it is now, and the session that it acts for. The portal's own key is read each time.
    pub fn client(self) -> Option<(Client, Session)> {
        let mut session = self.session.try_with_untracked(Option::clone)??;
        if session.origin == Origin::Portal {
            match self.keeper.with_untracked(Keeper::read) {
                Some(now) => session = now,
                None => {
                    // The portal signed its user out.
                    self.refused();
                    return None;
                }
            }
        }
        let client = Client::new(self.endpoints.get_untracked(), session.token.clone(), self.timeouts);
        Some((client, session))
    }

    /// Whether an answer that was asked for with this session still belongs to who is signed in.
    pub fn is_current(self, session: &Session) -> bool {
        let signed_in = self.session.try_with_untracked(|now| now.as_ref().map(|now| now.token.clone())).flatten();
        let now = match (signed_in, &session.origin) {
            (None, _) => None,
            (_, Origin::Portal) => self.keeper.with_untracked(Keeper::read).map(|now| now.token),
            (now, _) => now,
        };
        now.as_ref() == Some(&session.token)
    }

    /// Compares with storage, after time in which others could change it: the page comes back out of the browser's
    /// cache, for one. A session that is gone there is over here.
    pub fn recheck(self) {
        let kept = self.keeper.with_untracked(Keeper::read).map(|session| session.token);
        let here = self.session.with_untracked(|session| session.as_ref().map(|session| session.token.clone()));
        if here.is_some() && kept != here {
            self.create.reset();
            self.delete.reset();
            self.clear();
            self.session.set(self.keeper.with_untracked(Keeper::read));
        }
    }

    /// Registers a request, so that sign-out and unmounting can stop it.
    pub fn begin(self) -> Cancel {
        let cancel = Cancel::new();
        self.running.update(|running| {
            running.retain(|cancel| !cancel.is_cancelled());
            running.push(cancel.clone());
        });
        cancel
    }

    /// Takes a request that has ended off the register.
    pub fn end(self, cancel: &Cancel) {
        self.running.try_update(|running| running.retain(|other| other.signal() != cancel.signal()));
    }

    fn stop_requests(self) {
        if let Some(running) = self.running.try_update(std::mem::take) {
            running.iter().for_each(Cancel::cancel);
        }
    }

    /// Signs in: keeps the token and starts with an empty list.
    pub fn sign_in(self, session: Session) {
        self.keeper.with_untracked(|keeper| keeper.keep(&session));
        self.notice.set(None);
        self.session.set(Some(session));
    }

    /// Looks once more for a session in storage: the portal's, for one.
    pub fn pick_up(self) {
        if let Some(session) = self.keeper.with_untracked(Keeper::read) {
            self.notice.set(None);
            self.session.set(Some(session));
        }
    }

    /// Signs out because the user wants it: nothing stays, neither typed nor made.
    pub fn sign_out(self) {
        let until = self.session.with_untracked(|session| session.as_ref().and_then(|session| session.expires_at));
        self.create.reset();
        self.delete.reset();
        self.leave(Notice::SignedOut { until });
    }

    /// Signs out because the server no longer takes the token (401). What was typed stays, and so does a secret that
    /// was made and not yet saved.
    pub fn refused(self) {
        let expired_at = self
            .session
            .with_untracked(|session| session.as_ref().and_then(|session| session.expires_at))
            .filter(|expires_at| *expires_at <= now());
        let draft = self.create.has_draft() || self.delete.is_open();
        self.create.interrupt();
        self.delete.interrupt();
        self.leave(Notice::Refused { expired_at, draft });
    }

    fn leave(self, notice: Notice) {
        self.keeper.with_untracked(Keeper::forget);
        self.clear();
        self.notice.set(Some(notice));
    }

    /// Takes everything that the session brought off the desk.
    fn clear(self) {
        self.stop_requests();
        self.session.set(None);
        self.revealed.set(None);
        self.list.set(ListState::First(Attempt::Running));
        self.progress.set(None);
        self.refused_write.set(None);
        self.query.set(String::new());
        self.types.set(TypeFilter::All);
        self.toasts.set(Vec::new());
        self.copy_failed.set(false);
        self.notice.set(None);
    }

    /// Whether this token may create and delete, as far as is known.
    pub fn may_write(self) -> bool {
        self.refused_write.with(Option::is_none)
            && self.session.with(|session| session.as_ref().is_some_and(|session| session.permit() == Permit::Write))
    }

    /// Notes what a refusal says of this token: a 401 ends the session, a 403 that names `write` makes it read-only.
    ///
    /// `true` when the session has ended.
    pub fn heed(self, error: &Error) -> bool {
        match error.problem() {
            Some(problem) if problem.status == 401 => {
                self.refused();
                true
            }
            Some(problem) if problem.status == 403 => {
                if let Some(scope) =
                    problem.scope.as_ref().filter(|scope| scope.split_whitespace().any(|word| word == "write"))
                {
                    self.refused_write.set(Some(scope.clone()));
                }
                false
            }
            _ => false,
        }
    }

    /// The list that shows, where there is one.
    pub fn loaded(self) -> Option<Arc<Loaded>> {
        self.list.with(|list| list.loaded().cloned())
    }

    /// The list that shows, without following it.
    pub fn loaded_untracked(self) -> Option<Arc<Loaded>> {
        self.list.try_with_untracked(|list| list.loaded().cloned()).flatten()
    }

    /// The application of a row, if it is still in the list.
    pub fn application(self, key: RowKey) -> Option<Arc<Application>> {
        self.loaded_untracked()?.applications.iter().find(|application| application.key == key).cloned()
    }

    /// Shows a message that passes after some seconds.
    pub fn toast(self, text: String) {
        let id = self.toast_count.try_update(|count| {
            *count += 1;
            *count
        });
        let Some(id) = id else {
            return;
        };
        self.toasts.update(|toasts| toasts.push(Toast { id, text }));
        spawn(async move {
            crate::ui::sleep(6000).await;
            self.toasts.try_update(|toasts| toasts.retain(|toast| toast.id != id));
        });
    }

    /// Changes the list that shows, in place of asking the server again.
    pub fn change_list(self, change: impl FnOnce(&mut Vec<Arc<Application>>)) {
        self.list.update(|list| {
            if let Some(loaded) = list.loaded() {
                let mut applications = loaded.applications.clone();
                change(&mut applications);
                list.replace(Loaded::new(applications, loaded.total, loaded.rest.clone(), loaded.at));
            }
        });
    }
}
