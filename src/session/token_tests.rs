//! Tests sessions as values, and their form in storage.

use super::*;

fn grant(token: &str, refresh: Option<&str>) -> Grant {
    Grant {
        token: SecretText::new(token.into()),
        expires_in: Some(3600),
        scope: Some("read write".into()),
        refresh: refresh.map(|refresh| SecretText::new(refresh.into())),
        user: None,
    }
}

fn session() -> Session {
    Session::granted(grant("abc", None), Origin::Client("client-1".into()), 1_000.0, None)
}

fn person() -> Session {
    let grant = Grant { user: Some("ana".into()), ..grant("abc", Some("refresh-1")) };
    Session::granted(grant, Origin::Person("page".into()), 1_000.0, Some("family-1".into()))
}

#[test]
fn a_person_with_a_refresh_token_survives_the_storage() {
    let kept = Session::from_text(&person().to_json()).unwrap();
    assert!(kept == person());
    assert_eq!(kept.client_id(), Some("page"));
    assert_eq!(kept.renewal.unwrap().at, Some(3_541_000.0));
}

#[test]
fn a_renewal_takes_what_came_and_keeps_what_was_left_out() {
    let next = person().renewed(Grant { scope: None, ..grant("def", Some("refresh-2")) }, 5_000.0);
    assert_eq!(next.token.expose(), "def");
    assert_eq!((next.scope.as_deref(), next.user.as_deref()), (Some("read write"), Some("ana")));
    assert_eq!(next.expires_at, Some(3_605_000.0));
    let renewal = next.renewal.clone().unwrap();
    assert_eq!((renewal.token.expose(), renewal.family.as_str(), renewal.count), ("refresh-2", "family-1", 1));
    assert!(next.is_same(&person()) && !next.is_same(&session()));
    let again = next.renewed(grant("ghi", None), 6_000.0).renewal.unwrap();
    assert_eq!((again.token.expose(), again.count), ("refresh-2", 2), "a server may keep the refresh token");
}

#[test]
fn of_a_portals_json_the_token_counts_and_a_scope_that_speaks_of_this_api() {
    let portal = Session::of_portal(
        r#"{"access_token": "abc", "expires_at": 1795600000, "user": {"name": "Ana"}, "scope": "openid profile"}"#,
    );
    let portal = portal.unwrap();
    assert!(portal == Session::bare(SecretText::new("abc".into()), Origin::Portal));
    assert_eq!(portal.permit(), Permit::Write);
    assert_eq!(Session::of_portal(r#"{"access_token": "abc", "scope": "read"}"#).unwrap().permit(), Permit::ReadOnly);
    assert_eq!(Session::of_portal("abc").unwrap().origin, Origin::Portal);
    for text in ["", "{}", r#"{"access_token": 5}"#, "two words"] {
        assert!(Session::of_portal(text).is_none(), "{text}");
    }
}

#[test]
fn a_refresh_token_that_somebody_else_stored_is_not_used() {
    let answer = r#"{"access_token": "abc", "refresh_token": "x", "expires_in": 5}"#;
    assert!(Session::from_text(answer).unwrap().renewal.is_none());
}

#[test]
fn a_token_is_renewed_before_its_end_however_short_its_life() {
    assert_eq!(renew_at(3600, 0.0), 3_540_000.0);
    assert_eq!(renew_at(10, 0.0), 8_000.0);
    assert_eq!(renew_at(0, 7.0), 7.0);
}

#[test]
fn a_session_survives_its_storage() {
    let kept = Session::from_text(&session().to_json()).unwrap();
    assert!(kept == session());
    assert_eq!(kept.expires_at, Some(3_601_000.0));
    assert_eq!(kept.origin, Origin::Client("client-1".into()));
}

#[test]
fn a_portal_may_store_a_bare_token_or_its_token_response() {
    assert_eq!(Session::from_text("abc").unwrap().token.expose(), "abc");
    let answer = r#"{"access_token": "abc", "token_type": "Bearer", "expires_in": 5, "scope": "read"}"#;
    assert_eq!(Session::from_text(answer).unwrap().permit(), Permit::ReadOnly);
    for text in ["", "{", "{}", r#"{"access_token": 5}"#, "null null", "[1]"] {
        assert!(Session::from_text(text).is_none(), "{text}");
    }
    for odd in ["\"scope\": 5", "\"client_id\": []", "\"expires_at\": 1.5", "\"expires_at\": \"5\"", "\"scope\":"] {
        let text = [r#"{"access_token": "abc", "#, odd, "}"].concat();
        assert!(Session::from_text(&text).is_none(), "{text}");
    }
    let bare = Session::from_text(r#" {"access_token": "abc", "scope": null, "expires_at": null}"#).unwrap();
    assert!(bare == Session::pasted(SecretText::new("abc".into())));
}

#[test]
fn what_is_stored_is_json_whatever_the_client_is_called() {
    let mut session = session();
    session.origin = Origin::Client("a\"\\\n\u{1f}é".into());
    let json: serde_json::Value = serde_json::from_str(&session.to_json()).unwrap();
    let stored = serde_json::json!({
        "access_token": "abc", "scope": "read write", "client_id": "a\"\\\n\u{1f}é", "expires_at": 3_601_000_u64,
    });
    assert_eq!(json, stored);
    assert!(Session::from_text(&session.to_json()).unwrap() == session);
}

#[test]
fn a_token_is_read_only_where_its_scope_is_known_to_lack_write() {
    let mut session = session();
    for (scope, permit) in [
        (Some("read"), Permit::ReadOnly),
        (Some("read writer"), Permit::ReadOnly),
        (Some("write read"), Permit::Write),
        (None, Permit::Write),
    ] {
        session.scope = scope.map(Into::into);
        assert_eq!(session.permit(), permit, "{scope:?}");
    }
}

#[test]
fn the_ways_to_sign_in_keep_their_order() {
    assert_eq!(Way::list("token credentials code"), [Way::Token, Way::Credentials, Way::Code]);
    assert_eq!(Way::list("token, token nonsense"), [Way::Token]);
    assert_eq!(Way::list(""), []);
}
