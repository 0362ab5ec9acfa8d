//! Tells the page around the element what happens in it. Never a secret: what is told is named here, word by word
//! (security.md 17).

use js_sys::{Function, Object, Reflect};
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

impl Desk {
    /// Tells the host something by its name, with texts by theirs. Answers whether the host prevented it.
    pub fn tell(self, name: &str, detail: &[(&str, JsValue)]) -> bool {
        let about = Object::new();
        for (name, value) in detail {
            // Setting a property of a plain object cannot fail.
            let _ = Reflect::set(&about, &(*name).into(), value);
        }
        self.tell_value(name, &about)
    }

    fn tell_value(self, name: &str, detail: &JsValue) -> bool {
        let Some(host) = self.host.try_with_untracked(Option::clone).flatten() else {
            return false;
        };
        let answer = Function::call2(&host, &JsValue::NULL, &name.into(), detail);
        answer.is_ok_and(|answer| answer.is_truthy())
    }

    /// Tells that an application came or went.
    pub fn tell_application(self, what: &str, id: &str, name: &str, client_id: &str) {
        self.tell(what, &[("id", id.into()), ("name", name.into()), ("clientId", client_id.into())]);
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
            self.tell("signed-in", &[("way", way.into())]);
        }
    }

    /// Tells that a session has ended: by its `user`, with the application that was `deleted`, or `refused` by the server.
    pub fn tell_signed_out(self, reason: &str) {
        self.tell("signed-out", &[("reason", reason.into())]);
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
        let code = KnownCode::TokenFailed.word();
        let about: [(&str, JsValue); 4] = [
            ("code", code.into()),
            ("message", (&failure.message).into()),
            ("retryable", true.into()),
            ("cause", failure.cause.clone()),
        ];
        self.tell("error", &about);
    }
}

#[part(dialogs)]
fn describe_part(error: Error, kind: Act) -> JsValue {
    describe(error, kind)
}

fn describe(error: Error, kind: Act) -> JsValue {
    let fields = ErrorFields::of(&error, kind);
    fields.serialize(&Serializer::json_compatible()).unwrap_or_default()
}

/// Follows what would be lost, and whether something is under way that a new start would break off.
pub fn tell_unsaved(desk: Desk) {
    let unsaved = Memo::new(move |_| desk.creation.unsaved());
    let mut before = None;
    watch(move || {
        let now = unsaved.get();
        if now != before {
            before = now;
            desk.tell("unsaved", &[("unsaved", now.map_or(JsValue::NULL, JsValue::from_str))]);
        }
    });
    let busy = flag(move || is_busy(desk));
    watch(move || {
        if !busy.get() {
            desk.tell("idle", &[]);
        }
    });
}

/// Whether a dialog is open, shown or waiting for a session. Follows what it reads.
pub fn is_busy(desk: Desk) -> bool {
    desk.creation.state.track();
    desk.deletion.state.track();
    desk.creation.is_open() || desk.deletion.is_open()
}
