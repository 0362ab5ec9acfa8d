//! Sign-in by code, each step and each way that it can end.

use std::rc::Rc;

use leptos::prelude::*;

use super::embedded::{Embedded, Page, endpoints, grant, refusal, settings};
use super::world::{FakeTab, World, run, start};
use crate::api::{Endpoints, Error, Metadata};
use crate::session::{AuthorizationError, AuthorizationResponse, CodeError, Step};

/// Leaves for the server in this window; answers the state that was sent.
pub fn leave(world: &World, element: &Embedded) -> String {
    start(element.account, world.clone(), Page(world.clone(), "here"), false);
    run();
    state_of(&world.went.borrow().last().cloned().unwrap_or_default())
}

/// The state in the address of a request.
pub fn state_of(url: &str) -> String {
    let (_, state) = url.split_once("state=").unwrap_or_default();
    state.split('&').next().unwrap_or_default().replace("%7E", "~")
}

pub fn response(state: &str) -> AuthorizationResponse {
    AuthorizationResponse {
        code: Some(super::embedded::secret("code-1")),
        state: state.to_owned(),
        ..AuthorizationResponse::default()
    }
}

/// The page after the user came back: another element of the same tab.
pub fn back(world: &World, tab: &Rc<FakeTab>, response: AuthorizationResponse) -> Embedded {
    let element = Embedded::new(world, tab);
    element.account.start(Some(response));
    run();
    element
}

fn step(element: &Embedded) -> Step {
    element.account.code.step.get_untracked()
}

fn error(element: &Embedded) -> Option<CodeError> {
    element.account.code.error.get_untracked()
}

#[test]
fn the_user_leaves_with_a_request_that_is_remembered_and_may_start_again_when_nothing_shows() {
    let world = World::new();
    let tab = FakeTab::new(&world);
    let element = Embedded::new(&world, &tab);
    assert_eq!(step(&element), Step::Ready);
    let state = leave(&world, &element);
    assert_eq!(step(&element), Step::Leaving);
    let url = world.went.borrow()[0].clone();
    assert!(url.starts_with("https://api.example/authorize?response_type=code&client_id=page&"), "{url}");
    assert!(url.contains("code_challenge=challenge-of-random2&code_challenge_method=S256"), "{url}");
    assert!(state.starts_with("oauth-apps~r~key~random"));
    assert!(tab.holds(&state) && tab.holds("\"page\":\"here\""));
    start(element.account, world.clone(), Page(world.clone(), "here"), false);
    run();
    assert_eq!(world.went.borrow().len(), 1, "not twice");
    world.pass(10_000.0);
    assert_eq!(step(&element), Step::Ready);
}

#[test]
fn what_comes_back_is_redeemed_and_signs_in() {
    let world = World::new();
    let tab = FakeTab::new(&world);
    let state = leave(&world, &Embedded::new(&world, &tab));
    let element = back(&world, &tab, response(&state));
    assert_eq!(step(&element), Step::Redeeming);
    let call = world.token_call();
    assert_eq!(call.what, "page code code-1 random2 https://portal.example/apps");
    call.answer(Ok(grant(1)));
    assert_eq!(element.token().as_deref(), Some("access-1"));
    assert_eq!((step(&element), error(&element)), (Step::Ready, None));
    assert_eq!(*element.heard.borrow(), ["ResponseTaken without a session", "Began"]);
    assert!(!tab.holds(&state) && !tab.holds("\"page\":"), "the request and the place are done with");
    assert_eq!(world.went.borrow().len(), 1, "the user is where they were");
}

#[test]
fn who_comes_back_to_another_page_goes_on_to_theirs_once_signed_in() {
    let world = World::new();
    let tab = FakeTab::new(&world);
    let state = leave(&world, &Embedded::new(&world, &tab));
    let element = Embedded::with(&world, &tab, settings(), endpoints(), "elsewhere");
    element.account.start(Some(response(&state)));
    world.token_call().answer(Ok(grant(1)));
    assert_eq!(world.went.borrow()[1], "{\"page\":\"here\"");
    assert!(tab.holds("\"page\":\"here\""), "that page puts everything back");
}

#[test]
fn who_comes_back_without_a_response_finds_everything_and_may_start_again() {
    let world = World::new();
    let tab = FakeTab::new(&world);
    let state = leave(&world, &Embedded::new(&world, &tab));
    let element = Embedded::new(&world, &tab);
    element.account.start(None);
    run();
    assert_eq!((step(&element), error(&element)), (Step::Ready, None));
    assert!(!tab.holds(&state) && world.is_quiet());
}

#[test]
fn a_response_is_taken_once() {
    let world = World::new();
    let tab = FakeTab::new(&world);
    let state = leave(&world, &Embedded::new(&world, &tab));
    let first = back(&world, &tab, response(&state));
    world.token_call().answer(Err(refusal(400, Some("invalid_grant"))));
    assert_eq!(error(&first), Some(CodeError::NotRedeemed(refusal(400, Some("invalid_grant")))));
    assert_eq!(step(&first), Step::Ready);
    let replay = back(&world, &tab, response(&state));
    assert_eq!(error(&replay), Some(CodeError::Response(AuthorizationError::UnknownRequest)));
    assert!(world.is_quiet(), "nothing is sent");
}

#[test]
fn a_response_with_another_state_sends_nothing_and_leaves_the_request_to_its_own() {
    let world = World::new();
    let tab = FakeTab::new(&world);
    let state = leave(&world, &Embedded::new(&world, &tab));
    let element = back(&world, &tab, response("oauth-apps~r~key~forged"));
    assert_eq!(error(&element), Some(CodeError::Response(AuthorizationError::UnknownRequest)));
    assert!(world.is_quiet() && tab.holds(&state));
    let element = back(&world, &tab, response(&state));
    world.token_call().answer(Ok(grant(1)));
    assert_eq!(element.token().as_deref(), Some("access-1"));
}

#[test]
fn a_response_without_a_code_or_from_another_server_sends_nothing() {
    let refused = AuthorizationError::Refused { error: "access_denied".into(), description: None };
    for (change, expected) in [
        (
            AuthorizationResponse { issuer: Some("https://evil.example".into()), ..response("") },
            AuthorizationError::Issuer,
        ),
        (AuthorizationResponse { code: None, error: Some("access_denied".into()), ..response("") }, refused),
    ] {
        let world = World::new();
        let tab = FakeTab::new(&world);
        let state = leave(&world, &Embedded::new(&world, &tab));
        let element = back(&world, &tab, AuthorizationResponse { state, ..change });
        assert_eq!(error(&element), Some(CodeError::Response(expected)));
        assert!(world.is_quiet() && element.token().is_none());
    }
}

#[test]
fn a_window_opens_while_the_click_counts_and_closes_with_its_response() {
    let world = World::new();
    let element = Embedded::new(&world, &FakeTab::new(&world));
    start(element.account, world.clone(), Page(world.clone(), "here"), true);
    assert_eq!(*world.windows.borrow(), ["open"], "before anything is waited for");
    run();
    assert_eq!(step(&element), Step::Window);
    let state = state_of(&world.windows.borrow()[1]);
    assert!(state.starts_with("oauth-apps~p~key~"));
    assert!(world.respond(&state, response(&state)));
    assert_eq!(step(&element), Step::Redeeming);
    world.token_call().answer(Ok(grant(1)));
    assert_eq!(element.token().as_deref(), Some("access-1"));
    assert_eq!(world.windows.borrow().last().unwrap(), "close");
    assert!(world.went.borrow().is_empty(), "this window stays");
}

#[test]
fn where_no_window_opens_this_one_goes() {
    let world = World::new();
    let element = Embedded::new(&world, &FakeTab::new(&world));
    world.no_windows.set(true);
    start(element.account, world.clone(), Page(world.clone(), "here"), true);
    run();
    assert!(state_of(&world.went.borrow()[0]).starts_with("oauth-apps~r~"));
}

#[test]
fn what_is_missing_is_said_and_the_window_closes() {
    for (expected, prepare) in [
        (CodeError::NeedsHttps, (|world, _| world.no_crypto.set(true)) as fn(&World, &FakeTab)),
        (CodeError::NoStorage, |world, tab| {
            world.no_windows.set(true);
            tab.blocked.set(true);
        }),
    ] {
        let world = World::new();
        let tab = FakeTab::new(&world);
        prepare(&world, &tab);
        let element = Embedded::new(&world, &tab);
        start(element.account, world.clone(), Page(world.clone(), "here"), true);
        run();
        assert_eq!((step(&element), error(&element)), (Step::Ready, Some(expected)));
        assert!(world.went.borrow().is_empty() && world.windows.borrow().last().is_none_or(|last| last == "close"));
    }
}

#[test]
fn a_server_is_asked_first_where_its_addresses_are_not_known() {
    let metadata = |issuer: &str, code: bool| Metadata {
        issuer: issuer.into(),
        authorize: Some("https://login.example/authorize".into()),
        token: Some("https://login.example/token".into()),
        revoke: None,
        names_issuer: false,
        code,
        credentials: true,
    };
    for (answer, expected) in [
        (Err(Error::Unreachable), Some(CodeError::NoMetadata(Error::Unreachable))),
        (Ok(Some(metadata("https://evil.example", true))), Some(CodeError::NoMetadata(Error::NotData { status: 200 }))),
        (Ok(Some(metadata("https://api.example", false))), Some(CodeError::NotOffered)),
        (Ok(Some(metadata("https://api.example", true))), None),
    ] {
        let world = World::new();
        let unknown = Endpoints::below("https://api.example/", None, None, None);
        let element = Embedded::with(&world, &FakeTab::new(&world), settings(), unknown, "here");
        start(element.account, world.clone(), Page(world.clone(), "here"), false);
        world.discovery_call().answer(answer);
        assert_eq!(error(&element), expected);
        let went = world.went.borrow();
        assert_eq!(went.iter().any(|url| url.starts_with("https://login.example/authorize?")), expected.is_none());
    }
}
