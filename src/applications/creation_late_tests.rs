//! Tests what is cancelled, ends with the session or comes late, whatever state it finds.

use leptos::prelude::*;

use super::{NAME, created, lost, lost_and_listed, state};
use crate::api::Error;
use crate::applications::create::Answer;
use crate::applications::fake_environment::{OLD, Task, World, row, session};

#[test]
fn cancel_leaves_each_wait() {
    // Before anything was sent: back to the form, and nothing is sent, whatever comes.
    let world = World::new();
    world.pass(60_000.0);
    let mut task = world.send(NAME);
    assert_eq!(state(&world), "looking");
    world.creation.cancel(&*world);
    assert_eq!(state(&world), "editing");
    world.answer_list(Ok(world.snapshot(&[OLD])));
    assert!(task.run());
    assert_eq!((&*state(&world), world.asked()), ("editing", (0, 1)));

    // While the request is under way: the server may have got it.
    let world = World::new();
    let mut task = world.send(NAME);
    world.creation.cancel(&*world);
    assert_eq!(state(&world), "sending");
    assert!(!task.run());
    assert_eq!(state(&world), "checking: Cancelled");
    // While the list is asked.
    world.creation.cancel(&*world);
    assert!(task.run());
    assert_eq!(state(&world), "unknown: NotLoaded");
    // There is nothing to stop.
    world.creation.cancel(&*world);
    assert_eq!(state(&world), "unknown: NotLoaded");
}

#[test]
fn a_cancelled_attempt_does_not_send_in_the_place_of_the_next_one() {
    let world = World::new();
    world.pass(60_000.0);
    let mut first = world.send("First");
    world.creation.cancel(&*world);
    let mut second = world.send("Second");
    assert_eq!(state(&world), "looking");
    // Only now the first one hears that it was cancelled.
    assert!(first.run());
    assert_eq!(world.asked(), (0, 2));
    world.answer_list(Ok(world.snapshot(&[OLD])));
    second.run();
    assert_eq!(world.posts.borrow().iter().map(|(name, _)| name.clone()).collect::<Vec<_>>(), ["Second"]);
}

#[test]
fn the_end_of_the_session_finds_a_form_or_none() {
    let world = World::new();
    world.creation.close();
    world.end_session();
    assert_eq!(state(&world), "closed");

    let world = World::new();
    world.end_session();
    assert_eq!(state(&world), "editing");
    assert!(world.creation.suspended.get_untracked());
    world.creation.resume();
    assert!(!world.creation.suspended.get_untracked());
}

#[test]
fn the_end_of_the_session_finds_something_under_way() {
    let world = World::new();
    world.pass(60_000.0);
    let mut task = world.send(NAME);
    world.end_session();
    assert!(task.run());
    assert_eq!((&*state(&world), world.asked()), ("editing", (0, 1)));

    let world = World::new();
    let mut task = world.send(NAME);
    world.end_session();
    assert!(task.run());
    assert_eq!((&*state(&world), world.asked()), ("editing", (1, 0)));

    let (world, mut task) = lost();
    world.end_session();
    assert_eq!(state(&world), "unknown: NotLoaded");
    assert!(task.run());
    assert_eq!(state(&world), "unknown: NotLoaded");

    // What the list held belongs to the session that ended.
    let (world, choose) = lost_and_listed(|world| Ok(world.snapshot(&[OLD, &row(2, "x", 1), &row(3, "y", 1)])));
    assert_eq!(choose, "choose: c2 c3");
    world.end_session();
    assert_eq!(state(&world), "unknown: NotLoaded");
}

#[test]
fn the_end_of_the_session_leaves_what_was_made() {
    let world = World::new();
    let mut task = world.send(NAME);
    world.answer(Ok(created("2", "c2", "s2")));
    task.run();
    world.end_session();
    assert!(task.run());
    assert_eq!(state(&world), "made: Answered Ledger sync c2");
    assert!(!world.creation.suspended.get_untracked());
    assert!(world.creation.would_lose());
    assert_eq!(untrack(|| world.creation.fresh()), None);
}

#[test]
fn an_answer_that_comes_after_the_session_ended_changes_nothing() {
    let world = World::new();
    let mut first = world.send("First");
    let (_, late) = world.posts.borrow()[0].clone();
    world.end_session();
    world.signed_in.set(true);
    world.list.replace(Some(world.snapshot(&[OLD])));
    world.creation.resume();
    let mut second = world.send("Second");
    let answer = Answer { answer: Ok(created("2", "c2", "s2")), session: session("t0"), may_be_done: true };
    late.replace(Some(answer));
    assert!(first.run());
    assert_eq!(state(&world), "sending");
    assert!(world.take_log().is_empty());
    world.answer(Ok(created("3", "c3", "s3")));
    second.run();
    assert_eq!(state(&world), "made: Answered Second c3");
}

#[test]
fn a_list_that_comes_after_its_dialog_closed_changes_nothing() {
    let (world, mut task) = lost();
    world.creation.reset();
    world.answer_list(Ok(world.snapshot(&[OLD, &row(2, NAME, 1)])));
    assert!(task.run());
    assert_eq!(state(&world), "closed");
    assert!(world.take_log().is_empty());

    // A check that was interrupted is not taken for the next one.
    let (world, mut first) = lost();
    world.creation.interrupt();
    let mut second = world.check_again();
    assert!(first.run());
    assert_eq!(state(&world), "checking: Unreachable");
    world.answer_list(Ok(world.snapshot(&[OLD, &row(2, NAME, 1)])));
    assert!(second.run());
    assert_eq!(state(&world), "made: Found Ledger sync c2");
}

#[test]
fn what_was_closed_before_the_list_came_is_left_alone() {
    let world = World::new();
    let mut task = world.send(NAME);
    world.answer(Ok(created("", "c2", "s2")));
    task.run();
    world.creation.close();
    assert!(world.creation.unseen.get_untracked());
    world.answer_list(Ok(world.snapshot(&[OLD, &row(2, NAME, 0)])));
    assert!(task.run());
    assert_eq!(state(&world), "closed");
    assert_eq!(world.take_log(), ["list: Ledger sync c2"]);
}

#[test]
fn nothing_is_sent_twice() {
    let world = World::new();
    let _first = world.send(NAME);
    assert!(world.send(NAME).run());
    assert_eq!(world.asked(), (1, 0));
    let (world, _task) = lost();
    assert!(world.send(NAME).run());
    assert_eq!(world.asked(), (1, 1));
}

#[test]
fn a_network_that_is_back_asks_nothing_while_its_dialog_waits_for_a_session() {
    let (world, _) = lost_and_listed(|_| Err(Error::Unreachable));
    world.creation.interrupt();
    let waiting = world.clone();
    let mut task = Task::new(async move { waiting.creation.back_online(&*waiting).await });
    assert!(task.run());
    assert_eq!((&*state(&world), world.asked()), ("unknown: NotLoaded", (1, 1)));
}
