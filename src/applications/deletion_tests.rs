//! Tests the state machine of the delete dialog: every transition, and what comes late.

use std::rc::Rc;

use leptos::prelude::*;

use super::Awaited;
use crate::api::{Deleted, Error};
use crate::applications::delete::{Answer, DeleteError, Phrase, Target};
use crate::applications::recovery::Snapshot;
use fake::{NOW, OTHER, ROW, Task, World, listed, refused, target, word};

#[path = "fake_deletion.rs"]
mod fake;

/// A dialog whose answer was lost, and which asks the list.
fn lost(error: Error) -> (Rc<World>, Task) {
    let world = World::new();
    let mut task = world.send();
    world.answer(Err(error));
    assert!(!task.run());
    assert_eq!((&*world.state(), world.asked()), ("checking", (1, 1)));
    (world, task)
}

const GONE: [&str; 2] = ["host: 7 Ledger c7", "list: without Ledger, Now, at Some(3)"];

#[test]
fn what_the_server_deleted_leaves_the_list_and_the_host_is_told() {
    for (deleted, how) in [(Deleted::Now, "Now"), (Deleted::Already, "Already")] {
        let world = World::new();
        let mut task = world.send();
        assert_eq!((&*world.state(), world.asked()), ("sending", (1, 0)));
        assert!(!task.run(), "no answer has come");
        world.answer(Ok(deleted));
        assert!(task.run());
        assert_eq!((&*world.state(), world.asked()), ("closed", (1, 0)));
        let removed = format!("list: without Ledger, {how}, at Some(3)");
        assert_eq!(world.log.take(), ["host: 7 Ledger c7", &removed]);
        assert_eq!(world.deletion.typed.get_untracked(), "");
    }
}

#[test]
fn nothing_is_sent_without_the_phrase_a_network_or_a_session() {
    let world = World::new();
    for typed in ["", "ledger", "Ledger2", "7"] {
        world.deletion.typed.set(typed.to_owned());
        assert!(world.send().run());
        assert_eq!((&*world.state(), world.asked()), ("asking", (0, 0)), "{typed}");
    }
    world.deletion.typed.set("Ledger".to_owned());
    world.offline.set(true);
    world.send();
    assert_eq!((&*world.state(), world.asked()), ("asking: offline", (0, 0)));
    world.deletion.back_online();
    assert_eq!(world.state(), "asking");
    world.offline.set(false);
    world.signed_in.set(false);
    world.send();
    assert_eq!((&*world.state(), world.asked()), ("asking", (0, 0)));
}

#[test]
fn a_second_click_sends_no_second_request() {
    let world = World::new();
    let _first = world.send();
    assert!(world.send().run());
    assert_eq!(world.asked(), (1, 0));
}

#[test]
fn a_refusal_is_shown_with_when_to_try_again_and_can_be_tried_again() {
    let world = World::new();
    let mut task = world.send();
    world.answer(Err(refused(429, Some(12))));
    assert!(task.run());
    assert_eq!(world.state(), "asking: refused 429");
    let at = world.deletion.state.with_untracked(|state| match state.error() {
        Some(DeleteError::Refused { retry_at, .. }) => *retry_at,
        _ => None,
    });
    assert_eq!(at, Some(NOW + 12_000.0));
    world.deletion.back_online();
    assert_eq!(world.state(), "asking: refused 429", "the network had nothing to do with it");
    let mut again = world.send();
    assert_eq!(world.state(), "sending");
    world.answer(Ok(Deleted::Now));
    assert!(again.run());
    assert_eq!((world.state(), world.log.take()), ("closed".to_owned(), GONE.map(str::to_owned).to_vec()));
}

#[test]
fn a_lost_answer_is_what_a_whole_list_says() {
    for (error, how) in [
        (Error::Unreachable, "Now"),
        (Error::TimedOut, "Now"),
        (Error::Cancelled, "Now"),
        (refused(502, None), "Now"),
        (refused(404, None), "Already"),
        (refused(410, None), "Already"),
    ] {
        let (world, mut task) = lost(error.clone());
        world.answer_list(Ok(listed(&[OTHER])));
        assert!(task.run());
        assert_eq!(world.state(), "closed");
        let removed = format!("list: without Ledger, {how}, at Some(3)");
        assert_eq!(world.log.take(), ["host: 7 Ledger c7", &removed], "{error:?}");

        let (world, mut task) = lost(error.clone());
        world.answer_list(Ok(listed(&[OTHER, ROW])));
        assert!(task.run());
        assert_eq!(world.state(), format!("asking: still there, {}", word(&error)));
        assert!(world.log.take().is_empty());
    }
}

#[test]
fn the_list_knows_the_application_by_its_client_id_too() {
    let (world, mut task) = lost(refused(404, None));
    world.answer_list(Ok(listed(&[r#"{"id":9,"name":"Renamed","client_id":"c7"}"#])));
    assert!(task.run());
    assert_eq!(world.state(), "asking: still there, 404");
}

#[test]
fn a_list_that_did_not_come_or_not_whole_proves_nothing_of_what_is_not_in_it() {
    let part = |rows: &[&str]| Snapshot { whole: false, ..listed(rows) };
    for (list, state) in [
        (Err(Error::Unreachable), "asking: unknown, 404"),
        (Ok(part(&[OTHER])), "asking: unknown, 404"),
        (Ok(part(&[OTHER, ROW])), "asking: still there, 404"),
    ] {
        let (world, mut task) = lost(refused(404, None));
        world.answer_list(list);
        assert!(task.run());
        assert_eq!(world.state(), state);
        assert!(world.log.take().is_empty());
    }
}

#[test]
fn a_refusal_whose_request_was_never_carried_out_asks_no_list() {
    let world = World::new();
    let mut task = world.send();
    world.answer_with(Err(Error::Unreachable), false);
    assert!(task.run());
    assert_eq!((&*world.state(), world.asked()), ("asking: refused 0", (1, 0)));
}

#[test]
fn cancel_stops_waiting_first_for_the_answer_then_for_the_list() {
    let world = World::new();
    let mut task = world.send();
    world.deletion.dismiss();
    assert_eq!(world.state(), "sending", "what is under way is not closed away");
    world.deletion.cancel(&*world);
    assert!(!task.run());
    assert_eq!(world.state(), "checking");
    world.deletion.dismiss();
    world.deletion.cancel(&*world);
    assert!(task.run());
    assert_eq!(world.state(), "asking: unknown, Cancelled");
    world.deletion.cancel(&*world);
    world.deletion.dismiss();
    assert_eq!(world.state(), "closed");
}

#[test]
fn whoever_is_signed_in_with_it_is_asked_once_more_and_signed_out() {
    let world = World::new();
    world.own.set(true);
    assert!(world.send().run());
    assert!(world.deletion.own_warned.get_untracked());
    assert_eq!((&*world.state(), world.asked()), ("asking", (0, 0)));
    let mut task = world.send();
    world.answer(Ok(Deleted::Now));
    assert!(task.run());
    assert_eq!(world.state(), "closed");
    assert_eq!(world.log.take(), ["host: 7 Ledger c7", "signed out"]);
    world.deletion.open(target(ROW));
    assert!(!world.deletion.own_warned.get_untracked(), "the next one is asked about anew");
}

#[test]
fn a_refused_token_ends_the_session_and_the_dialog_waits_with_what_was_typed() {
    let world = World::new();
    let mut task = world.send();
    world.answer(Err(refused(401, None)));
    assert!(task.run());
    assert_eq!(world.state(), "asking");
    assert!(!world.deletion.is_shown() && world.deletion.is_open());
    assert_eq!(world.deletion.typed.get_untracked(), " Ledger ");
    world.deletion.resume();
    assert!(world.deletion.is_shown());
}

#[test]
fn an_answer_that_comes_after_the_session_ended_changes_nothing() {
    // While the request is under way, and while the list is asked for.
    for mut under_way in [
        || {
            let world = World::new();
            let task = world.send();
            (world, task)
        },
        || lost(Error::Unreachable),
    ] as [fn() -> (Rc<World>, Task); 2]
    {
        let (world, mut task) = under_way();
        world.end_session();
        assert!(task.run());
        assert_eq!(world.state(), "asking");
        // Signed in again, the same is sent once more. The answer to the first request is not the answer to this one.
        let (world, mut late) = under_way();
        world.deletion.interrupt();
        world.deletion.resume();
        let before = world.deletes.borrow().last().cloned();
        let mut again = world.send();
        assert_eq!(world.state(), "sending");
        if let Some(slot) = before {
            slot.replace(Some(Answer { answer: Ok(Deleted::Now), may_be_done: true }));
        }
        if let Some(slot) = world.lists.borrow().last() {
            slot.replace(Some(Ok(listed(&[]))));
        }
        assert!(late.run());
        assert_eq!((&*world.state(), world.log.take()), ("sending", Vec::<String>::new()));
        world.answer(Ok(Deleted::Already));
        assert!(again.run());
        assert_eq!(world.state(), "closed");
        let _ = &mut under_way;
    }
}

#[test]
fn an_answer_after_sign_out_or_after_the_element_is_gone_is_for_nobody() {
    let world = World::new();
    let mut task = world.send();
    world.deletion.reset();
    world.answer(Ok(Deleted::Now));
    assert!(task.run());
    assert_eq!((&*world.state(), world.log.take()), ("closed", Vec::<String>::new()));

    let world = World::new();
    let mut task = world.send();
    world.owner.cleanup();
    world.answer(Ok(Deleted::Now));
    assert!(task.run());
    assert!(world.log.take().is_empty());
}

#[test]
fn a_covered_dialog_is_out_of_sight_unless_its_request_is_under_way() {
    let world = World::new();
    world.deletion.cover();
    assert!(!world.deletion.is_shown());
    world.deletion.resume();
    let _task = world.send();
    world.deletion.cover();
    assert!(world.deletion.is_shown());
}

#[test]
fn a_dialog_comes_back_with_the_list_where_its_application_is_in_it() {
    for (id, state, typed) in [("7", "asking", "Led"), ("8", "closed", "")] {
        let world = World::new();
        world.deletion.reset();
        assert!(!world.deletion.awaits_list());
        world.deletion.await_list(Awaited { id: id.to_owned(), typed: "Led".to_owned() });
        assert!(world.deletion.awaits_list());
        world.deletion.reopen(|id| (id == "7").then(|| target(ROW)));
        assert!(!world.deletion.awaits_list());
        assert_eq!((&*world.state(), &*world.deletion.typed.get_untracked()), (state, typed));
        world.deletion.reset();
        world.deletion.reopen(|_| Some(target(ROW)));
        assert_eq!(world.state(), "closed", "it comes back once");
    }
}

#[test]
fn what_has_to_be_typed_tells_the_application_from_all_others() {
    let phrase = |row: &str| target(row).phrase;
    assert_eq!(phrase(ROW), Phrase::Name);
    assert_eq!(phrase(r#"{"id":1,"name":"a\u200bb","client_id":"c1"}"#), Phrase::ClientId);
    assert_eq!(phrase(r#"{"id":1,"name":"","client_id":""}"#), Phrase::Id);
    assert_eq!(target(r#"{"id":1,"name":"","client_id":""}"#).wanted(), "1");
    let composed = target(r#"{"id":1,"name":"Łódź é","client_id":"c1"}"#);
    assert!(composed.is_confirmed_by("Ło\u{301}dz\u{301} e\u{301} "));
    assert!(!composed.is_confirmed_by("Lodz e"));
    assert!(
        Target::new(&listed(&[r#"{"id":"x-1","name":"A","client_id":"c1"}"#]).applications.row(0).unwrap(), None)
            .is_none()
    );
}
