//! How far a sign-in at the server is, and what the element does with the answer when it starts. Sending people there
//! and redeeming what they bring is a part of its own: [`super::authorize`].

use leptos::prelude::*;
use part::part;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{BroadcastChannel, MessageEvent};

use super::authorize;
use super::desk::Desk;
use super::part::{Part, come};
use super::renew;
use crate::session::Answer;
use crate::ui::spawn;

#[part(signin)]
fn take_up_part(desk: Desk) {
    authorize::take_up(desk)
}

/// How far a sign-in is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The user may start it.
    Ready,
    /// The browser is about to go to the server.
    Leaving,
    /// The user is at the server, in another window.
    Window,
    /// An answer has come: its code is being redeemed. Or the host is being asked.
    Arriving,
}

/// A window in which the user signs in.
pub struct Popup {
    window: web_sys::Window,
    /// What its answer comes over.
    channel: BroadcastChannel,
    _hear: Closure<dyn FnMut(MessageEvent)>,
}

impl Popup {
    /// Listens to the channel for as long as the window is of interest.
    pub fn new(window: web_sys::Window, channel: BroadcastChannel, hear: Closure<dyn FnMut(MessageEvent)>) -> Self {
        channel.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        Self { window, channel, _hear: hear }
    }
}

impl Drop for Popup {
    fn drop(&mut self) {
        self.channel.close();
        // One that is closed already stays so.
        let _ = self.window.close();
    }
}

/// The state of the sign-in at the server.
#[derive(Clone, Copy)]
pub struct AuthorizeDesk {
    /// How far it is.
    pub step: RwSignal<Step>,
    /// Why the last one did not work.
    pub fault: RwSignal<Option<String>>,
    /// The window in which the user is.
    pub popup: RwSignal<Option<Popup>, LocalStorage>,
    /// What came back to this page, until somebody looks at it.
    pub answer: RwSignal<Option<Answer>>,
    /// Whether a former page of this tab left something that nobody looked at yet.
    pub waits: RwSignal<bool>,
}

impl AuthorizeDesk {
    /// Nothing has begun.
    pub fn new() -> Self {
        Self {
            step: RwSignal::new(Step::Ready),
            fault: RwSignal::new(None),
            popup: RwSignal::new_local(None),
            answer: RwSignal::new(None),
            waits: RwSignal::new(false),
        }
    }

    /// Goes on to redeeming, unless somebody does already.
    pub fn arrive(self) -> bool {
        let free = self.step.get_untracked() != Step::Arriving;
        self.step.set(Step::Arriving);
        free
    }

    /// Lets the user start again.
    pub fn ready(self) {
        self.popup.try_set(None);
        self.step.try_set(Step::Ready);
    }

    /// Says why it did not work, and lets the user start again.
    pub fn fail(self, why: String) {
        self.fault.try_set(Some(why));
        self.ready();
    }
}

/// Begins: with the session that is there, with the answer of a server, or with where the user was before they went
/// there. And asks the host for its token.
pub fn begin(desk: Desk, answer: Option<Answer>) {
    let authorize = desk.account.authorize;
    let keeper = desk.account.store.get_untracked();
    // One with the same storage key and another API may wait for it. The facade keeps it until somebody has it.
    let answer = answer.filter(|answer| !keeper.settings().is_hosted() && !keeper.is_elsewhere(&answer.state));
    if answer.is_some() {
        desk.tell_answer_taken();
    }
    if keeper.settings().is_hosted() {
        // Whoever hosts this page signs its users in; their storage is not ours to look through.
    } else if answer.is_some() || keeper.has_place() {
        if answer.is_some() && desk.account.session.with_untracked(Option::is_none) {
            authorize.step.set(Step::Arriving);
        }
        authorize.answer.set(answer);
        authorize.waits.set(true);
        spawn(async move {
            if !come(Part::SignIn).await {
                // The sign-in page asks for the part once more, and goes on from here.
                authorize.ready();
            } else if !desk.is_gone() && authorize.waits.get_untracked() {
                take_up_part(desk);
            }
        });
    } else {
        // Came back without an answer, or never went.
        keeper.forget_attempt();
    }
    if desk.account.session.with_untracked(Option::is_some) {
        renew::join(desk);
        // In a moment: the host is told first that the page shows.
        spawn(async move {
            if !desk.is_gone() {
                desk.tell_signed_in();
            }
        });
    } else if keeper.settings().host.is_some() {
        desk.pick_up();
    } else if authorize.step.get_untracked() == Step::Ready {
        desk.need(false);
    }
}
