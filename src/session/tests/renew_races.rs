//! Renewal between elements and tabs: a refresh token is good for one use, whoever else has it.

use std::rc::Rc;

use super::embedded::{Embedded, grant, refusal};
use super::world::{FakeTab, World, run};
use crate::api::{Cancel, Error};

/// Asks for something and has it refused, so that the element renews.
fn refused(world: &World, element: &Embedded) -> super::world::Later<crate::session::Requested<u32>> {
    let outcome = element.request(world, &Cancel::new());
    world.request_call().answer(Err(refusal(401, None)));
    outcome
}

#[test]
fn two_elements_of_a_tab_use_the_refresh_token_once() {
    let world = World::new();
    let tab = FakeTab::new(&world);
    let (one, two) = (Embedded::signed_in(&world, &tab), Embedded::new(&world, &tab));
    let outcomes = [refused(&world, &one), refused(&world, &two)];
    world.pass(100.0);
    world.token_call().answer(Ok(grant(2)));
    world.pass(100.0);
    for _ in 0..2 {
        let call = world.request_call();
        assert_eq!(call.what, "access-2");
        call.answer(Ok(1));
    }
    assert!(outcomes.iter().all(|outcome| outcome.take().unwrap().answer == Ok(1)));
    assert!(world.is_quiet());
}

/// A tab and its duplicate, each with an element, both signed in with the same tokens.
fn duplicated(world: &World) -> [(Rc<FakeTab>, Embedded); 2] {
    let tab = FakeTab::new(world);
    let original = Embedded::signed_in(world, &tab);
    let copy = tab.duplicate();
    let duplicate = Embedded::new(world, &copy);
    duplicate.account.start(None);
    duplicate.account.join_channel();
    run();
    [(tab, original), (copy, duplicate)]
}

#[test]
fn two_tabs_with_copies_of_a_session_use_the_refresh_token_once() {
    let world = World::new();
    let [(_, one), (copy, two)] = duplicated(&world);
    let outcomes = [refused(&world, &one), refused(&world, &two)];
    world.pass(100.0);
    let call = world.token_call();
    world.pass(1000.0);
    assert_eq!(world.under_way(), (0, 0), "the other tab waits for the lock");
    call.answer(Ok(grant(2)));
    world.pass(100.0);
    for _ in 0..2 {
        world.request_call().answer(Ok(1));
    }
    assert!(outcomes.iter().all(|outcome| outcome.take().unwrap().answer == Ok(1)));
    assert_eq!(two.token().as_deref(), Some("access-2"));
    assert!(copy.holds("refresh-2") && world.is_quiet());
}

#[test]
fn what_one_tab_renewed_the_other_has_at_once() {
    let world = World::new();
    let [(_, one), (copy, two)] = duplicated(&world);
    let outcome = refused(&world, &one);
    world.pass(100.0);
    world.token_call().answer(Ok(grant(2)));
    world.request_call().answer(Ok(1));
    assert_eq!(outcome.take().unwrap().answer, Ok(1));
    assert_eq!(two.token().as_deref(), Some("access-2"));
    assert!(copy.holds("refresh-2") && !copy.holds("refresh-1") && world.is_quiet());
}

#[test]
fn a_tab_that_missed_the_news_is_told_when_it_asks() {
    let world = World::new();
    let [(_, one), (_, two)] = duplicated(&world);
    // It hears nothing meanwhile: its channel opens only when it has to renew.
    two.account.inner().channel.take();
    refused(&world, &one);
    world.pass(100.0);
    world.token_call().answer(Ok(grant(2)));
    world.request_call().answer(Ok(1));
    assert_eq!(two.token().as_deref(), Some("access-1"));
    refused(&world, &two);
    run();
    world.pass(100.0);
    assert_eq!(two.token().as_deref(), Some("access-2"));
    assert_eq!(world.under_way().0, 0, "the used refresh token is not used again");
}

#[test]
fn an_older_token_of_another_tab_is_not_taken() {
    let world = World::new();
    let [(_, one), (_, two)] = duplicated(&world);
    refused(&world, &one);
    world.pass(100.0);
    world.token_call().answer(Ok(grant(2)));
    run();
    let old = super::embedded::person().to_json();
    two.account.inner().channel.borrow().as_ref().unwrap().send(&old);
    run();
    assert_eq!(one.token().as_deref(), Some("access-2"));
}

#[test]
fn a_tab_that_was_refused_leaves_the_other_to_try_by_itself() {
    let world = World::new();
    let [(_, one), (_, two)] = duplicated(&world);
    let outcomes = [refused(&world, &one), refused(&world, &two)];
    world.pass(100.0);
    world.token_call().answer(Err(Error::Unreachable));
    assert_eq!(outcomes[0].take().unwrap().answer, Err(Error::Unreachable));
    world.pass(100.0);
    world.token_call().answer(Ok(grant(2)));
    world.request_call().answer(Ok(1));
    assert_eq!(outcomes[1].take().unwrap().answer, Ok(1));
}

#[test]
fn what_is_granted_after_the_user_signed_out_is_revoked() {
    let world = World::new();
    let tab = FakeTab::new(&world);
    let element = Embedded::signed_in(&world, &tab);
    let outcome = refused(&world, &element);
    world.pass(100.0);
    let call = world.token_call();
    element.account.sign_out();
    for what in ["page refresh_token refresh-1", "page access_token access-1"] {
        let call = world.revocation_call();
        assert_eq!(call.what, what);
        call.answer(Ok(()));
    }
    call.answer(Ok(grant(2)));
    for what in ["page refresh_token refresh-2", "page access_token access-2"] {
        let call = world.revocation_call();
        assert_eq!(call.what, what);
        call.answer(Ok(()));
    }
    assert_eq!(outcome.take().unwrap().answer, Err(Error::Cancelled));
    assert!(element.token().is_none() && !tab.holds("access-2") && world.is_quiet());
}

#[test]
fn who_signed_out_before_the_refresh_token_was_sent_has_it_not_sent() {
    let world = World::new();
    let element = Embedded::signed_in(&world, &FakeTab::new(&world));
    refused(&world, &element);
    element.account.sign_out();
    world.pass(100.0);
    assert_eq!(world.under_way(), (0, 0));
}

#[test]
fn the_next_element_has_what_was_granted_after_its_element_had_gone() {
    let world = World::new();
    let tab = FakeTab::new(&world);
    let element = Embedded::signed_in(&world, &tab);
    refused(&world, &element);
    world.pass(100.0);
    let call = world.token_call();
    element.remove();
    call.answer(Ok(grant(2)));
    assert!(tab.holds("refresh-2") && !tab.holds("refresh-1"));
    assert_eq!(Embedded::new(&world, &tab).token().as_deref(), Some("access-2"));
}

#[test]
fn an_element_that_has_gone_before_sends_nothing() {
    let world = World::new();
    let tab = FakeTab::new(&world);
    let element = Embedded::signed_in(&world, &tab);
    refused(&world, &element);
    element.remove();
    world.pass(1000.0);
    assert!(world.is_quiet() && tab.holds("refresh-1"));
}

#[test]
fn another_sign_in_in_storage_is_not_taken_for_a_renewal() {
    let world = World::new();
    let tab = FakeTab::new(&world);
    let element = Embedded::signed_in(&world, &tab);
    let outcome = refused(&world, &element);
    tab.storage.borrow_mut().insert("key".into(), r#"{"access_token": "other"}"#.into());
    world.pass(100.0);
    assert_eq!(outcome.take().unwrap().answer, Err(Error::Cancelled));
    assert_eq!(element.token().as_deref(), Some("other"));
    assert!(element.heard.borrow().contains(&"Ended(SignedOutElsewhere) without a session".to_owned()));
    assert_eq!(world.under_way(), (0, 0));
}
