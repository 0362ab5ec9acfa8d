//! What a list proves, case by case.

use std::sync::Arc;

use super::{After, Before, Span, Time, Verdict, judge, same_name};
use crate::api::{Application, decode_list};

/// Noon of some day.
const NOON: f64 = 1_714_564_800_000.0;
/// Sent when this computer had been running for 100 s; the answer was lost after 2 s.
const SPAN: Span = Span { sent: 100_000.0, ended: 102_000.0 };

fn apps(rows: &str) -> Vec<Arc<Application>> {
    decode_list(rows.as_bytes()).unwrap().applications.into_iter().map(Arc::new).collect()
}

const OLD: &str = r#"{"id":1,"name":"Old","client_id":"a"}"#;

fn before(whole: bool, fresh: bool) -> Before {
    Before::new(&apps(&format!("[{OLD}]")), whole, fresh)
}

/// The list of 3 s after the request was sent.
fn after(applications: &[Arc<Application>], date: Option<f64>) -> After<'_> {
    After { applications, whole: true, date, tick: 103_000.0 }
}

fn found(before: &Before, new: &str, date: Option<f64>) -> Verdict {
    let applications = apps(&format!("[{OLD},{new}]"));
    judge(Some(before), SPAN, &after(&applications, date), "Ledger sync")
}

fn row(id: u32, name: &str, created: &str) -> String {
    format!(r#"{{"id":{id},"name":"{name}","client_id":"c{id}","created":"{created}"}}"#)
}

#[test]
fn one_new_id_whose_name_is_the_same_after_folding_is_it() {
    for name in [
        "Ledger sync",
        "Ｌｅｄｇｅｒ　ｓｙｎｃ",
        "LEDGER SYNC",
        "“Ledger sync”",
        "Ledger  sync",
        "Ledgersync",
        "ledger\u{a0}sync\u{200b}",
    ] {
        let verdict = found(&before(true, false), &row(2, name, "2024-05-01T12:00:01Z"), Some(NOON + 3000.0));
        assert!(matches!(verdict, Verdict::Found(app) if app.client_id == "c2"), "{name}");
    }
}

#[test]
fn another_name_is_a_question_with_the_new_ones_to_choose_from() {
    for new in [
        row(2, "Ledger sync (2)", "2024-05-01T12:00:01Z"),
        row(2, "", "2024-05-01T12:00:01Z"),
        row(2, "Something else", "2024-05-01T12:00:01Z"),
        [row(2, "Ledger sync", "2024-05-01T12:00:01Z"), row(3, "Ledger sync", "2024-05-01T12:00:01Z")].join(","),
    ] {
        let verdict = found(&before(true, true), &new, Some(NOON + 3000.0));
        assert!(matches!(verdict, Verdict::Choose(new) if !new.is_empty()), "{new}");
    }
}

#[test]
fn nothing_was_created_only_where_a_whole_list_has_no_new_id() {
    let old = apps(&format!("[{OLD}]"));
    let mut list = after(&old, None);
    assert_eq!(judge(Some(&before(false, false)), SPAN, &list, "Old"), Verdict::Nothing);
    list.whole = false;
    assert_eq!(judge(Some(&before(true, true)), SPAN, &list, "Old"), Verdict::Partly);
    assert_eq!(judge(None, SPAN, &list, "Old"), Verdict::NothingBefore);
}

#[test]
fn an_application_made_by_somebody_else_is_not_taken_for_ours() {
    let now = Some(NOON + 3000.0);
    // Made a minute before, or a minute after, by the server's own clock: whatever this computer's says.
    for created in ["2024-05-01T11:59:00Z", "2024-05-01T12:01:00Z"] {
        assert!(
            matches!(found(&before(true, true), &row(2, "Ledger sync", created), now), Verdict::Choose(_)),
            "{created}"
        );
    }
    // No time is known: only a list of the moment before is a proof.
    for (date, created) in [(None, "2024-05-01T12:00:01Z"), (now, "")] {
        assert!(matches!(found(&before(true, false), &row(2, "Ledger sync", created), date), Verdict::Choose(_)));
        assert!(matches!(found(&before(true, true), &row(2, "Ledger sync", created), date), Verdict::Found(_)));
    }
    // The list from before was not whole: what is new in this one may be old.
    assert!(matches!(
        found(&before(false, true), &row(2, "Ledger sync", "2024-05-01T12:00:01Z"), now),
        Verdict::Choose(_)
    ));
}

#[test]
fn whole_seconds_are_enough_to_tell_when_it_was_made() {
    let list = after(&[], Some(NOON));
    let time = |created: &str| list.time(&apps(&format!("[{}]", row(2, "x", created)))[0], SPAN);
    // The request was sent between 11:59:57 and 11:59:58, and nobody waited for it after 11:59:59 to 12:00:00.
    assert_eq!(time("2024-05-01T11:59:56Z"), Time::Otherwise);
    assert_eq!(time("2024-05-01T11:59:56.900Z"), Time::During);
    assert_eq!(time("2024-05-01T11:59:57Z"), Time::During);
    assert_eq!(time("2024-05-01T12:00:00Z"), Time::During);
    assert_eq!(time("2024-05-01T12:00:01Z"), Time::Otherwise);
    assert_eq!(time(""), Time::Unknown);
}

#[test]
fn ids_that_are_no_integers_are_told_by_the_client_id() {
    let known = Before::new(&apps(r#"[{"id":"u-1","name":"Old","client_id":"a"}]"#), true, true);
    assert!(known.knows(None, "a") && !known.knows(None, "b") && !known.knows(None, ""));
    let applications =
        apps(r#"[{"id":"u-1","name":"Old","client_id":"a"},{"id":"u-2","name":"Ledger sync","client_id":"b"}]"#);
    let verdict = judge(Some(&known), SPAN, &after(&applications, None), "Ledger sync");
    assert!(matches!(verdict, Verdict::Found(app) if app.client_id == "b"));
}

#[test]
fn names_that_differ_in_more_than_their_form_are_two_names() {
    assert!(same_name("A &amp; B", "A & B"));
    assert!(same_name("Straße", "STRASSE"));
    for (one, other) in [("Ledger", "Ledger 2"), ("Ledger", "Ledgers"), ("a-b", "ab"), ("Łódź", "Lodz")] {
        assert!(!same_name(one, other), "{one} {other}");
    }
}
