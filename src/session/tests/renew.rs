//! Renewal: when it happens, and what comes of each answer.

use leptos::prelude::*;

use super::embedded::{Embedded, grant, refusal, settings};
use super::world::{FakeTab, START, World, run};
use crate::api::{Cancel, Error};
use crate::session::{Notice, SignInOptions};

/// When the token of a signed-in element is due to be renewed.
const DUE: f64 = START + 3_540_000.0;

/// Lets an element renew by itself at a time, as far as the request.
fn renew_at(world: &World, element: &Embedded, at: f64) {
    world.passed.set(at - START);
    element.account.renew_in_time(at);
    world.pass(100.0);
}

#[test]
fn a_session_is_renewed_a_minute_before_its_token_ends_and_not_twice() {
    let world = World::new();
    let element = Embedded::signed_in(&world, &FakeTab::new(&world));
    renew_at(&world, &element, DUE - 1000.0);
    assert!(world.is_quiet());
    renew_at(&world, &element, DUE);
    renew_at(&world, &element, DUE + 1000.0);
    world.token_call().answer(Ok(grant(2)));
    assert_eq!(element.token().as_deref(), Some("access-2"));
    renew_at(&world, &element, DUE + 2000.0);
    assert!(world.is_quiet());
}

#[test]
fn what_was_renewed_is_stored_with_the_next_refresh_token() {
    let world = World::new();
    let tab = FakeTab::new(&world);
    let element = Embedded::signed_in(&world, &tab);
    renew_at(&world, &element, DUE);
    world.token_call().answer(Ok(grant(2)));
    assert!(tab.holds("access-2") && tab.holds("refresh-2") && !tab.holds("refresh-1"));
    assert_eq!(Embedded::new(&world, &tab).token().as_deref(), Some("access-2"), "the next element has it");
}

#[test]
fn a_refused_refresh_token_ends_the_session_and_says_so() {
    for refused in [refusal(400, Some("invalid_grant")), refusal(401, None)] {
        let world = World::new();
        let tab = FakeTab::new(&world);
        let element = Embedded::signed_in(&world, &tab);
        element.account.token_was_taken();
        renew_at(&world, &element, DUE);
        world.token_call().answer(Err(refused));
        assert_eq!(element.token(), None);
        assert_eq!(element.account.notice.get_untracked(), Some(Notice::Refused { expired_at: None, renewable: true }));
        assert_eq!(element.heard.borrow()[0], "Ended(Refused) without a session");
        assert!(!tab.holds("access-1"));
    }
}

#[test]
fn what_does_not_say_that_the_refresh_token_is_of_no_use_ends_nothing() {
    for error in [
        Error::Unreachable,
        Error::TimedOut,
        Error::NotData { status: 200 },
        refusal(400, None),
        refusal(429, None),
        refusal(503, None),
    ] {
        let world = World::new();
        let element = Embedded::signed_in(&world, &FakeTab::new(&world));
        renew_at(&world, &element, DUE);
        world.token_call().answer(Err(error.clone()));
        assert_eq!(element.token().as_deref(), Some("access-1"), "{error:?}");
        renew_at(&world, &element, DUE + 19_000.0);
        assert!(world.is_quiet(), "{error:?}: not again at once");
        renew_at(&world, &element, DUE + 21_000.0);
        world.token_call().answer(Ok(grant(2)));
        assert_eq!(element.token().as_deref(), Some("access-2"), "{error:?}");
    }
}

#[test]
fn what_a_token_endpoint_refuses_is_no_answer_to_what_was_asked_of_the_api() {
    let world = World::new();
    let element = Embedded::signed_in(&world, &FakeTab::new(&world));
    for (error, seen) in [
        (refusal(403, None), Error::NotData { status: 403 }),
        (refusal(503, None), refusal(503, None)),
        (Error::Unreachable, Error::Unreachable),
    ] {
        let outcome = element.request(&world, &Cancel::new());
        world.request_call().answer(Err(refusal(401, None)));
        world.pass(100.0);
        world.token_call().answer(Err(error));
        let outcome = outcome.take().unwrap();
        assert_eq!((outcome.answer, outcome.may_be_done), (Err(seen), false));
    }
    assert_eq!(element.token().as_deref(), Some("access-1"));
}

#[test]
fn a_server_whose_addresses_are_not_known_is_asked_for_them_first() {
    let world = World::new();
    let endpoints = crate::api::Endpoints::below("https://api.example/", None, None, None);
    let element = Embedded::with(&world, &FakeTab::new(&world), settings(), endpoints, "here");
    element.account.sign_in(super::embedded::person());
    world.discovery_call().answer(Err(Error::Unreachable));
    renew_at(&world, &element, DUE);
    let call = world.discovery_call();
    assert_eq!(call.what, "https://api.example");
    call.answer(Ok(None));
    world.token_call().answer(Ok(grant(2)));
    assert_eq!(element.token().as_deref(), Some("access-2"));
}

#[test]
fn a_session_without_a_refresh_token_is_not_renewed() {
    let world = World::new();
    let element = Embedded::new(&world, &FakeTab::new(&world));
    let mut session = super::embedded::person();
    session.renewal = None;
    element.account.sign_in(session);
    renew_at(&world, &element, DUE + 100_000.0);
    let outcome = element.request(&world, &Cancel::new());
    world.request_call().answer(Err(refusal(401, None)));
    assert_eq!(outcome.take().unwrap().answer, Err(refusal(401, None)));
    assert!(world.is_quiet());
}

#[test]
fn a_portal_that_has_another_token_by_now_renewed_it() {
    let world = World::new();
    let tab = FakeTab::new(&world);
    let put = |token: &str| tab.storage.borrow_mut().insert("portal".into(), token.into());
    put("first");
    let portal = SignInOptions { portal_key: Some("portal".into()), ..settings() };
    let element = Embedded::with(&world, &tab, portal, super::embedded::endpoints(), "here");
    let outcome = element.request(&world, &Cancel::new());
    let call = world.request_call();
    put("second");
    call.answer(Err(refusal(401, None)));
    let call = world.request_call();
    assert_eq!(call.what, "second");
    call.answer(Err(refusal(401, None)));
    assert_eq!(outcome.take().unwrap().answer, Err(refusal(401, None)), "the same token is not asked with again");
    assert_eq!(element.heard.borrow()[..2], ["Covered", "Uncovered"], "what the first one brought is out of sight");
    run();
    assert!(world.is_quiet());
}
