//! What is on the desk: the state of one element, and who may change it. A context; no views and no requests.
//!
//! The session is the root of it all: when it ends, everything that it brought ends with it, but for what the user
//! typed and a secret that was just made.

use std::sync::Arc;

use js_sys::Function;
use leptos::prelude::*;

use super::session_events::{InSignInPart, on_session_event};
use crate::api::{Application, Endpoints, RowKey, Timeouts};
use crate::applications::creation::Creation;
use crate::applications::deletion::Deletion;
use crate::applications::{Applications, Loaded, Runtime};
use crate::i18n::{I18n, Locale, Texts};
use crate::page::create::keep_unsaved;
use crate::page::list::ListView;
use crate::session::{Account, Audience, AuthorizationResponse, SessionStore, Settings as SignInSettings};
use crate::ui::{Browser, Notifications, monotonic, now};

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
    pub settings: SignInSettings,
    /// Whether the element is the whole page: it then has a header.
    pub standalone: bool,
    /// The language tag (BCP 47), well-formed.
    pub locale: String,
    /// The catalogue of that language.
    pub texts: &'static Texts,
    /// How long a request may take.
    pub timeouts: Timeouts,
    /// What the authorization server sent back to this page, where the user comes from there.
    pub answer: Option<AuthorizationResponse>,
    /// What is offered.
    pub features: Features,
    /// The function that tells the page around this one what happens: called with a name and an object.
    pub host: Option<Function>,
}

/// What an element is and offers. A context.
#[derive(Clone, Copy)]
pub struct Settings {
    /// Whether the element is the whole page: it then has a header.
    pub standalone: bool,
    /// What is offered.
    pub features: Features,
}

/// The state of one element. Copies are the same desk.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The language.
    pub i18n: I18n,
    /// What the element is and offers.
    pub settings: Settings,
    /// Who is signed in.
    pub account: Account,
    /// The applications.
    pub applications: Applications,
    /// How the list is looked at.
    pub view: ListView,
    /// The create dialog.
    pub creation: Creation,
    /// The delete dialog.
    pub deletion: Deletion,
    /// Messages that pass.
    pub notifications: Notifications,
    /// What goes on around the element.
    pub browser: Browser,
    /// Who is told what happens.
    pub host: RwSignal<Option<Function>>,
}

impl Desk {
    /// Sets out a desk. A session that storage holds already is picked up.
    pub fn new(options: Options) -> Self {
        let store = SessionStore::new(options.settings, Audience::of(&options.endpoints));
        let desk = Self {
            i18n: I18n::new(Locale::new(&options.locale, options.texts)),
            settings: Settings { standalone: options.standalone, features: options.features },
            account: Account::new(options.endpoints, options.timeouts, store),
            applications: Applications::new(Runtime { now, monotonic, spawn: leptos::task::spawn_local }),
            view: ListView::new(),
            creation: Creation::new(),
            deletion: Deletion::new(),
            notifications: Notifications::new(),
            browser: Browser::new(),
            host: RwSignal::new(options.host),
        };
        desk.account.connect(move |event| on_session_event(desk, event), InSignInPart(desk));
        provide_context(desk);
        provide_context(desk.i18n);
        provide_context(desk.settings);
        provide_context(desk.account);
        provide_context(desk.applications);
        provide_context(desk.view);
        provide_context(desk.creation);
        provide_context(desk.deletion);
        provide_context(desk.notifications);
        provide_context(desk.browser);
        on_cleanup(move || {
            keep_unsaved(desk);
            desk.account.stop_requests();
        });
        desk
    }

    /// Whether the element has left the document: what arrives now is for nobody.
    pub fn is_gone(self) -> bool {
        self.account.is_disposed()
    }

    /// The list that shows, where there is one.
    pub fn loaded(self) -> Option<Arc<Loaded>> {
        self.applications.loaded()
    }

    /// The list that shows, without following it.
    pub fn loaded_untracked(self) -> Option<Arc<Loaded>> {
        self.applications.loaded_untracked()
    }

    /// The application of a row, if it is still in the list.
    pub fn application(self, key: RowKey) -> Option<Arc<Application>> {
        self.applications.application(key)
    }

    /// The place of an application among the rows that show.
    pub fn place(self, key: RowKey) -> Option<usize> {
        self.view.shown.get_untracked()?.place_of_untracked(key)
    }
}
