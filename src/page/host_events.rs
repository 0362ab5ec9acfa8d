//! Emits the events of an element to the page around it. Never a secret: what an event holds is written out here, member by
//! member (security rule 17).

use js_sys::Function;
use leptos::prelude::*;
use leptos::task::spawn_local;
use part::part;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

use super::parts::{Part, ensure_loaded, is_loaded};
use crate::api::{Act, Error, ErrorFields, KnownCode};
use crate::session::{HostFailure, Origin};

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

/// A context: the way to whoever embeds the element. Copies are the same.
#[derive(Clone, Copy)]
pub struct HostEvents {
    /// Called with the name of an event and its details; it answers whether the default was prevented.
    host: RwSignal<Option<Function>>,
}

impl HostEvents {
    /// Events go to this function, or nowhere.
    pub fn new(host: Option<Function>) -> Self {
        Self { host: RwSignal::new(host) }
    }

    /// Emits an event. Answers whether the host prevented its default.
    fn emit(self, name: &str, detail: &Detail<'_>) -> bool {
        self.emit_value(name, &to_js(detail))
    }

    fn emit_value(self, name: &str, detail: &JsValue) -> bool {
        let Some(host) = self.host.try_with_untracked(Option::clone).flatten() else {
            return false;
        };
        let answer = Function::call2(&host, &JsValue::NULL, &name.into(), detail);
        answer.is_ok_and(|answer| answer.is_truthy())
    }

    /// An answer to a sign-in came to this page, and was taken out of its address.
    pub fn answer_taken(self) {
        self.emit("answer-taken", &Detail::Nothing {});
    }

    /// An application was created.
    pub fn created(self, id: &str, name: &str, client_id: &str) {
        self.emit("created", &Detail::Application { id, name, client_id });
    }

    /// An application was deleted.
    pub fn deleted(self, id: &str, name: &str, client_id: &str) {
        self.emit("deleted", &Detail::Application { id, name, client_id });
    }

    /// A session has begun.
    pub fn signed_in(self, origin: &Origin) {
        let way = match origin {
            Origin::Pasted => "token",
            Origin::Client(_) => "credentials",
            Origin::Person(_) => "code",
            Origin::Host => "host",
            Origin::Portal => "portal",
        };
        self.emit("signed-in", &Detail::SignedIn { way });
    }

    /// A session has ended: by its `user`, with the application that was `deleted`, or `refused` by the server.
    pub fn signed_out(self, reason: &str) {
        self.emit("signed-out", &Detail::SignedOut { reason });
    }

    /// A request failed. One that the user stopped did not.
    pub fn request_failed(self, error: &Error, act: Act) {
        if *error == Error::Cancelled {
            return;
        }
        let error = error.clone();
        let emit = move || {
            if !self.host.is_disposed() {
                self.emit_value("error", &details(error, act));
            }
        };
        // At once where that can be: in the order in which things happen.
        if is_loaded(Part::Dialogs) {
            return emit();
        }
        // Bound to no view: what failed may have ended the one that asked.
        spawn_local(async move {
            if ensure_loaded(Part::Dialogs).await {
                emit();
            }
        });
    }

    /// The host's own function gave no token.
    pub fn host_failed(self, failure: &HostFailure) {
        let about = Detail::HostFailure {
            code: KnownCode::TokenFailed.word(),
            message: &failure.message,
            retryable: true,
            cause: failure.cause.clone(),
        };
        self.emit("error", &about);
    }

    /// A token is needed. A host that prevents this signs its user in itself: no sign-in page shows meanwhile.
    pub fn token_needed(self, refused: bool) -> bool {
        self.emit("token-needed", &Detail::TokenNeeded { refused })
    }

    /// What leaving would lose is another than before.
    pub fn unsaved(self, unsaved: Option<&str>) {
        self.emit("unsaved", &Detail::Unsaved { unsaved });
    }

    /// Nothing is under way that a new start would break off.
    pub fn idle(self) {
        self.emit("idle", &Detail::Nothing {});
    }
}

#[part(dialogs)]
fn details(error: Error, act: Act) -> JsValue {
    to_js(&ErrorFields::of(&error, act))
}

fn to_js(detail: &impl Serialize) -> JsValue {
    // Texts, truth values and small numbers are always data.
    detail.serialize(&Serializer::json_compatible()).unwrap_or_default()
}
