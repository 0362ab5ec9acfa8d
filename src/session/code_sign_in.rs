//! How far a sign-in at the server is. Sending people there and redeeming what they bring is in `code_flow.rs`, whose code
//! may come later.

use std::any::Any;
use std::rc::Rc;

use leptos::prelude::*;

use super::web::SignInWindow;
use super::{AuthorizationError, AuthorizationRequest, AuthorizationResponse};
use crate::api::Error;

/// How far a sign-in is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The user may start it.
    Ready,
    /// The browser is about to go to the server.
    Leaving,
    /// The user is at the server, in another window.
    Window,
    /// A response has come: its code is being redeemed. Or the host is being asked.
    Redeeming,
}

/// Why a sign-in at the server did not work.
#[derive(Clone, Debug, PartialEq)]
pub enum CodeError {
    /// The server did not say where people sign in.
    NoMetadata(Error),
    /// The server has no sign-in by code.
    NotOffered,
    /// The browser has no cryptography outside of HTTPS.
    NeedsHttps,
    /// Without storage nobody could answer for what comes back.
    NoStorage,
    /// The code that does it did not come. What came back is kept until it is there.
    NotLoaded,
    /// What came back has no code.
    Response(AuthorizationError),
    /// The server did not take the code.
    NotRedeemed(Error),
    /// The element has left the document: there is nobody to say it to.
    Disposed,
}

/// What a user came back with, taken out of storage at once: other elements of the page may share its keys.
#[derive(Clone)]
pub(super) struct Returned {
    pub(super) response: AuthorizationResponse,
    /// The request that it answers, where it is one of this tab.
    pub(super) request: Option<AuthorizationRequest>,
    pub(super) return_point: Option<String>,
}

/// A window in which the user signs in, and what waits for its response. Both end with it.
pub struct OpenWindow {
    pub(super) _window: Rc<dyn SignInWindow>,
    pub(super) _listening: Box<dyn Any>,
}

/// The state of the sign-in at the server.
#[derive(Clone, Copy)]
pub struct CodeSignIn {
    /// How far it is.
    pub step: RwSignal<Step>,
    /// Why the last one did not work.
    pub error: RwSignal<Option<CodeError>>,
    /// Whether a former page of this tab left something that nobody looked at yet.
    pub pending: RwSignal<bool>,
    /// The window in which the user is.
    pub(super) window: StoredValue<Option<OpenWindow>, LocalStorage>,
    /// What came back to this page, until somebody looks at it.
    pub(super) returned: StoredValue<Option<Returned>>,
}

impl CodeSignIn {
    /// Nothing has begun.
    pub(super) fn new() -> Self {
        Self {
            step: RwSignal::new(Step::Ready),
            error: RwSignal::new(None),
            pending: RwSignal::new(false),
            window: StoredValue::new_local(None),
            returned: StoredValue::new(None),
        }
    }

    /// Goes on to redeeming. `false` when that is under way.
    pub(super) fn begin_redeeming(self) -> bool {
        let free = self.step.get_untracked() != Step::Redeeming;
        self.step.set(Step::Redeeming);
        free
    }

    /// Lets the user start again; a window that is open closes.
    pub fn allow_start(self) {
        self.window.try_set_value(None);
        self.step.try_set(Step::Ready);
    }

    /// Says why it did not work, and lets the user start again.
    pub fn fail(self, error: CodeError) {
        self.error.try_set(Some(error));
        self.allow_start();
    }
}
