//! Sign-in by code when something else happens meanwhile.

use leptos::prelude::*;

use super::code_flow::{back, leave, response, state_of};
use super::embedded::{Embedded, Page, endpoints, grant, refusal, secret, settings};
use super::world::{FakeTab, World, run, start};
use crate::api::Endpoints;
use crate::session::{CodeError, Session, Step};

/// Opens a window for an element; answers the state that was sent.
fn open(world: &World, element: &Embedded) -> String {
    start(element.account, world.clone(), Page(world.clone(), "here"), true);
    run();
    state_of(&world.windows.borrow().last().cloned().unwrap_or_default())
}

#[test]
fn a_response_that_comes_after_cancel_is_for_nobody() {
    let world = World::new();
    let element = Embedded::new(&world, &FakeTab::new(&world));
    let state = open(&world, &element);
    element.account.code.allow_start();
    assert_eq!(world.windows.borrow().last().unwrap(), "close");
    assert!(!world.respond(&state, response(&state)));
    assert!(world.is_quiet() && element.token().is_none());
}

#[test]
fn a_second_start_closes_the_window_of_the_first() {
    let world = World::new();
    let element = Embedded::new(&world, &FakeTab::new(&world));
    let first = open(&world, &element);
    let second = open(&world, &element);
    assert!(!world.respond(&first, response(&first)));
    assert!(world.respond(&second, response(&second)));
    let call = world.token_call();
    call.answer(Ok(grant(1)));
    assert_eq!(element.token().as_deref(), Some("access-1"));
}

#[test]
fn this_tab_can_be_used_while_a_window_waits() {
    let world = World::new();
    let element = Embedded::new(&world, &FakeTab::new(&world));
    let first = open(&world, &element);
    leave(&world, &element);
    assert_eq!(element.account.code.step.get_untracked(), Step::Leaving);
    assert!(!world.respond(&first, response(&first)));
}

#[test]
fn who_is_signed_in_by_another_element_needs_no_response() {
    let world = World::new();
    let tab = FakeTab::new(&world);
    let (element, other) = (Embedded::new(&world, &tab), Embedded::new(&world, &tab));
    let state = open(&world, &element);
    other.account.sign_in(Session::pasted(secret("other")));
    assert_eq!(element.token().as_deref(), Some("other"));
    world.respond(&state, response(&state));
    assert_eq!(element.account.code.step.get_untracked(), Step::Ready);
    assert!(world.is_quiet(), "the code is not redeemed");
}

#[test]
fn an_element_that_has_gone_redeems_and_keeps_nothing() {
    let world = World::new();
    let tab = FakeTab::new(&world);
    let state = leave(&world, &Embedded::new(&world, &tab));
    let element = back(&world, &tab, response(&state));
    let call = world.token_call();
    element.remove();
    call.answer(Ok(grant(1)));
    assert!(!tab.holds("access-1") && world.is_quiet());
}

#[test]
fn an_element_that_has_gone_while_it_asked_where_to_go_goes_nowhere() {
    let world = World::new();
    let unknown = Endpoints::below("https://api.example/", None, None, None);
    let element = Embedded::with(&world, &FakeTab::new(&world), settings(), unknown, "here");
    start(element.account, world.clone(), Page(world.clone(), "here"), true);
    let call = world.discovery_call();
    element.remove();
    call.answer(Ok(None));
    assert!(world.went.borrow().is_empty());
    assert_eq!(*world.windows.borrow(), ["open", "close"]);
}

#[test]
fn where_the_code_that_redeems_does_not_come_the_response_waits() {
    let world = World::new();
    let tab = FakeTab::new(&world);
    let state = leave(&world, &Embedded::new(&world, &tab));
    world.no_code.set(true);
    let element = back(&world, &tab, response(&state));
    assert_eq!(element.account.code.step.get_untracked(), Step::Ready);
    assert!(element.account.code.pending.get_untracked() && world.is_quiet());
    // The sign-in page has come with that code, and goes on.
    crate::session::finish_code_sign_in(element.account, world.clone(), Page(world.clone(), "here"));
    world.token_call().answer(Ok(grant(1)));
    assert_eq!(element.token().as_deref(), Some("access-1"));
}

#[test]
fn a_response_for_an_element_with_another_api_is_left_to_that_one() {
    let world = World::new();
    let tab = FakeTab::new(&world);
    let state = leave(&world, &Embedded::new(&world, &tab));
    let elsewhere =
        Endpoints::below("https://other.example/", Some("https://other.example/authorize".into()), None, None);
    let other = Embedded::with(&world, &tab, settings(), elsewhere, "here");
    other.account.start(Some(response(&state)));
    run();
    assert!(other.account.code.error.get_untracked().is_none() && world.is_quiet());
    assert!(!other.heard.borrow().iter().any(|event| event.starts_with("ResponseTaken")));
    let element = back(&world, &tab, response(&state));
    world.token_call().answer(Ok(grant(1)));
    assert_eq!(element.token().as_deref(), Some("access-1"));
}

#[test]
fn a_code_is_not_redeemed_where_codes_are_redeemed_elsewhere_by_now() {
    let world = World::new();
    let tab = FakeTab::new(&world);
    let state = leave(&world, &Embedded::new(&world, &tab));
    let moved = Endpoints { token: "https://evil.example/token".into(), ..endpoints() };
    let element = Embedded::with(&world, &tab, settings(), moved, "here");
    element.account.start(Some(response(&state)));
    run();
    assert!(world.is_quiet() && element.token().is_none());
}

#[test]
fn an_error_goes_when_the_user_starts_again() {
    let world = World::new();
    let tab = FakeTab::new(&world);
    let state = leave(&world, &Embedded::new(&world, &tab));
    let element = back(&world, &tab, response(&state));
    world.token_call().answer(Err(refusal(400, Some("invalid_grant"))));
    assert!(matches!(element.account.code.error.get_untracked(), Some(CodeError::NotRedeemed(_))));
    leave(&world, &element);
    assert!(element.account.code.error.get_untracked().is_none());
}

#[test]
fn another_element_that_starts_at_once_takes_neither_the_request_nor_the_place() {
    let world = World::new();
    let tab = FakeTab::new(&world);
    let state = leave(&world, &Embedded::new(&world, &tab));
    let (element, other) = (Embedded::new(&world, &tab), Embedded::new(&world, &tab));
    element.account.start(Some(response(&state)));
    // Both before either goes on.
    other.account.start(None);
    crate::session::finish_code_sign_in(other.account, world.clone(), Page(world.clone(), "here"));
    world.token_call().answer(Ok(grant(1)));
    assert_eq!(element.token().as_deref(), Some("access-1"));
    assert_eq!(other.token().as_deref(), Some("access-1"));
}
