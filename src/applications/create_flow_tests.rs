//! Tests the state machine of the create dialog: every transition. Lost answers are in `create_flow_lost_tests.rs`,
//! and what comes late or is stopped in `create_flow_late_tests.rs`.

use std::rc::Rc;

use leptos::prelude::*;

use crate::api::{ClientSecret, Created, Error};
use crate::applications::create::{CreateError, LONGEST_NAME, Made, NameFault};
use crate::applications::create_state::{Create, Doubt, Saved};
use crate::applications::fake_environment::{NOON, OLD, Task, World, refused, row};
use crate::applications::recovery::Snapshot;

const NAME: &str = "Ledger sync";

fn created(id: &str, client_id: &str, secret: &str) -> Created {
    let secret = ClientSecret::from_text(secret.to_owned());
    Created { id: id.parse().ok(), client_id: client_id.to_owned(), secret }
}

/// The state in a few words.
fn state(world: &World) -> String {
    world.creation.state.with_untracked(|state| match state {
        Create::Closed => "closed".to_owned(),
        Create::Editing(None) => "editing".to_owned(),
        Create::Editing(Some(error)) => match error {
            CreateError::Name(fault) => format!("editing: {fault:?}"),
            CreateError::Offline => "editing: offline".to_owned(),
            CreateError::Refused { error, edited, .. } => {
                format!(
                    "editing: refused {}{}",
                    error.status().unwrap_or_default(),
                    if *edited { ", edited" } else { "" }
                )
            }
            CreateError::NotCreated(why) => format!("editing: not created, {why:?}"),
        },
        Create::Sending { posted: false, .. } => "looking".to_owned(),
        Create::Sending { posted: true, .. } => "sending".to_owned(),
        Create::Checking { lost, .. } => format!("checking: {:?}", lost.why),
        Create::Unknown { doubt: Doubt::Choose(new), .. } => {
            format!("choose: {}", new.iter().map(|app| &*app.client_id).collect::<Vec<_>>().join(" "))
        }
        Create::Unknown { doubt, .. } => format!("unknown: {doubt:?}"),
        Create::Made(made) => format!("made: {:?} {} {}", made.how, made.name, made.client_id),
    })
}

fn made(world: &World) -> Made {
    (*world.creation.made_untracked().unwrap()).clone()
}

/// A dialog whose request was sent and whose answer was lost, 2 s later.
fn lost() -> (Rc<World>, Task) {
    let world = World::new();
    let mut task = world.send(NAME);
    assert_eq!(state(&world), "sending");
    world.pass(2_000.0);
    world.answer(Err(Error::Unreachable));
    assert!(!task.run());
    assert_eq!(state(&world), "checking: Unreachable");
    world.pass(1_000.0);
    (world, task)
}

/// As [`lost`], with the list that tells of it.
fn lost_and_listed(list: impl Fn(&World) -> Result<Snapshot, Error>) -> (Rc<World>, String) {
    let (world, mut task) = lost();
    world.answer_list(list(&world));
    assert!(task.run());
    assert_eq!(world.asked(), (1, 1));
    let state = state(&world);
    (world, state)
}

#[test]
fn a_name_is_looked_at_before_anything_is_sent() {
    let world = World::new();
    let long = "ż".repeat(LONGEST_NAME);
    for (name, fault) in [
        ("", NameFault::Empty),
        (" \t\u{a0}", NameFault::Empty),
        (&*format!("{long}x"), NameFault::TooLong),
        ("a\u{7}b", NameFault::Control),
        ("a\nb", NameFault::Control),
    ] {
        assert!(world.send(name).run(), "{name}");
        assert_eq!(state(&world), format!("editing: {fault:?}"), "{name}");
        assert_eq!(world.asked(), (0, 0));
        world.creation.edit();
        assert_eq!(state(&world), "editing");
    }
    let _sent = world.send(&format!("  {long} "));
    assert_eq!(world.posts.borrow()[0].0, long);
}

#[test]
fn without_a_network_or_a_session_nothing_is_sent() {
    let world = World::new();
    world.offline.set(true);
    world.send(NAME);
    assert_eq!((&*state(&world), world.asked()), ("editing: offline", (0, 0)));
    world.offline.set(false);
    world.signed_in.set(false);
    world.creation.open();
    world.send(NAME);
    assert_eq!((&*state(&world), world.asked()), ("editing", (0, 0)));
}

#[test]
fn the_answer_is_shown_at_once_and_the_list_asked_afterwards() {
    let world = World::new();
    world.creation.unseen.set(true);
    let mut task = world.send(&format!(" {NAME} "));
    assert!(!world.creation.unseen.get_untracked());
    assert_eq!(world.asked(), (1, 0));
    world.answer(Ok(created("2", "c2", "s2")));
    assert!(!task.run());
    assert_eq!(state(&world), "made: Answered Ledger sync c2");
    assert_eq!(world.take_log(), ["list: Ledger sync c2", "host: 2 Ledger sync c2"]);
    let creation = world.creation;
    assert_eq!(creation.draft.get_untracked(), "");
    assert_eq!(creation.shown.get_untracked().map(|until| until.seconds_left(world.clock.get())), Some(30));
    assert_eq!(untrack(|| creation.fresh()), Some(made(&world).key));
    world.answer_list(Ok(world.snapshot(&[OLD, &row(2, NAME, 0)])));
    assert!(task.run());
    assert_eq!(state(&world), "made: Answered Ledger sync c2");
    assert!(world.take_log().is_empty());
    assert_eq!(creation.twice.get_untracked(), None);
}

#[test]
fn a_secret_does_not_show_where_nobody_looks() {
    let world = World::new();
    world.watched.set(false);
    let mut task = world.send(NAME);
    world.answer(Ok(created("2", "c2", "s2")));
    task.run();
    assert_eq!(world.creation.shown.get_untracked(), None);
}

#[test]
fn an_old_list_is_asked_for_again_first() {
    for (tick, wall, asks) in [
        (29_999.0, 29_999.0, false),
        (30_000.0, 30_000.0, true),
        // The computer slept; or its clock was set back.
        (0.0, 30_000.0, true),
        (0.0, -1.0, true),
    ] {
        let world = World::new();
        let mut now = world.clock.get();
        now.tick += tick;
        now.wall += wall;
        world.clock.set(now);
        let mut task = world.send(NAME);
        assert_eq!(world.asked(), if asks { (0, 1) } else { (1, 0) }, "{tick} {wall}");
        if asks {
            assert_eq!(state(&world), "looking");
            world.answer_list(Ok(world.snapshot(&[OLD])));
            assert!(!task.run());
            assert_eq!((&*state(&world), world.asked()), ("sending", (1, 1)));
        }
    }
}

#[test]
fn a_long_list_and_none_are_not_asked_for_first() {
    let world = World::new();
    world.pass(60_000.0);
    let rows: Vec<String> = (0..2_001).map(|id| row(id, "x", 0)).collect();
    let mut long = world.snapshot(&rows.iter().map(|row| &**row).collect::<Vec<_>>());
    long.at.tick = 0.0;
    world.list.replace(Some(long));
    let _sent = world.send(NAME);
    assert_eq!(world.asked(), (1, 0));
    let world = World::new();
    world.list.replace(None);
    let _sent = world.send(NAME);
    assert_eq!(world.asked(), (1, 0));
}

#[test]
fn what_the_server_refuses_is_said_until_the_name_is_changed() {
    let world = World::new();
    let mut task = world.send(NAME);
    world.answer(Err(refused(400, &[("name", "Taken."), ("quota", "Full.")], Some(7))));
    assert!(task.run());
    assert_eq!(state(&world), "editing: refused 400");
    world.creation.edit();
    assert_eq!(state(&world), "editing: refused 400, edited");
    let retry_at = world.creation.state.with_untracked(|state| match state {
        Create::Editing(Some(CreateError::Refused { retry_at, .. })) => *retry_at,
        _ => None,
    });
    assert_eq!(retry_at, Some(NOON + 7_000.0));
    assert_eq!(world.creation.draft.get_untracked(), NAME);
    // It can be sent again.
    let _sent = world.send(NAME);
    assert_eq!((&*state(&world), world.asked()), ("sending", (2, 0)));
}

#[test]
fn a_request_that_was_refused_for_its_token_is_no_lost_answer() {
    let world = World::new();
    let mut task = world.send(NAME);
    // A 401, after which the token could not be renewed for want of a network.
    world.answer_with(Err(Error::Unreachable), false);
    assert!(task.run());
    assert_eq!((&*state(&world), world.asked()), ("editing: refused 0", (1, 0)));
}

#[test]
fn a_refused_token_ends_the_session_and_keeps_the_name() {
    let world = World::new();
    let mut task = world.send(NAME);
    world.answer(Err(refused(401, &[], None)));
    assert!(task.run());
    assert_eq!((&*state(&world), world.asked()), ("editing", (1, 0)));
    assert!(world.creation.suspended.get_untracked());
    assert_eq!(world.creation.draft.get_untracked(), NAME);
}

/// Sends, is answered with application 2 after a second, and then sees this list.
fn answered_and_listed(list: impl Fn(&World) -> Snapshot) -> Rc<World> {
    let world = World::new();
    let mut task = world.send(NAME);
    world.pass(1_000.0);
    world.answer(Ok(created("2", "c2", "s2")));
    task.run();
    world.pass(1_000.0);
    world.answer_list(Ok(list(&world)));
    assert!(task.run());
    assert_eq!(state(&world), "made: Answered Ledger sync c2");
    world
}

#[test]
fn a_repeated_post_is_noticed() {
    let twins = |world: &World| world.snapshot(&[OLD, &row(2, NAME, 0), &row(3, NAME, 1)]);
    let world = answered_and_listed(twins);
    let twice = world.creation.twice.get_untracked().unwrap();
    assert_eq!((&*twice.name, twice.others.len(), twice.repeated), (NAME, 1, true));
    // It is over when the other one is gone.
    world.creation.forget(made(&world).key);
    assert!(world.creation.twice.get_untracked().is_some());
    world.creation.forget(twice.others[0]);
    assert_eq!(world.creation.twice.get_untracked(), None);

    // Where the server's clock is not known, nobody can say who made it.
    let world = answered_and_listed(|world| Snapshot { date: None, ..twins(world) });
    assert!(!world.creation.twice.get_untracked().unwrap().repeated);
    // One that was made at another time is somebody else's, and another name is none of ours.
    let world = answered_and_listed(|world| world.snapshot(&[OLD, &row(2, NAME, 0), &row(3, NAME, 30)]));
    assert_eq!(world.creation.twice.get_untracked(), None);
    let world = answered_and_listed(|world| world.snapshot(&[OLD, &row(2, NAME, 0), &row(3, "Other", 1)]));
    assert_eq!(world.creation.twice.get_untracked(), None);
}

#[test]
fn an_answer_without_an_id_is_told_to_the_host_once_the_list_knows_it() {
    for (client_id, secret) in [("c2", "s2"), ("c2", ""), ("", "s2")] {
        let world = World::new();
        let mut task = world.send(NAME);
        world.answer(Ok(created("", client_id, secret)));
        task.run();
        assert_eq!(world.take_log(), [format!("list: Ledger sync {client_id}")]);
        world.answer_list(Ok(world.snapshot(&[OLD, &row(2, NAME, 0)])));
        assert!(task.run());
        assert_eq!(world.take_log(), ["host: 2 Ledger sync c2"]);
        assert_eq!(made(&world).client_id, "c2");
        assert_eq!(untrack(|| world.creation.fresh()), Some(made(&world).key));
        assert_eq!(world.creation.twice.get_untracked(), None);
    }
    // The list does not know it either.
    let world = World::new();
    let mut task = world.send(NAME);
    world.answer(Ok(created("", "c2", "s2")));
    task.run();
    world.answer_list(Ok(world.snapshot(&[OLD])));
    assert!(task.run());
    assert_eq!(world.take_log(), ["list: Ledger sync c2", "host:  Ledger sync c2"]);
}

#[test]
fn what_was_made_is_let_go_once_it_is_saved_or_the_user_wants_to_lose_it() {
    let shown = || {
        let world = World::new();
        let mut task = world.send(NAME);
        world.answer(Ok(created("2", "c2", "s2")));
        task.run();
        world
    };
    let world = shown();
    let creation = world.creation;
    assert_eq!(untrack(|| creation.unsaved()), Some("secret"));
    creation.dismiss();
    assert!(creation.closing.get_untracked());
    assert_eq!(state(&world), "made: Answered Ledger sync c2");
    creation.save(Saved::Copied);
    assert!(!creation.closing.get_untracked());
    assert_eq!(untrack(|| creation.unsaved()), None);
    creation.dismiss();
    assert_eq!((&*state(&world), creation.shown.get_untracked()), ("closed", None));
    assert_eq!((creation.saved.get_untracked(), creation.unseen.get_untracked()), (None, true));

    let world = shown();
    world.creation.dismiss();
    world.creation.close();
    assert_eq!((&*state(&world), world.creation.closing.get_untracked()), ("closed", false));

    // Without a secret there is nothing to lose.
    let world = World::new();
    let mut task = world.send(NAME);
    world.answer(Ok(created("2", "c2", "")));
    task.run();
    assert_eq!(untrack(|| world.creation.unsaved()), None);
    world.creation.dismiss();
    assert_eq!(state(&world), "closed");
}

#[test]
fn a_dialog_is_left_but_not_while_something_is_under_way() {
    let world = World::new();
    world.creation.draft.set("x".to_owned());
    assert_eq!(untrack(|| world.creation.unsaved()), Some("draft"));
    world.creation.dismiss();
    assert_eq!((&*state(&world), &*world.creation.draft.get_untracked()), ("closed", "x"));
    assert_eq!(untrack(|| world.creation.unsaved()), None);

    let (world, _task) = lost();
    world.creation.dismiss();
    world.creation.cover();
    assert_eq!((&*state(&world), world.creation.suspended.get_untracked()), ("checking: Unreachable", false));
    let (world, _) = lost_and_listed(|_| Err(Error::TimedOut));
    world.creation.cover();
    assert!(world.creation.suspended.get_untracked());
    world.creation.dismiss();
    assert_eq!(state(&world), "closed");
}

#[path = "create_flow_late_tests.rs"]
mod late;

#[path = "create_flow_lost_tests.rs"]
mod lost_answers;
