//! Sessions whose token the host gives.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use futures::channel::oneshot;
use leptos::prelude::*;

use super::embedded::{Embedded, endpoints, refusal, secret, settings};
use super::world::{FakeTab, World, run};
use crate::api::{Cancel, Error, SecretText};
use crate::session::{HostFailure, HostToken, Notice, SignInOptions};

type Answer = Result<Option<SecretText>, HostFailure>;

/// A question to the host: whether its token was refused, and how it answers.
type Question = (bool, oneshot::Sender<Answer>);

/// A host that is asked.
#[derive(Clone, Default)]
struct Host(Rc<RefCell<VecDeque<Question>>>);

impl Host {
    fn element(&self, world: &World) -> Embedded {
        let questions = self.0.clone();
        let ask = move |refused| -> crate::session::Task<Answer> {
            let (answer, answered) = oneshot::channel();
            questions.borrow_mut().push_back((refused, answer));
            Box::pin(async move { answered.await.expect("an answer") })
        };
        let hosted = SignInOptions { host: Some(HostToken::new(ask)), ..settings() };
        let element = Embedded::with(world, &FakeTab::new(world), hosted, endpoints(), "here");
        element.account.start(None);
        element
    }

    /// Answers the only question with a token, or with nobody.
    fn answer(&self, refused: bool, token: Option<&str>) {
        run();
        let (asked, answer) = self.0.borrow_mut().pop_front().expect("a question");
        assert!(asked == refused && self.0.borrow().is_empty());
        let _ = answer.send(Ok(token.map(secret)));
        run();
    }

    fn is_asked(&self) -> bool {
        run();
        !self.0.borrow().is_empty()
    }
}

/// An element whose host has given `first`.
fn signed_in(world: &World, host: &Host) -> Embedded {
    let element = host.element(world);
    host.answer(false, Some("first"));
    element.heard.take();
    element
}

#[test]
fn the_host_is_asked_once_at_the_start_and_its_token_is_stored_nowhere() {
    let world = World::new();
    let host = Host::default();
    let element = host.element(&world);
    element.account.pick_up();
    host.answer(false, Some("first"));
    assert_eq!(element.token().as_deref(), Some("first"));
    assert_eq!(*element.heard.borrow(), ["Began"]);
}

#[test]
fn a_host_with_nobody_is_told_that_a_token_is_needed() {
    let world = World::new();
    let host = Host::default();
    let element = host.element(&world);
    host.answer(false, None);
    assert_eq!(*element.heard.borrow(), ["TokenNeeded { refused: false } without a session"]);
    assert!(!element.account.withheld.get_untracked());
}

#[test]
fn a_refused_token_is_asked_for_again_and_nothing_shows_meanwhile() {
    let world = World::new();
    let host = Host::default();
    let element = signed_in(&world, &host);
    let outcomes = [(); 2].map(|()| element.request(&world, &Cancel::new()));
    for _ in 0..2 {
        world.request_call().answer(Err(refusal(401, None)));
    }
    assert_eq!(*element.heard.borrow(), ["Covered"]);
    host.answer(true, Some("second"));
    assert_eq!(*element.heard.borrow(), ["Covered", "Uncovered"]);
    world.pass(100.0);
    for _ in 0..2 {
        let call = world.request_call();
        assert_eq!(call.what, "second");
        call.answer(Ok(1));
    }
    assert!(outcomes.iter().all(|outcome| outcome.take().unwrap().answer == Ok(1)));
    assert!(!host.is_asked(), "once for both");
}

#[test]
fn a_host_that_gives_the_refused_token_again_or_none_ends_the_session() {
    for again in [Some("first"), None] {
        let world = World::new();
        let host = Host::default();
        let element = signed_in(&world, &host);
        let outcome = element.request(&world, &Cancel::new());
        world.request_call().answer(Err(refusal(401, None)));
        host.answer(true, again);
        let answer = outcome.take().unwrap().answer;
        assert_eq!(answer, Err(refusal(401, None)));
        assert!(element.account.end_if_refused(&answer.unwrap_err()));
        assert_eq!(
            element.account.notice.get_untracked(),
            Some(Notice::Refused { expired_at: None, renewable: false })
        );
    }
}

#[test]
fn a_host_that_answers_after_its_element_has_gone_answers_nobody() {
    let world = World::new();
    let host = Host::default();
    let element = signed_in(&world, &host);
    let outcome = element.request(&world, &Cancel::new());
    world.request_call().answer(Err(refusal(401, None)));
    let heard = element.heard.clone();
    element.remove();
    host.answer(true, Some("second"));
    assert_eq!(outcome.take().unwrap().answer, Err(Error::Cancelled));
    assert_eq!(*heard.borrow(), ["Covered"]);
    assert!(world.is_quiet());
}

#[test]
fn after_back_nothing_shows_until_the_host_has_answered_for_whom() {
    for (token, expected) in [
        (Some("first"), &["Suspended without a session", "Began"][..]),
        (Some("second"), &["Suspended without a session", "OtherUser without a session", "Began"][..]),
        (
            None,
            &[
                "Suspended without a session",
                "Ended(SignedOutElsewhere) without a session",
                "TokenNeeded { refused: false } without a session",
            ][..],
        ),
    ] {
        let world = World::new();
        let host = Host::default();
        let element = signed_in(&world, &host);
        element.account.wake();
        assert_eq!(element.token(), None);
        host.answer(false, token);
        assert_eq!(element.token().as_deref(), token);
        assert_eq!(*element.heard.borrow(), expected);
    }
}

#[test]
fn after_back_a_portal_that_has_another_token_has_another_user() {
    for (token, expected) in [
        ("first", &["Suspended without a session", "Began", "Replaced", "Uncovered"][..]),
        (
            "second",
            &["Suspended without a session", "OtherUser without a session", "Began", "Replaced", "Uncovered"][..],
        ),
    ] {
        let world = World::new();
        let tab = FakeTab::new(&world);
        tab.storage.borrow_mut().insert("portal".into(), "first".into());
        let portal = SignInOptions { portal_key: Some("portal".into()), ..settings() };
        let element = Embedded::with(&world, &tab, portal, endpoints(), "here");
        tab.storage.borrow_mut().insert("portal".into(), token.into());
        element.account.wake();
        assert_eq!(element.token().as_deref(), Some(token));
        assert_eq!(*element.heard.borrow(), expected);
    }
}
