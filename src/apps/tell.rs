//! Tells the page around the element what happens in it. Never a secret: what is told is named here, word by word
//! (security rule 17).

use js_sys::Function;
use leptos::prelude::*;
use part::part;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

use super::desk::Desk;
use super::part::{Part, come, is_there};
use crate::api::{Act, Error, ErrorFields, KnownCode};
use crate::session::{HostFailure, Origin};
use crate::ui::{flag, spawn, watch};

/// What an event has as its `detail`.
#[derive(Serialize)]
#[serde(untagged, rename_all_fields = "camelCase")]
enum Detail<'a> {
    Nothing {},
    Application {
        id: &'a str,
        name: &'a str,
        client_id: &'a str,
    },
    SignedIn {
        way: &'a str,
    },
    SignedOut {
        reason: &'a str,
    },
    TokenNeeded {
        refused: bool,
    },
    Unsaved {
        unsaved: Option<&'a str>,
    },
    /// A failure of the host's own function.
    HostFailure {
        code: &'a str,
        message: &'a str,
        retryable: bool,
        /// What the function threw.
        #[serde(with = "serde_wasm_bindgen::preserve")]
        cause: JsValue,
    },
}

impl Desk {
    /// Tells the host something by its name. Answers whether the host prevented it.
    fn tell(self, name: &str, detail: &Detail<'_>) -> bool {
        self.tell_value(name, &to_js(detail))
    }

    fn tell_value(self, name: &str, detail: &JsValue) -> bool {
        let Some(host) = self.host.try_with_untracked(Option::clone).flatten() else {
            return false;
        };
        let answer = Function::call2(&host, &JsValue::NULL, &name.into(), detail);
        answer.is_ok_and(|answer| answer.is_truthy())
    }

    /// Tells that an answer to a sign-in came to this page, and was taken out of its address.
    pub fn tell_answer_taken(self) {
        self.tell("answer-taken", &Detail::Nothing {});
    }

    /// Tells that an application came or went.
    pub fn tell_application(self, what: &str, id: &str, name: &str, client_id: &str) {
        self.tell(what, &Detail::Application { id, name, client_id });
    }

    /// Tells that a session has begun.
    pub fn tell_signed_in(self) {
        let way = self.account.session.with_untracked(|session| {
            session.as_ref().map(|session| match session.origin {
                Origin::Pasted => "token",
                Origin::Client(_) => "credentials",
                Origin::Person(_) => "code",
                Origin::Host => "host",
                Origin::Portal => "portal",
            })
        });
        if let Some(way) = way {
            self.tell("signed-in", &Detail::SignedIn { way });
        }
    }

    /// Tells that a session has ended: by its `user`, with the application that was `deleted`, or `refused` by the server.
    pub fn tell_signed_out(self, reason: &str) {
        self.tell("signed-out", &Detail::SignedOut { reason });
    }

    /// Tells that a request failed. What the user stopped did not.
    pub fn tell_error(self, error: &Error, kind: Act) {
        if *error == Error::Cancelled {
            return;
        }
        let error = error.clone();
        let told = move || {
            if !self.is_gone() {
                self.tell_value("error", &describe_part(error, kind));
            }
        };
        // At once where that can be: in the order in which things happen.
        if is_there(Part::Dialogs) {
            return told();
        }
        spawn(async move {
            if come(Part::Dialogs).await {
                told();
            }
        });
    }

    /// Tells that the host's own function gave no token.
    pub fn tell_host_failure(self, failure: &HostFailure) {
        let about = Detail::HostFailure {
            code: KnownCode::TokenFailed.word(),
            message: &failure.message,
            retryable: true,
            cause: failure.cause.clone(),
        };
        self.tell("error", &about);
    }

    /// Tells that a token is needed. A host that prevents this signs its user in itself: no sign-in page shows meanwhile.
    pub fn tell_token_needed(self, refused: bool) -> bool {
        self.tell("token-needed", &Detail::TokenNeeded { refused })
    }
}

#[part(dialogs)]
fn describe_part(error: Error, kind: Act) -> JsValue {
    describe(error, kind)
}

fn describe(error: Error, kind: Act) -> JsValue {
    to_js(&ErrorFields::of(&error, kind))
}

fn to_js(detail: &impl Serialize) -> JsValue {
    // Texts, truth values and small numbers are always data.
    detail.serialize(&Serializer::json_compatible()).unwrap_or_default()
}

/// Follows what would be lost, and whether something is under way that a new start would break off.
pub fn tell_unsaved(desk: Desk) {
    let unsaved = Memo::new(move |_| desk.creation.unsaved());
    let mut before = None;
    watch(move || {
        let now = unsaved.get();
        if now != before {
            before = now;
            desk.tell("unsaved", &Detail::Unsaved { unsaved: now });
        }
    });
    let busy = flag(move || is_busy(desk));
    watch(move || {
        if !busy.get() {
            desk.tell("idle", &Detail::Nothing {});
        }
    });
}

/// Whether a dialog is open, shown or waiting for a session. Follows what it reads.
pub fn is_busy(desk: Desk) -> bool {
    desk.creation.state.track();
    desk.deletion.state.track();
    desk.creation.is_open() || desk.deletion.is_open()
}
