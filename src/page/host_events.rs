//! Emits the events of an element to the page around it. Never a secret: what an event holds is written out here, member by
//! member (security rule 17).

use js_sys::{Function, Object, Reflect};
use leptos::prelude::*;
use part::part;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

use super::parts::{Part, once_loaded};
use crate::api::{Act, Error, ErrorFields, KnownCode};
use crate::session::{HostFailure, Origin};

/// A context: the way to whoever embeds the element. Copies are the same.
#[derive(Clone, Copy)]
pub struct HostEvents {
    /// Called with the name of an event and its details; it answers whether the default was prevented.
    host: StoredValue<Option<Function>>,
}

impl HostEvents {
    /// Events go to this function, or nowhere.
    pub fn new(host: Option<Function>) -> Self {
        Self { host: StoredValue::new(host) }
    }

    /// Emits an event whose `detail` has these members. Answers whether the host prevented its default.
    fn emit(self, name: &str, members: &[(&str, JsValue)]) -> bool {
        let detail = Object::new();
        for (name, value) in members {
            // Setting a property of such an object cannot fail.
            let _ = Reflect::set(&detail, &(*name).into(), value);
        }
        self.emit_value(name, &detail)
    }

    fn emit_value(self, name: &str, detail: &JsValue) -> bool {
        let Some(host) = self.host.try_with_value(Option::clone).flatten() else {
            return false;
        };
        let answer = Function::call2(&host, &JsValue::NULL, &name.into(), detail);
        answer.is_ok_and(|answer| answer.is_truthy())
    }

    /// An answer to a sign-in came to this page, and was taken out of its address.
    pub fn answer_taken(self) {
        self.emit("answer-taken", &[]);
    }

    /// An application was created.
    pub fn created(self, id: &str, name: &str, client_id: &str) {
        self.emit("created", &application(id, name, client_id));
    }

    /// An application was deleted.
    pub fn deleted(self, id: &str, name: &str, client_id: &str) {
        self.emit("deleted", &application(id, name, client_id));
    }

    /// The details of another application are open, or those of none.
    pub fn details(self, id: Option<&str>) {
        self.emit("details", &[("id", id.map_or(JsValue::NULL, JsValue::from))]);
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
        self.emit("signed-in", &[("way", way.into())]);
    }

    /// A session has ended: by its `user`, with the application that was `deleted`, or `refused` by the server.
    pub fn signed_out(self, reason: &str) {
        self.emit("signed-out", &[("reason", reason.into())]);
    }

    /// A request failed. One that the user stopped did not.
    pub fn request_failed(self, error: &Error, act: Act) {
        if *error == Error::Cancelled {
            return;
        }
        let error = error.clone();
        // At once where that can be: in the order in which things happen.
        once_loaded(Part::Dialogs, move || {
            if !self.host.is_disposed() {
                self.emit_value("error", &details(error, act));
            }
        });
    }

    /// The host's own function gave no token.
    pub fn host_failed(self, failure: &HostFailure) {
        let members = [
            ("code", KnownCode::TokenFailed.word().into()),
            ("message", failure.message.as_str().into()),
            ("retryable", true.into()),
            // What the function threw.
            ("cause", failure.cause.clone()),
        ];
        self.emit("error", &members);
    }

    /// A token is needed. A host that prevents this signs its user in itself: no sign-in page shows meanwhile.
    pub fn token_needed(self, refused: bool) -> bool {
        self.emit("token-needed", &[("refused", refused.into())])
    }

    /// What leaving would lose is another than before.
    pub fn unsaved(self, unsaved: Option<&str>) {
        self.emit("unsaved", &[("unsaved", unsaved.map_or(JsValue::NULL, JsValue::from))]);
    }

    /// Nothing is under way that a new start would break off.
    pub fn idle(self) {
        self.emit("idle", &[]);
    }
}

fn application(id: &str, name: &str, client_id: &str) -> [(&'static str, JsValue); 3] {
    [("id", id.into()), ("name", name.into()), ("clientId", client_id.into())]
}

#[part(dialogs)]
fn details(error: Error, act: Act) -> JsValue {
    // Texts, truth values and small numbers are always data.
    ErrorFields::of(&error, act).serialize(&Serializer::json_compatible()).unwrap_or_default()
}
