//! Tests the list in every variant of docs/requirements/contract.md, "What varies in the list", and that no input panics.

use proptest::prelude::*;

use super::ListDecoder;
use crate::api::created::created;
use crate::api::grant::grant;
use crate::api::reply::Reply;
use crate::api::{AppId, Application, ClientSecret, ClientType, Defect, Error, SecretText};

fn list(body: &str) -> Vec<Application> {
    let mut rows = ListDecoder::default();
    rows.add(&Reply::new(200, body.as_bytes())).unwrap();
    rows.listing(None).applications.iter().collect()
}

fn one(body: &str) -> Application {
    let mut rows = list(&["[", body, "]"].concat());
    assert_eq!(rows.len(), 1);
    rows.remove(0)
}

fn failure(body: &str) -> Error {
    ListDecoder::default().add(&Reply::new(200, body.as_bytes())).unwrap_err()
}

const WHOLE: &str = r#"{"id":7,"name":"Shop","client_id":"c7","client_secret":"s7","client_type":"confidential",
    "created":"2024-05-01T10:20:30Z","updated":"2024-05-01T10:20:31Z","authorization_grant_type":"client-credentials",
    "redirect_uris":"https://a.example/ https://b.example/","skip_authorization":true,"new":{"a":[1]}}"#;

#[test]
fn a_whole_application_is_read() {
    let row = one(WHOLE);
    assert_eq!(row.id.unwrap().to_string(), "7");
    assert_eq!((&*row.name, &*row.client_id), ("Shop", "c7"));
    assert_eq!(row.client_type, ClientType::Confidential);
    assert_eq!(row.secret.usable().map(SecretText::expose), Some("s7"));
    assert_eq!((row.created, row.updated), (Some(1_714_558_830_000.0), Some(1_714_558_831_000.0)));
    assert_eq!(row.grant_type.as_deref(), Some("client-credentials"));
    assert_eq!(row.redirect_uris, ["https://a.example/", "https://b.example/"]);
    assert_eq!(row.skip_authorization, Some(true));
    assert!(row.defects.is_empty());
}

#[test]
fn a_bare_array_and_a_page_are_both_lists() {
    assert!(list("\u{feff} [] ").is_empty());
    let mut rows = ListDecoder::default();
    let page = format!(r#"{{"count":3,"next":"https://a.example/?page=2","previous":null,"results":[{WHOLE}]}}"#);
    let next = rows.add(&Reply::new(200, page.as_bytes())).unwrap();
    assert_eq!(next.as_deref(), Some("https://a.example/?page=2"));
    assert_eq!((rows.loaded(), rows.total(), rows.complete()), (1, Some(3), false));
    for (next, found) in [("null", None), ("\"\"", None), ("5", Some(String::new()))] {
        let page = format!(r#"{{"next":{next},"results":[]}}"#);
        assert_eq!(ListDecoder::default().add(&Reply::new(200, page.as_bytes())).unwrap(), found);
    }
}

#[test]
fn a_page_for_people_is_not_data() {
    let login = failure("<!DOCTYPE html><title>Sign in</title>");
    assert_eq!(login, Error::NotData { status: 200 });
}

#[test]
fn json_that_is_no_list_is_no_page_either() {
    for json in ["{}", r#"{"detail":"x"}"#, r#"{"results":{}}"#, r#"{"count":3}"#, "3", "true", "\"x\""] {
        assert_eq!(failure(json), Error::Unexpected, "{json}");
    }
}

#[test]
fn no_list_is_a_list_without_rows() {
    for json in ["null", " null\n", r#"{"results":null}"#, r#"{"count":0}"#, r#"{"count":"0","next":null}"#] {
        let mut rows = ListDecoder::default();
        assert_eq!(rows.add(&Reply::new(200, json.as_bytes())), Ok(None), "{json}");
        assert_eq!(rows.loaded(), 0, "{json}");
    }
    assert_eq!(ListDecoder::default().add(&Reply::new(204, b"")), Ok(None));
    assert_eq!(failure(""), Error::Incomplete);
}

#[test]
fn what_is_no_json_says_why() {
    assert_eq!(failure("[1,]"), Error::Malformed);
    assert_eq!(failure("OK"), Error::Malformed);
    assert_eq!(ListDecoder::default().add(&Reply::new(200, b"\x1f\x8b\x08\0")), Err(Error::Garbled));
}

#[test]
fn a_list_knows_when_the_server_wrote_it() {
    let mut rows = ListDecoder::default();
    let mut reply = Reply::new(200, b"[]");
    reply.date = Some("Sun, 06 Nov 1994 08:49:37 GMT".to_owned());
    rows.add(&reply).unwrap();
    rows.add(&Reply::new(200, b"[]")).unwrap();
    assert_eq!(rows.listing(None).date, Some(784_111_777_000.0));
}

#[test]
fn a_secret_that_came_through_another_character_set_is_none() {
    let mut rows = ListDecoder::default();
    rows.add(&Reply::new(200, b"[{\"id\":1,\"name\":\"caf\xe9\",\"client_id\":\"c\",\"client_secret\":\"s\xe9\"}]"))
        .unwrap();
    let row = rows.listing(None).applications.get(0).unwrap();
    assert_eq!((row.secret, &*row.defects), (ClientSecret::Missing, &[Defect::Secret][..]));
}

#[test]
fn a_truncated_answer_is_incomplete_wherever_it_breaks_off() {
    let body = format!("[{WHOLE}]");
    for end in 0..body.len() {
        assert_eq!(failure(&body[..end]), Error::Incomplete, "{end}");
    }
    let body = format!(r#"{{"count":1,"next":null,"results":[{WHOLE}]}}"#);
    for end in 0..body.len() {
        assert_eq!(failure(&body[..end]), Error::Incomplete, "{end}");
    }
    let mut reply = Reply::new(200, b"[");
    reply.broken = Some(Error::TimedOut);
    assert_eq!(ListDecoder::default().add(&reply), Err(Error::TimedOut));
}

#[test]
fn a_missing_or_hashed_secret_is_told_from_a_usable_one() {
    for (json, secret) in [
        (r#"{"id":1,"name":"a","client_id":"c"}"#, ClientSecret::Missing),
        (r#"{"id":1,"name":"a","client_id":"c","client_secret":null}"#, ClientSecret::Missing),
        (r#"{"id":1,"name":"a","client_id":"c","client_secret":""}"#, ClientSecret::Missing),
        (r#"{"id":1,"name":"a","client_id":"c","client_secret":"pbkdf2_sha256$6$s$h"}"#, ClientSecret::Hashed),
    ] {
        let row = one(json);
        assert_eq!(row.secret, secret);
        assert_eq!(row.client_type, ClientType::Other(String::new()));
        assert!(row.defects.is_empty());
    }
}

#[test]
fn wrong_types_flag_their_row_and_the_rest_shows() {
    let row = one(
        r#"{"id":"7","name":4,"client_id":[],"client_secret":5,"client_type":{},"created":9,"redirect_uris":[1,"u",null],"skip_authorization":"x"}"#,
    );
    use Defect::*;
    assert_eq!(row.defects, [Id, Name, ClientId, ClientType, Secret]);
    assert_eq!(row.redirect_uris, ["u"]);
    let rows = list(&format!("[null,{WHOLE},3]"));
    assert_eq!(rows.iter().map(|row| row.defects.len()).collect::<Vec<_>>(), [1, 0, 1]);
    assert_eq!(rows[0].defects, [Entry]);
    assert_ne!(rows[0].key, rows[2].key);
}

#[test]
fn ids_are_integers_and_nothing_else() {
    for id in ["1.0", "1e3", "\"1\"", "true", "null", "[1]", "99999999999999999999999999999999999999999"] {
        let row = one(&format!(r#"{{"id":{id},"name":"a","client_id":"c"}}"#));
        assert_eq!((row.id, &*row.defects), (None, &[Defect::Id][..]), "{id}");
    }
    for text in ["", "-", "+1", "01", "-0", " 1", "1 ", "1x", "é"] {
        assert!(text.parse::<AppId>().is_err(), "{text}");
    }
}

#[test]
fn duplicate_ids_are_flagged_and_have_keys_of_their_own() {
    let rows = list(&format!("[{WHOLE},{WHOLE},{WHOLE}]"));
    for (at, row) in rows.iter().enumerate() {
        assert_eq!(row.defects, [Defect::DuplicateId]);
        assert!(rows[..at].iter().all(|other| other.key != row.key));
    }
}

#[test]
fn a_row_pushed_to_the_next_page_shows_once() {
    let mut rows = ListDecoder::default();
    let page = Reply::new(200, format!("[{WHOLE}]").as_bytes());
    rows.add(&page).unwrap();
    rows.add(&page).unwrap();
    let other = Reply::new(200, WHOLE.replace("c7", "other").as_bytes());
    assert_eq!(rows.add(&other), Err(Error::Unexpected));
    let other = Reply::new(200, format!("[{}]", WHOLE.replace("c7", "other")).as_bytes());
    rows.add(&other).unwrap();
    let rows = rows.listing(None).applications;
    assert_eq!(rows.len(), 2);
    assert!(rows.iter().all(|row| row.defects == [Defect::DuplicateId]));
}

#[test]
fn the_time_to_read_a_list_grows_with_its_length() {
    let time = |count: usize| {
        let rows: Vec<String> = (0..count).map(|id| WHOLE.replace(":7", &format!(":{id}"))).collect();
        let body = format!("[{}]", rows.join(","));
        let once = |_| {
            let start = std::time::Instant::now();
            assert_eq!(list(&body).len(), count);
            start.elapsed()
        };
        (0..3).map(once).min().unwrap()
    };
    // Ten times as many may take ten times as long, and more on a busy machine; squared work would take a hundred.
    let (few, many) = (time(1_000), time(10_000));
    assert!(many < few * 50, "{few:?} for 1,000, {many:?} for 10,000");
}

/// Any JSON, with the names that the decoder looks for.
fn json() -> impl Strategy<Value = serde_json::Value> {
    use serde_json::Value;
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,20}".prop_map(Value::from),
    ];
    let name = "id|name|client_id|client_secret|client_type|created|redirect_uris|results|next|count|error|access_token|.{0,5}";
    leaf.prop_recursive(4, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((name, inner), 0..6).prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn read_as_everything(body: &[u8]) {
    let reply = Reply::new(200, body);
    let _ = (ListDecoder::default().add(&reply), created(&reply), grant(&reply), reply.is_data());
}

proptest! {
    #[test]
    fn no_bytes_panic(body in any::<Vec<u8>>()) {
        read_as_everything(&body);
    }

    #[test]
    fn no_json_panics(value in json()) {
        read_as_everything(value.to_string().as_bytes());
        read_as_everything(format!("[{value},{value}]").as_bytes());
        read_as_everything(format!(r#"{{"results":[{value}],"next":{value}}}"#).as_bytes());
    }

    #[test]
    fn no_change_to_a_valid_list_panics(at in 0..WHOLE.len(), byte in any::<u8>(), end in 0..WHOLE.len()) {
        let mut body = format!("[{WHOLE},{WHOLE}]").into_bytes();
        body[at] = byte;
        read_as_everything(&body);
        body.truncate(WHOLE.len() + end);
        read_as_everything(&body);
    }

    #[test]
    fn every_id_survives_exactly(id in any::<i128>()) {
        let row = one(&format!(r#"{{"id":{id},"name":"a","client_id":"c"}}"#));
        prop_assert_eq!(row.id.unwrap().to_string(), id.to_string());
        prop_assert_eq!(row.id, id.to_string().parse().ok());
    }

    #[test]
    fn every_name_survives_exactly(name in any::<String>()) {
        let json = serde_json::json!({"id": 1, "name": name, "client_id": "c"}).to_string();
        prop_assert_eq!(one(&json).name, name);
    }

    #[test]
    fn every_key_is_unique(ids in prop::collection::vec(prop::option::of(0..4), 0..20)) {
        let rows: Vec<_> = ids.iter().map(|id| serde_json::json!({"id": id})).collect();
        let rows = list(&serde_json::Value::from(rows).to_string());
        prop_assert_eq!(rows.len(), ids.len());
        for (at, row) in rows.iter().enumerate() {
            prop_assert!(rows[..at].iter().all(|other| other.key != row.key));
        }
    }
}
