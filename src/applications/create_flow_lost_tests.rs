//! Tests what becomes of a creation whose answer was lost.

use std::rc::Rc;

use leptos::prelude::*;

use super::{NAME, created, lost_and_listed, made, state};
use crate::api::Error;
use crate::applications::create::How;
use crate::applications::create_state::{Create, Doubt};
use crate::applications::fake_environment::{OLD, Task, World, row};
use crate::applications::recovery::Snapshot;

#[test]
fn a_lost_answer_is_looked_for_in_the_list() {
    let (world, found) = lost_and_listed(|world| Ok(world.snapshot(&[OLD, &row(2, NAME, 1)])));
    assert_eq!(found, "made: Found Ledger sync c2");
    assert_eq!(world.take_log(), ["host: 2 Ledger sync c2"]);
    assert_eq!(made(&world).secret.usable().map(|secret| secret.expose().to_owned()).as_deref(), Some("s2"));

    let (_, none) = lost_and_listed(|world| Ok(world.snapshot(&[OLD])));
    assert_eq!(none, "editing: not created, Unreachable");
    let (_, other) = lost_and_listed(|world| Ok(world.snapshot(&[OLD, &row(2, "Something else", 1)])));
    assert_eq!(other, "choose: c2");
    let (_, part) = lost_and_listed(|world| Ok(Snapshot { whole: false, ..world.snapshot(&[OLD]) }));
    assert_eq!(part, "unknown: Incomplete");
    let (_, away) = lost_and_listed(|_| Err(Error::Unreachable));
    assert_eq!(away, "unknown: NotLoaded");
}

#[test]
fn without_a_list_from_before_a_lost_answer_stays_unknown() {
    let world = World::new();
    world.list.replace(None);
    let mut task = world.send(NAME);
    world.answer(Err(Error::TimedOut));
    task.run();
    world.answer_list(Ok(world.snapshot(&[OLD, &row(2, NAME, 0)])));
    assert!(task.run());
    assert_eq!(state(&world), "unknown: NothingBefore");
}

#[test]
fn the_list_can_be_asked_again_and_again() {
    let (world, state_now) = lost_and_listed(|_| Err(Error::TimedOut));
    assert_eq!(state_now, "unknown: NotLoaded");
    let mut task = world.check_again();
    assert_eq!(state(&world), "checking: Unreachable");
    world.answer_list(Err(Error::Unreachable));
    assert!(task.run());
    assert_eq!(state(&world), "unknown: NotLoaded");
    let mut task = world.check_again();
    world.answer_list(Ok(world.snapshot(&[OLD, &row(2, NAME, 1)])));
    assert!(task.run());
    assert_eq!(state(&world), "made: Found Ledger sync c2");
    // There is nothing to ask any more.
    assert!(world.check_again().run());
    assert_eq!(world.asked(), (1, 3));
}

#[test]
fn an_answer_about_what_was_there_before_is_none() {
    for known in [created("9", "c1", "s9"), created("1", "", "")] {
        let world = World::new();
        let mut task = world.send(NAME);
        world.answer(Ok(known));
        assert!(!task.run());
        assert_eq!(state(&world), "checking: Unexpected");
        assert!(world.take_log().is_empty());
    }
    // A secret without a client ID is new whatever id stands beside it.
    let world = World::new();
    let mut task = world.send(NAME);
    world.answer(Ok(created("1", "", "s9")));
    task.run();
    assert_eq!(state(&world), "made: Answered Ledger sync ");
}

#[test]
fn the_user_chooses_which_one_it_is_or_none() {
    let (world, _) = lost_and_listed(|world| Ok(world.snapshot(&[OLD, &row(2, "", 1), &row(3, "y", 1)])));
    let choices = |world: &World| match world.creation.state.get_untracked() {
        Create::Unknown { doubt: Doubt::Choose(new), .. } => new,
        _ => Vec::new(),
    };
    // One without a name has the one that was typed.
    world.creation.choose(&*world, &choices(&world)[0]);
    assert_eq!(state(&world), "made: Chosen Ledger sync c2");
    assert_eq!(world.take_log(), ["host: 2 Ledger sync c2"]);

    let (world, _) = lost_and_listed(|world| Ok(world.snapshot(&[OLD, &row(2, "", 1), &row(3, "y", 1)])));
    world.creation.choose(&*world, &choices(&world)[1]);
    assert_eq!((&*state(&world), made(&world).how), ("made: Chosen y c3", How::Chosen));

    let (world, _) = lost_and_listed(|world| Ok(world.snapshot(&[OLD, &row(2, "", 1), &row(3, "y", 1)])));
    world.creation.choose_none();
    assert_eq!((&*state(&world), &*world.creation.draft.get_untracked()), ("editing", NAME));
}

#[test]
fn a_network_that_is_back_lets_the_list_be_asked_again_where_the_dialog_shows() {
    let back = |world: &Rc<World>| {
        let world = world.clone();
        let mut task = Task::new(async move { world.creation.back_online(&*world).await });
        task.run()
    };
    let (world, _) = lost_and_listed(|_| Err(Error::Unreachable));
    world.creation.interrupt();
    assert!(back(&world));
    world.creation.resume();
    assert!(!back(&world));
    assert_eq!(state(&world), "checking: Unreachable");
    let (world, _) = lost_and_listed(|world| Ok(Snapshot { whole: false, ..world.snapshot(&[OLD]) }));
    assert!(back(&world));
    assert_eq!(state(&world), "unknown: Incomplete");
}

#[test]
fn what_others_created_before_is_known_from_the_list_that_was_asked_for_first() {
    let world = World::new();
    world.pass(60_000.0);
    let mut task = world.send(NAME);
    // Somebody else has created one of the same name; or the list does not come.
    world.answer_list(Ok(world.snapshot(&[OLD, &row(2, NAME, 59)])));
    task.run();
    world.answer(Err(Error::TimedOut));
    task.run();
    world.answer_list(Ok(world.snapshot(&[OLD, &row(2, NAME, 59)])));
    assert!(task.run());
    assert_eq!(state(&world), "editing: not created, TimedOut");

    let world = World::new();
    world.pass(60_000.0);
    let mut task = world.send(NAME);
    world.answer_list(Err(Error::Unreachable));
    task.run();
    assert_eq!((&*state(&world), world.asked()), ("sending", (1, 1)));
}

#[test]
fn where_no_time_is_known_only_a_list_of_the_moment_before_is_a_proof() {
    for (age, found) in [(60_000.0, "made: Found Ledger sync c2"), (0.0, "choose: c2")] {
        let world = World::new();
        world.pass(age);
        let mut task = world.send(NAME);
        if age > 0.0 {
            world.answer_list(Ok(world.snapshot(&[OLD])));
            task.run();
        }
        world.answer(Err(Error::Unreachable));
        task.run();
        world.answer_list(Ok(Snapshot { date: None, ..world.snapshot(&[OLD, &row(2, NAME, 0)]) }));
        assert!(task.run());
        assert_eq!(state(&world), found, "{age}");
    }
}
