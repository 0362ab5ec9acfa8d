//! Requests that renew the session by themselves.

use leptos::prelude::*;

use super::embedded::{Embedded, grant, refusal, secret};
use super::world::{FakeTab, World, later, run};
use crate::api::{Act, Cancel, Error};
use crate::session::Session;

#[test]
fn a_request_that_is_answered_renews_nothing() {
    let world = World::new();
    let element = Embedded::signed_in(&world, &FakeTab::new(&world));
    let outcome = element.request(&world, &Cancel::new());
    let call = world.request_call();
    assert_eq!(call.what, "access-1");
    call.answer(Ok(7));
    let outcome = outcome.take().unwrap();
    assert_eq!((outcome.answer, outcome.may_be_done), (Ok(7), true));
    assert_eq!(*element.heard.borrow(), ["RequestEnded { act: Create, error: None }"]);
    assert!(world.is_quiet());
}

#[test]
fn after_a_401_it_is_done_once_more_with_the_new_token_and_no_more_often() {
    let world = World::new();
    let element = Embedded::signed_in(&world, &FakeTab::new(&world));
    let outcome = element.request(&world, &Cancel::new());
    world.request_call().answer(Err(refusal(401, None)));
    world.pass(100.0);
    let call = world.token_call();
    assert_eq!(call.what, "page refresh refresh-1");
    call.answer(Ok(grant(2)));
    let call = world.request_call();
    assert_eq!(call.what, "access-2");
    call.answer(Err(refusal(401, None)));
    let outcome = outcome.take().unwrap();
    assert_eq!((outcome.answer, outcome.may_be_done), (Err(refusal(401, None)), true));
    assert_eq!(outcome.session.token.expose(), "access-2");
    assert!(world.is_quiet());
}

#[test]
fn requests_that_are_refused_at_once_share_one_renewal() {
    let world = World::new();
    let element = Embedded::signed_in(&world, &FakeTab::new(&world));
    let outcomes = [(); 3].map(|()| element.request(&world, &Cancel::new()));
    for _ in 0..3 {
        world.request_call().answer(Err(refusal(401, None)));
    }
    world.pass(100.0);
    world.token_call().answer(Ok(grant(2)));
    world.pass(30.0);
    for _ in 0..3 {
        let call = world.request_call();
        assert_eq!(call.what, "access-2");
        call.answer(Ok(1));
    }
    assert!(outcomes.iter().all(|outcome| outcome.take().unwrap().answer == Ok(1)));
    assert!(world.is_quiet());
}

#[test]
fn one_that_was_refused_while_the_token_was_renewed_finds_the_new_one() {
    let world = World::new();
    let element = Embedded::signed_in(&world, &FakeTab::new(&world));
    let (first, late) = (element.request(&world, &Cancel::new()), element.request(&world, &Cancel::new()));
    world.request_call().answer(Err(refusal(401, None)));
    world.pass(100.0);
    world.token_call().answer(Ok(grant(2)));
    // The first in the queue is the late one, which still has the old token.
    let call = world.request_call();
    assert_eq!(call.what, "access-1");
    call.answer(Err(refusal(401, None)));
    world.request_call().answer(Ok(1));
    world.request_call().answer(Ok(2));
    assert_eq!((first.take().unwrap().answer, late.take().unwrap().answer), (Ok(1), Ok(2)));
    assert!(world.is_quiet());
}

#[test]
fn who_stops_waiting_waits_no_longer_and_the_renewal_goes_on() {
    let world = World::new();
    let element = Embedded::signed_in(&world, &FakeTab::new(&world));
    let cancel = Cancel::new();
    let outcome = element.request(&world, &cancel);
    world.request_call().answer(Err(refusal(401, None)));
    world.pass(100.0);
    assert!(outcome.take().is_none());
    cancel.cancel();
    let outcome = outcome.take().unwrap();
    assert_eq!((outcome.answer, outcome.may_be_done), (Err(Error::Cancelled), false));
    world.token_call().answer(Ok(grant(2)));
    assert_eq!(element.token().as_deref(), Some("access-2"));
    assert!(world.is_quiet(), "what was stopped is not done once more");
}

#[test]
fn where_another_session_began_meanwhile_nothing_is_done_in_its_name() {
    let world = World::new();
    let element = Embedded::signed_in(&world, &FakeTab::new(&world));
    let outcome = element.request(&world, &Cancel::new());
    world.request_call().answer(Err(refusal(401, None)));
    element.account.sign_out();
    element.account.sign_in(Session::pasted(secret("other")));
    world.pass(100.0);
    let outcome = outcome.take().unwrap();
    assert_eq!((outcome.answer, outcome.may_be_done), (Err(Error::Cancelled), false));
    assert!(!element.account.is_current(&outcome.session));
    assert_eq!(world.under_way(), (0, 0));
    assert_eq!(element.token().as_deref(), Some("other"));
}

#[test]
fn a_token_that_nothing_renews_is_refused_as_the_server_says() {
    let world = World::new();
    let element = Embedded::new(&world, &FakeTab::new(&world));
    element.account.sign_in(Session::pasted(secret("pasted")));
    let outcome = element.request(&world, &Cancel::new());
    world.request_call().answer(Err(refusal(401, None)));
    assert_eq!(outcome.take().unwrap().answer, Err(refusal(401, None)));
    assert!(world.is_quiet());
}

#[test]
fn another_refusal_renews_nothing() {
    let world = World::new();
    let element = Embedded::signed_in(&world, &FakeTab::new(&world));
    for status in [403, 404, 500] {
        let outcome = element.request(&world, &Cancel::new());
        world.request_call().answer(Err(refusal(status, None)));
        assert_eq!(outcome.take().unwrap().answer, Err(refusal(status, None)));
        assert!(world.is_quiet(), "{status}");
    }
}

#[test]
fn nobody_asks_where_nobody_is_signed_in() {
    let world = World::new();
    let element = Embedded::new(&world, &FakeTab::new(&world));
    let account = element.account;
    let outcome = later(async move { account.request(Act::Read, &Cancel::new(), async |_| Ok(())).await.is_none() });
    assert_eq!(outcome.take(), Some(true));
    assert!(element.heard.borrow().is_empty());
}

#[test]
fn an_answer_that_comes_after_the_element_has_gone_is_for_nobody() {
    let world = World::new();
    let element = Embedded::signed_in(&world, &FakeTab::new(&world));
    let (outcome, heard) = (element.request(&world, &Cancel::new()), element.heard.clone());
    element.remove();
    world.request_call().answer(Err(refusal(401, None)));
    assert_eq!(outcome.take().unwrap().answer, Err(refusal(401, None)));
    assert!(heard.borrow().is_empty() && world.is_quiet());
}

#[test]
fn where_the_code_that_renews_does_not_come_nothing_is_lost() {
    let world = World::new();
    let element = Embedded::signed_in(&world, &FakeTab::new(&world));
    world.no_code.set(true);
    let outcome = element.request(&world, &Cancel::new());
    world.request_call().answer(Err(refusal(401, None)));
    let outcome = outcome.take().unwrap();
    assert_eq!((outcome.answer, outcome.may_be_done), (Err(Error::Unreachable), false));
    assert_eq!(element.token().as_deref(), Some("access-1"));
    run();
    assert!(element.account.notice.get_untracked().is_none());
}
