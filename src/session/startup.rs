//! How an element starts: with the session that is there, with the response of an authorization server, or by asking its
//! host.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::code_sign_in::{CodeError, Returned, Step};
use super::event::SessionEvent;
use super::{Account, AuthorizationResponse};

impl Account {
    /// Begins: with the session that is there, with the response of a server, or with where the user was before they went
    /// there. And asks the host for its token. The tabs with copies of the session are joined by
    /// [`join_channel`](Self::join_channel), when there is time for it.
    pub fn start(self, response: Option<AuthorizationResponse>) {
        let store = self.store();
        let hosted = store.options().is_hosted();
        // One with the same storage key and another API may wait for it. The facade keeps it until somebody has it.
        let is_ours = |response: &AuthorizationResponse| !store.is_authorization_elsewhere(&response.state);
        let response = response.filter(|response| !hosted && is_ours(response));
        if response.is_some() {
            self.emit(SessionEvent::ResponseTaken);
        }
        if hosted {
            // Whoever hosts this page signs its users in; their storage is not ours to look through.
        } else if response.is_some() || store.has_return_point() {
            if response.is_some() && !self.is_signed_in_untracked() {
                self.code.step.set(Step::Redeeming);
            }
            self.code.returned.set_value(response.map(|response| Returned {
                request: store.take_authorization(&response.state),
                return_point: store.take_return_point(),
                response,
            }));
            self.code.pending.set(true);
            self.finish_sign_in_once_loaded();
        } else {
            // Came back without a response, or never went.
            store.forget_authorization();
        }
        if self.is_signed_in_untracked() {
            // In a moment: the host is told first that the page shows.
            spawn_local(async move {
                if !self.is_disposed() {
                    self.emit(SessionEvent::Began);
                }
            });
        } else if store.options().host.is_some() {
            self.pick_up();
        } else if self.code.step.get_untracked() == Step::Ready {
            self.need_token(false);
        }
    }

    fn finish_sign_in_once_loaded(self) {
        let Some(operations) = self.operations() else {
            return;
        };
        spawn_local(async move {
            if !operations.ensure_loaded().await {
                // The sign-in page says so, asks for the code once more, and goes on from here.
                self.code.fail(CodeError::NotLoaded);
            } else if !self.is_disposed() && self.code.pending.get_untracked() {
                operations.finish_sign_in(self);
            }
        });
    }
}
