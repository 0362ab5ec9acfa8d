//! Tests that a set is created one after the other, nothing twice, and never with two secrets that nobody has.

use std::rc::Rc;

use leptos::prelude::*;

use super::ApplicationSet;
use crate::api::{ClientSecret, Created, Error};
use crate::applications::create::{CreateError, How, NameFault};
use crate::applications::create_state::{Create, Saved};
use crate::applications::environments::Tier;
use crate::applications::fake_environment::{OLD, Task, World, refused, row};

const NAMES: [&str; 3] = ["Shop development", "Shop staging", "Shop production"];

fn created(id: u32) -> Result<Created, Error> {
    let secret = ClientSecret::from_text(format!("s{id}"));
    Ok(Created { id: id.to_string().parse().ok(), client_id: format!("c{id}"), secret })
}

fn send_set(world: &Rc<World>, names: &[&str]) -> Task {
    let names = names.iter().map(|name| (*name).to_owned()).collect();
    let it = world.clone();
    let mut task = Task::new(async move { it.creation.send_set(&*it, names).await });
    task.run();
    task
}

fn send_next(world: &Rc<World>) -> Task {
    let it = world.clone();
    let mut task = Task::new(async move { it.creation.send_next(&*it).await });
    task.run();
    task
}

/// The names that were sent.
fn sent(world: &World) -> Vec<String> {
    world.posts.borrow().iter().map(|(name, _)| name.clone()).collect()
}

/// The set: what was made, and what was not.
fn set(world: &World) -> (Vec<String>, Vec<String>) {
    let ApplicationSet(set) = untrack(|| world.creation.planned());
    let named = |made: bool| set.iter().filter(|it| it.is_made == made).map(|it| it.name.clone()).collect();
    (named(true), named(false))
}

fn made_name(world: &World) -> Option<String> {
    world.creation.made_untracked().map(|made| made.name.clone())
}

/// The one that is under way was made: the answer has come, and then the list with these rows.
fn make(world: &Rc<World>, task: &mut Task, id: u32, rows: &[&str]) {
    world.answer(created(id));
    task.run();
    world.answer_list(Ok(world.snapshot(rows)));
    assert!(task.run());
}

/// The first of the set was made, and its secret is not saved.
fn first_made() -> Rc<World> {
    let world = World::new();
    let mut task = send_set(&world, &NAMES);
    make(&world, &mut task, 2, &[&row(2, NAMES[0], 1), OLD]);
    assert_eq!(made_name(&world).as_deref(), Some(NAMES[0]));
    world
}

#[test]
fn each_is_sent_once_and_only_when_the_secret_before_it_was_saved() {
    let world = first_made();
    assert_eq!(set(&world), (vec![NAMES[0].into()], vec![NAMES[1].into(), NAMES[2].into()]));
    // Its secret is not saved: nothing goes on, and nothing is lost.
    assert!(send_next(&world).run());
    assert_eq!((made_name(&world).as_deref(), sent(&world).len()), (Some(NAMES[0]), 1));

    let mut rows = vec![row(2, NAMES[0], 1)];
    for (id, name) in (3..).zip(&NAMES[1..]) {
        world.creation.save(Saved::Copied);
        let mut task = send_next(&world);
        // Who presses twice creates one.
        assert!(send_next(&world).run());
        assert_eq!(world.creation.saved.get_untracked(), None, "the next secret is as unsaved as any");
        rows.insert(0, row(id, name, id));
        let mut listed: Vec<&str> = rows.iter().map(String::as_str).collect();
        listed.push(OLD);
        make(&world, &mut task, id, &listed);
        assert_eq!(made_name(&world).as_deref(), Some(*name));
    }
    assert_eq!(sent(&world), NAMES);
    assert_eq!(untrack(|| world.creation.left()), 0);
    assert!(world.creation.twice.get_untracked().is_none());
    // There is no next one: the dialog closes as it does with one.
    world.creation.save(Saved::Downloaded);
    assert!(send_next(&world).run());
    assert_eq!((made_name(&world).as_deref(), sent(&world).len()), (Some(NAMES[2]), 3));
    world.creation.dismiss();
    assert!(set(&world) == (vec![], vec![]) && !world.creation.is_open());
}

#[test]
fn nothing_is_sent_where_one_of_the_names_can_not_be_one() {
    let world = World::new();
    let long = "x".repeat(256);
    assert!(send_set(&world, &["Shop development", &long]).run());
    let state = world.creation.state.get_untracked();
    assert!(matches!(state, Create::Editing(Some(CreateError::Name(NameFault::TooLong)))));
    assert_eq!((sent(&world).len(), set(&world)), (0, (vec![], vec![])));
    assert!(send_set(&world, &[]).run());
    assert_eq!(sent(&world).len(), 0);
}

#[test]
fn what_the_server_refuses_in_the_middle_can_be_tried_again_under_another_name() {
    let world = first_made();
    world.creation.save(Saved::Copied);
    let mut task = send_next(&world);
    world.answer(Err(refused(400, &[("name", "Taken.")], None)));
    assert!(task.run());
    assert!(matches!(world.creation.state.get_untracked(), Create::Editing(Some(CreateError::Refused { .. }))));
    assert_eq!(world.creation.draft.get_untracked(), NAMES[1]);
    assert_eq!(set(&world), (vec![NAMES[0].into()], vec![NAMES[1].into(), NAMES[2].into()]));

    let mut task = world.send("Shop staging 2");
    make(&world, &mut task, 3, &[&row(3, "Shop staging 2", 2), &row(2, NAMES[0], 1), OLD]);
    assert_eq!(set(&world), (vec![NAMES[0].into(), "Shop staging 2".into()], vec![NAMES[2].into()]));
    // Whoever stops here has what was made, and no more.
    world.creation.save(Saved::Copied);
    world.creation.close();
    assert!(send_next(&world).run());
    assert_eq!(sent(&world), [NAMES[0], NAMES[1], "Shop staging 2"]);
}

#[test]
fn a_lost_answer_in_the_middle_is_looked_for_and_not_sent_again() {
    let world = first_made();
    world.creation.save(Saved::Copied);
    let mut task = send_next(&world);
    world.pass(2_000.0);
    world.answer(Err(Error::Unreachable));
    task.run();
    assert!(matches!(world.creation.state.get_untracked(), Create::Checking { .. }));
    world.answer_list(Ok(world.snapshot(&[&row(3, NAMES[1], 1), &row(2, NAMES[0], 0), OLD])));
    assert!(task.run());
    let made = world.creation.made_untracked().expect("the list has it");
    assert_eq!((made.name.as_str(), made.how), (NAMES[1], How::Found));
    assert_eq!(set(&world), (vec![NAMES[0].into(), NAMES[1].into()], vec![NAMES[2].into()]));
    assert_eq!(sent(&world), NAMES[..2]);
}

#[test]
fn a_session_that_ends_in_the_middle_leaves_the_secret_and_the_rest_waits_for_the_next_one() {
    let world = first_made();
    world.end_session();
    assert_eq!(made_name(&world).as_deref(), Some(NAMES[0]), "its secret can't be had again");
    world.creation.save(Saved::Copied);
    assert!(send_next(&world).run());
    assert!(world.creation.suspended.get_untracked(), "the sign-in shows");
    assert_eq!((world.creation.draft.get_untracked().as_str(), sent(&world).len()), (NAMES[1], 1));

    // Whoever leaves to sign in finds it as it was.
    let kept = world.creation.set_as_text().expect("there is a set");
    let before = set(&world);
    world.creation.reset();
    assert_eq!(world.creation.set_as_text(), None);
    world.creation.draft.set(NAMES[1].to_owned());
    world.creation.take_up_set(kept);
    world.creation.open_suspended();
    assert_eq!(set(&world), before);

    world.signed_in.set(true);
    world.list.replace(Some(world.snapshot(&[&row(2, NAMES[0], 1), OLD])));
    world.creation.resume();
    let mut task = world.send(NAMES[1]);
    make(&world, &mut task, 3, &[&row(3, NAMES[1], 1), &row(2, NAMES[0], 1), OLD]);
    assert_eq!(sent(&world), NAMES[..2]);
    assert_eq!(untrack(|| world.creation.left()), 1);
}

#[test]
fn a_token_that_is_refused_in_the_middle_sends_nothing_twice() {
    let world = first_made();
    world.creation.save(Saved::Copied);
    let mut task = send_next(&world);
    world.answer(Err(refused(401, &[], None)));
    assert!(task.run());
    assert!(matches!(world.creation.state.get_untracked(), Create::Editing(None)));
    assert!(world.creation.suspended.get_untracked());
    assert_eq!((sent(&world).len(), untrack(|| world.creation.left())), (2, 2));
    // Who signs out instead leaves nothing behind.
    world.creation.reset();
    assert_eq!(set(&world), (vec![], vec![]));
    assert!(!untrack(|| world.creation.wants_set()));
}

#[test]
fn where_the_first_is_refused_the_form_is_as_it_was() {
    let world = World::new();
    world.creation.draft.set("Shop".to_owned());
    world.creation.want_set(true);
    world.creation.want(Tier::Staging, "Shop staging", false, false);
    let mut task = send_set(&world, &[NAMES[0], NAMES[2]]);
    world.answer(Err(refused(403, &[], None)));
    assert!(task.run());
    assert_eq!(world.creation.draft.get_untracked(), "Shop");
    assert_eq!(set(&world), (vec![], vec![]));
    assert!(!untrack(|| world.creation.wants(Tier::Staging, "Shop staging", false)));
    // So is it in the next dialog, until something was made.
    world.creation.close();
    world.creation.open();
    assert!(untrack(|| world.creation.wants_set()));
}

#[test]
fn what_exists_is_wanted_only_by_its_own_name() {
    let world = World::new();
    let creation = world.creation;
    let wants = |name: &str, exists| untrack(|| creation.wants(Tier::Production, name, exists));
    creation.want_set(true);
    assert!(wants("Shop production", false) && !wants("Shop production", true));
    creation.want(Tier::Production, "Shop production", true, true);
    // Said twice, as a form that is sent does.
    creation.want(Tier::Production, "Shop production", true, true);
    assert!(wants("Shop production", true));
    assert!(!wants("Checkout production", true), "another one that exists");
    creation.want(Tier::Production, "Shop production", true, false);
    assert!(!wants("Shop production", true));
    creation.want(Tier::Production, "Shop production", false, false);
    assert!(!wants("Checkout production", false), "left out under any name");
    let kept = creation.set_as_text().unwrap();
    creation.reset();
    assert!(!untrack(|| creation.wants_set()));
    creation.take_up_set(kept);
    assert!(untrack(|| creation.wants_set()) && !wants("Checkout production", false));
}

#[test]
fn whoever_goes_on_at_once_hears_of_a_repeated_request_all_the_same() {
    let world = World::new();
    let mut first = send_set(&world, &NAMES);
    world.answer(created(2));
    first.run();
    world.creation.save(Saved::Copied);
    let _second = send_next(&world);
    world.answer_list(Ok(world.snapshot(&[&row(3, NAMES[0], 0), &row(2, NAMES[0], 0), OLD])));
    first.run();
    assert_eq!(world.creation.twice.get_untracked().map(|twice| twice.name).as_deref(), Some(NAMES[0]));
}

#[test]
fn one_that_is_made_alone_is_no_set() {
    let world = World::new();
    let mut task = world.send("Ledger");
    make(&world, &mut task, 2, &[&row(2, "Ledger", 1), OLD]);
    assert!(!untrack(|| world.creation.is_set()));
}
