//! What is on the desk: the state of one element, and who may change it. A context; no views and no requests.
//!
//! The session is the root of it all: when it ends, everything that it brought ends with it, but for what the user
//! typed and a secret that was just made.

use std::sync::Arc;

use js_sys::Function;
use leptos::prelude::*;

use super::arrive::AuthorizeDesk;
use super::create_desk::CreateDesk;
use super::delete::DeleteDesk;
use super::entry::EntryDesk;
use super::kept;
use super::load::{Attempt, ListState, Loaded};
use super::renew::RenewalDesk;
use super::reveal::Revealed;
use super::search::TypeFilter;
use super::session::Notice;
use super::sort::Sort;
use crate::api::{Application, Cancel, Endpoints, Progress, RowKey, Timeouts};
use crate::i18n::{Locale, Texts};
use crate::session::{Answer, Audience, Keeper, Session, Settings};
use crate::ui::{Announcer, now, spawn};

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
    pub settings: Settings,
    /// Whether the element is the whole page: it then has a header.
    pub standalone: bool,
    /// The language tag (BCP 47), well-formed.
    pub locale: String,
    /// The catalogue of that language.
    pub texts: &'static Texts,
    /// How long a request may take.
    pub timeouts: Timeouts,
    /// What the authorization server sent back to this page, where the user comes from there.
    pub answer: Option<Answer>,
    /// What is offered.
    pub features: Features,
    /// The function that tells the page around this one what happens: called with a name and an object.
    pub host: Option<Function>,
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
    pub locale: RwSignal<Locale>,
    /// Where the API is.
    pub endpoints: RwSignal<Endpoints>,
    /// Whether the element is the whole page.
    pub standalone: bool,
    /// What is offered.
    pub features: Features,
    /// Who is told what happens.
    pub host: RwSignal<Option<Function>>,
    /// The host signs its user in itself: no sign-in page shows meanwhile.
    pub withheld: RwSignal<bool>,
    /// Who is signed in.
    pub session: RwSignal<Option<Session>>,
    /// How the session was entered.
    pub entry: EntryDesk,
    /// The sign-in at the server.
    pub authorize: AuthorizeDesk,
    /// The renewal of the session.
    pub renewal: RenewalDesk,
    /// Why the sign-in page shows.
    pub notice: RwSignal<Option<Notice>>,
    /// The applications.
    pub list: RwSignal<ListState>,
    /// How far the loading is.
    pub progress: RwSignal<Option<Progress>>,
    /// A 403 said that this token may not write.
    pub refused_write: RwSignal<Option<String>>,
    /// What is searched.
    pub query: RwSignal<String>,
    /// Which types show.
    pub types: RwSignal<TypeFilter>,
    /// How the list is ordered.
    pub sort: RwSignal<Sort>,
    /// The secret that shows.
    pub revealed: RwSignal<Option<Revealed>>,
    /// The create dialog.
    pub create: CreateDesk,
    /// The delete dialog.
    pub delete: DeleteDesk,
    /// Messages that pass.
    pub toasts: RwSignal<Vec<Toast>>,
    /// The wall clock, each second.
    pub now: RwSignal<f64>,
    /// Whether the browser has a network.
    pub online: RwSignal<bool>,
    /// Whether this page's CSP refused a request.
    pub csp_blocked: RwSignal<bool>,
    /// The timeouts, for texts.
    pub timeouts: Timeouts,
    /// The voice for screen readers.
    pub announcer: Announcer,
    /// A copy did not work: the value is selected.
    pub copy_failed: RwSignal<bool>,
    /// The rows that show, as indices into the list, for as long as there is a list to show.
    pub shown: RwSignal<Option<Memo<Arc<Vec<u32>>>>>,
    /// A row went: the focus goes to the one that is in its place now.
    pub landing: RwSignal<Option<usize>>,
    /// The creation that is under way.
    pub creating: RwSignal<Option<Cancel>>,
    /// The deletion that is under way.
    pub deleting: RwSignal<Option<Cancel>>,
    /// The loading that is under way.
    pub loading: RwSignal<Option<Cancel>>,
    /// Counts the sessions that ended here: what belongs to an earlier one comes too late.
    pub turn: RwSignal<u32>,
    pub(super) keeper: RwSignal<Keeper, LocalStorage>,
    running: RwSignal<Vec<Cancel>>,
    toast_count: RwSignal<u32>,
}

impl Desk {
    /// Sets out a desk. A session that storage holds already is picked up.
    pub fn new(options: Options) -> Self {
        let locale = Locale::new(&options.locale, options.texts);
        let t = locale.texts;
        let keeper = Keeper::new(options.settings, Audience::of(&options.endpoints));
        let session = keeper.read();
        let desk = Self {
            t,
            locale: RwSignal::new(locale),
            endpoints: RwSignal::new(options.endpoints),
            standalone: options.standalone,
            features: options.features,
            host: RwSignal::new(options.host),
            withheld: RwSignal::new(false),
            session: RwSignal::new(session),
            entry: EntryDesk::new(),
            authorize: AuthorizeDesk::new(),
            renewal: RenewalDesk::new(),
            notice: RwSignal::new(None),
            list: RwSignal::new(ListState::First(Attempt::Running)),
            progress: RwSignal::new(None),
            refused_write: RwSignal::new(None),
            query: RwSignal::new(String::new()),
            types: RwSignal::new(TypeFilter::All),
            sort: RwSignal::new(Sort::default()),
            revealed: RwSignal::new(None),
            create: CreateDesk::new(),
            delete: DeleteDesk::new(),
            toasts: RwSignal::new(Vec::new()),
            now: RwSignal::new(now()),
            online: RwSignal::new(window().navigator().on_line()),
            csp_blocked: RwSignal::new(false),
            timeouts: options.timeouts,
            announcer: Announcer::default(),
            copy_failed: RwSignal::new(false),
            shown: RwSignal::new(None),
            landing: RwSignal::new(None),
            creating: RwSignal::new(None),
            deleting: RwSignal::new(None),
            loading: RwSignal::new(None),
            turn: RwSignal::new(0),
            keeper: RwSignal::new_local(keeper),
            running: RwSignal::new(Vec::new()),
            toast_count: RwSignal::new(0),
        };
        on_cleanup(move || {
            kept::keep(desk);
            desk.stop_requests();
        });
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

    /// Stops every request that is registered.
    pub(super) fn stop_requests(self) {
        if let Some(running) = self.running.try_update(std::mem::take) {
            running.iter().for_each(Cancel::cancel);
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

    /// The place of an application among the rows that show.
    pub fn place(self, key: RowKey) -> Option<usize> {
        let (shown, loaded) = (self.shown.get_untracked()?, self.loaded_untracked()?);
        let is_it = |index: &u32| loaded.applications.get(*index as usize).is_some_and(|app| app.key == key);
        shown.try_with_untracked(|shown| shown.iter().position(is_it)).flatten()
    }

    /// Whether the browser has no network: what would change something is not sent then.
    pub fn is_offline(self) -> bool {
        !window().navigator().on_line()
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
                let (before, now) = (loaded.applications.len() as u64, applications.len() as u64);
                let total = loaded.total.map(|total| (total + now).saturating_sub(before));
                let (date, tick) = (loaded.date, loaded.tick);
                let changed = Loaded::new(applications, total, loaded.rest.clone(), loaded.at);
                list.replace(Loaded { date, tick, ..changed });
            }
        });
    }
}
