//! Tests what a list proves, case by case.

use std::sync::Arc;

use super::{CreationProof, DeletionProof, Known, Snapshot, Span, Timing, find_created, find_deleted, is_same_name};
use crate::api::{Application, decode_list};
use crate::applications::ApplicationTable;
use crate::applications::clock::Moment;

/// Noon of some day.
const NOON: f64 = 1_714_564_800_000.0;
/// Sent when this computer had been running for 100 s; the answer was lost after 2 s.
const SPAN: Span = Span { sent: 100_000.0, ended: 102_000.0 };

fn apps(rows: &str) -> Vec<Arc<Application>> {
    decode_list(rows.as_bytes()).unwrap().applications.iter().map(Arc::new).collect()
}

const OLD: &str = r#"{"id":1,"name":"Old","client_id":"a"}"#;
const OLD_LIST: &str = r#"[{"id":1,"name":"Old","client_id":"a"}]"#;

fn list(rows: &str, whole: bool, date: Option<f64>) -> Snapshot {
    // 3 s after the request was sent.
    let at = Moment { tick: 103_000.0, wall: NOON };
    let applications = ApplicationTable::new(decode_list(rows.as_bytes()).unwrap().applications);
    Snapshot { applications, whole, date, at }
}

fn before(whole: bool, fresh: bool) -> Known {
    Known::new(&list(&format!("[{OLD}]"), whole, None), fresh)
}

fn found(before: &Known, new: &str, date: Option<f64>) -> CreationProof {
    find_created(Some(before), SPAN, &list(&format!("[{OLD},{new}]"), true, date), "Ledger sync")
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
        let proof = found(&before(true, false), &row(2, name, "2024-05-01T12:00:01Z"), Some(NOON + 3000.0));
        assert!(matches!(proof, CreationProof::Found(app) if app.client_id == "c2"), "{name}");
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
        let proof = found(&before(true, true), &new, Some(NOON + 3000.0));
        assert!(matches!(proof, CreationProof::OneOf(new) if !new.is_empty()), "{new}");
    }
}

#[test]
fn nothing_was_created_only_where_a_whole_list_has_no_new_id() {
    let mut list = list(&format!("[{OLD}]"), true, None);
    assert_eq!(find_created(Some(&before(false, false)), SPAN, &list, "Old"), CreationProof::NotCreated);
    list.whole = false;
    assert_eq!(find_created(Some(&before(true, true)), SPAN, &list, "Old"), CreationProof::ListIncomplete);
    assert_eq!(find_created(None, SPAN, &list, "Old"), CreationProof::NothingBefore);
}

#[test]
fn an_application_made_by_somebody_else_is_not_taken_for_ours() {
    let now = Some(NOON + 3000.0);
    // Made a minute before, or a minute after, by the server's own clock: whatever this computer's says.
    for created in ["2024-05-01T11:59:00Z", "2024-05-01T12:01:00Z"] {
        assert!(
            matches!(found(&before(true, true), &row(2, "Ledger sync", created), now), CreationProof::OneOf(_)),
            "{created}"
        );
    }
    // No time is known: only a list of the moment before is a proof.
    for (date, created) in [(None, "2024-05-01T12:00:01Z"), (now, "")] {
        assert!(matches!(found(&before(true, false), &row(2, "Ledger sync", created), date), CreationProof::OneOf(_)));
        assert!(matches!(found(&before(true, true), &row(2, "Ledger sync", created), date), CreationProof::Found(_)));
    }
    // The list from before was not whole: what is new in this one may be old.
    assert!(matches!(
        found(&before(false, true), &row(2, "Ledger sync", "2024-05-01T12:00:01Z"), now),
        CreationProof::OneOf(_)
    ));
}

#[test]
fn whole_seconds_are_enough_to_tell_when_it_was_made() {
    let list = list("[]", true, Some(NOON));
    let time = |created: &str| list.timing(&apps(&format!("[{}]", row(2, "x", created)))[0], SPAN);
    // The request was sent between 11:59:57 and 11:59:58, and nobody waited for it after 11:59:59 to 12:00:00.
    assert_eq!(time("2024-05-01T11:59:56Z"), Timing::Otherwise);
    assert_eq!(time("2024-05-01T11:59:56.900Z"), Timing::Meanwhile);
    assert_eq!(time("2024-05-01T11:59:57Z"), Timing::Meanwhile);
    assert_eq!(time("2024-05-01T12:00:00Z"), Timing::Meanwhile);
    assert_eq!(time("2024-05-01T12:00:01Z"), Timing::Otherwise);
    assert_eq!(time(""), Timing::Unknown);
}

#[test]
fn ids_that_are_no_integers_are_told_by_the_client_id() {
    let known = Known::new(&list(r#"[{"id":"u-1","name":"Old","client_id":"a"}]"#, true, None), true);
    assert!(known.includes_client("a") && !known.includes_client("b") && !known.includes_client(""));
    let rows = r#"[{"id":"u-1","name":"Old","client_id":"a"},{"id":"u-2","name":"Ledger sync","client_id":"b"}]"#;
    let proof = find_created(Some(&known), SPAN, &list(rows, true, None), "Ledger sync");
    assert!(matches!(proof, CreationProof::Found(app) if app.client_id == "b"));
}

#[test]
fn names_that_differ_in_more_than_their_form_are_two_names() {
    assert!(is_same_name("A &amp; B", "A & B"));
    assert!(is_same_name("Straße", "STRASSE"));
    for (one, other) in [("Ledger", "Ledger 2"), ("Ledger", "Ledgers"), ("a-b", "ab"), ("Łódź", "Lodz")] {
        assert!(!is_same_name(one, other), "{one} {other}");
    }
}

#[test]
fn a_deletion_was_carried_out_only_where_a_whole_list_lacks_it() {
    let id = apps(OLD_LIST)[0].id.unwrap();
    let there = list(OLD_LIST, true, None);
    assert_eq!(find_deleted(Some(&there), id, "a"), DeletionProof::NotDeleted);
    // A server that gives its applications other ids with each list has it all the same.
    let other_id = list(r#"[{"id":9,"name":"Old","client_id":"a"}]"#, true, None);
    assert_eq!(find_deleted(Some(&other_id), id, "a"), DeletionProof::NotDeleted);
    let nameless = list(r#"[{"id":9,"name":"Old"}]"#, true, None);
    assert_eq!(find_deleted(Some(&nameless), id, ""), DeletionProof::Deleted);
    assert_eq!(find_deleted(Some(&list("[]", true, None)), id, "a"), DeletionProof::Deleted);
    assert_eq!(find_deleted(Some(&list("[]", false, None)), id, "a"), DeletionProof::Unknown);
    assert_eq!(find_deleted(Some(&list(OLD_LIST, false, None)), id, "a"), DeletionProof::NotDeleted);
    assert_eq!(find_deleted(None, id, "a"), DeletionProof::Unknown);
}
