//! How sessions begin, follow each other and end.

use leptos::prelude::*;

use super::embedded::{Embedded, endpoints, grant, refusal, secret, settings};
use super::world::{FakeTab, START, World, later, run};
use crate::api::{Cancel, Error};
use crate::session::{
    Credentials, CredentialsError, Notice, Origin, PasteFault, Revoked, Session, SignInOptions,
    sign_in_with_credentials,
};

fn notice(element: &Embedded) -> Option<Notice> {
    element.account.notice.get_untracked()
}

fn revocation(element: &Embedded) -> Revoked {
    match notice(element) {
        Some(Notice::SignedOut { revocation, .. }) => revocation,
        other => panic!("{other:?}"),
    }
}

#[test]
fn who_signs_out_has_both_tokens_revoked_and_hears_of_it() {
    for (refresh, access, expected) in [
        (Ok(()), Ok(()), Revoked::Yes),
        (Ok(()), Err(Error::Unreachable), Revoked::No),
        (Err(refusal(503, None)), Ok(()), Revoked::No),
    ] {
        let world = World::new();
        let tab = FakeTab::new(&world);
        let element = Embedded::signed_in(&world, &tab);
        element.account.sign_out();
        assert!(element.token().is_none() && !tab.holds("access-1") && !tab.holds("refresh-1"));
        assert_eq!(*element.heard.borrow(), ["Ended(SignedOut) without a session"]);
        assert_eq!(revocation(&element), Revoked::Asking);
        let (first, second) = (world.revocation_call(), world.revocation_call());
        assert_eq!(first.what, "page refresh_token refresh-1");
        assert_eq!(second.what, "page access_token access-1");
        first.answer(refresh);
        second.answer(access);
        assert_eq!(revocation(&element), expected);
    }
}

#[test]
fn a_pasted_token_is_not_revoked() {
    let world = World::new();
    let element = Embedded::new(&world, &FakeTab::new(&world));
    element.account.sign_in(Session::pasted(secret("pasted")));
    element.account.sign_out();
    run();
    assert_eq!(revocation(&element), Revoked::NotAsked);
    assert!(world.is_quiet());
}

#[test]
fn what_comes_of_a_revocation_changes_no_later_notice() {
    let world = World::new();
    let element = Embedded::signed_in(&world, &FakeTab::new(&world));
    element.account.sign_out();
    let (first, second) = (world.revocation_call(), world.revocation_call());
    element.account.sign_in(Session::pasted(secret("next")));
    element.account.end_own_deleted();
    first.answer(Ok(()));
    second.answer(Ok(()));
    assert_eq!(notice(&element), Some(Notice::OwnDeleted));
}

#[test]
fn requests_under_way_stop_with_the_session() {
    let world = World::new();
    let element = Embedded::signed_in(&world, &FakeTab::new(&world));
    let cancel = element.account.begin_request();
    let outcome = element.request(&world, &cancel);
    element.account.sign_out();
    assert_eq!(outcome.take().unwrap().answer, Err(Error::Cancelled));
}

#[test]
fn elements_with_one_storage_key_sign_in_and_out_together() {
    let world = World::new();
    let tab = FakeTab::new(&world);
    let (one, two) = (Embedded::new(&world, &tab), Embedded::new(&world, &tab));
    one.account.sign_in(Session::pasted(secret("pasted")));
    assert_eq!(two.token().as_deref(), Some("pasted"));
    assert_eq!(*two.heard.borrow(), ["Began", "Replaced"]);
    two.heard.take();
    one.account.sign_out();
    assert!(two.token().is_none() && notice(&two).is_none());
    assert_eq!(*two.heard.borrow(), ["Ended(SignedOutElsewhere) without a session"]);
}

#[test]
fn a_refused_token_ends_all_elements_and_what_was_typed_waits_in_each() {
    let world = World::new();
    let tab = FakeTab::new(&world);
    let one = Embedded::signed_in(&world, &tab);
    let two = Embedded::new(&world, &tab);
    one.account.token_was_taken();
    assert!(one.account.end_if_refused(&refusal(401, None)));
    run();
    for element in [&one, &two] {
        assert!(element.token().is_none());
        assert_eq!(
            *element.heard.borrow(),
            ["Ended(Refused) without a session", "TokenNeeded { refused: true } without a session"]
        );
        assert!(matches!(notice(element), Some(Notice::Refused { renewable: true, .. })));
    }
}

#[test]
fn a_403_ends_nothing_and_makes_a_token_read_only_where_it_names_write() {
    let world = World::new();
    let element = Embedded::signed_in(&world, &FakeTab::new(&world));
    assert!(!element.account.end_if_refused(&refusal(403, None)));
    assert!(untrack(|| element.account.may_write()));
    let mut error = refusal(403, None);
    if let Error::Refused(problem) = &mut error {
        problem.scope = Some("write".into());
    }
    assert!(!element.account.end_if_refused(&error));
    assert!(!untrack(|| element.account.may_write()));
    element.account.sign_out();
    assert!(untrack(|| element.account.may_write()), "of the next token nothing is known");
}

#[test]
fn what_was_given_for_a_token_shows_again_until_the_api_has_taken_it() {
    let world = World::new();
    let element = Embedded::new(&world, &FakeTab::new(&world));
    element.account.sign_in_with_token(" Bearer pasted ").unwrap();
    assert_eq!(element.token().as_deref(), Some("pasted"));
    element.account.end_if_refused(&refusal(401, None));
    assert_eq!(notice(&element), Some(Notice::NotAccepted(Credentials::Token(secret(" Bearer pasted ")))));
    element.account.sign_in_with_token("pasted").unwrap();
    element.account.token_was_taken();
    element.account.end_if_refused(&refusal(401, None));
    assert_eq!(notice(&element), Some(Notice::Refused { expired_at: None, renewable: false }));
    assert_eq!(element.account.sign_in_with_token("  "), Err(PasteFault::Empty));
    assert!(element.token().is_none());
}

#[test]
fn a_token_whose_time_is_over_has_expired_whoever_gave_it() {
    let world = World::new();
    let element = Embedded::signed_in(&world, &FakeTab::new(&world));
    world.passed.set(3_600_000.0);
    element.account.end_if_refused(&refusal(401, None));
    let expired_at = Some(START + 3_600_000.0);
    assert_eq!(notice(&element), Some(Notice::Refused { expired_at, renewable: true }));
}

#[test]
fn credentials_of_a_client_give_a_session_and_the_secret_is_kept_nowhere() {
    let world = World::new();
    let tab = FakeTab::new(&world);
    let element = Embedded::new(&world, &tab);
    let sign_in = |cancel: &Cancel| {
        let (account, world, cancel) = (element.account, world.clone(), cancel.clone());
        later(async move { sign_in_with_credentials(account, &world, "client-1", &secret("canary"), &cancel).await })
    };
    let cancel = element.account.begin_request();
    let outcome = sign_in(&cancel);
    cancel.cancel();
    assert_eq!(outcome.take(), Some(Err(CredentialsError::NoToken(Error::Cancelled))));
    world.token_call();
    let outcome = sign_in(&element.account.begin_request());
    world.token_call().answer(Err(refusal(401, Some("invalid_client"))));
    assert_eq!(outcome.take(), Some(Err(CredentialsError::NoToken(refusal(401, Some("invalid_client"))))));
    let outcome = sign_in(&element.account.begin_request());
    let call = world.token_call();
    assert_eq!(call.what, "client-1 secret canary read write");
    call.answer(Ok(grant(1)));
    assert_eq!(outcome.take(), Some(Ok(())));
    let session = element.account.session.get_untracked().unwrap();
    assert_eq!(session.origin, Origin::Client("client-1".into()));
    assert!(session.renewal.is_none() && tab.holds("access-1") && !tab.holds("canary") && !tab.holds("refresh-1"));
}

#[test]
fn where_storage_is_blocked_the_session_ends_with_the_page() {
    let world = World::new();
    let tab = FakeTab::new(&world);
    tab.blocked.set(true);
    let element = Embedded::signed_in(&world, &tab);
    assert_eq!(element.token().as_deref(), Some("access-1"));
    assert!(!element.account.session_lasts() && !tab.holds("access-1"));
    assert!(element.account.is_current(&super::embedded::person()));
}

#[test]
fn a_portal_that_signed_its_user_out_ends_the_session_with_the_next_request() {
    let world = World::new();
    let tab = FakeTab::new(&world);
    tab.storage.borrow_mut().insert("portal".into(), "first".into());
    let portal = SignInOptions { portal_key: Some("portal".into()), ..settings() };
    let element = Embedded::with(&world, &tab, portal, endpoints(), "here");
    assert!(element.account.client().is_some());
    tab.storage.borrow_mut().clear();
    assert!(element.account.client().is_none());
    assert_eq!(*element.heard.borrow(), ["Ended(Refused) without a session"]);
}
