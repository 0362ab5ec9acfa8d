//! Tests sessions as values, and their form in storage.

use super::*;
use crate::api::Endpoints;

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
        (Some("read,write"), Permit::Write),
        (Some("openid profile"), Permit::Write),
        (Some(""), Permit::Write),
        (None, Permit::Write),
    ] {
        session.scope = scope.map(Into::into);
        assert_eq!(session.permit(), permit, "{scope:?}");
    }
}

#[test]
fn an_empty_scope_is_none_and_a_renewal_keeps_the_one_before() {
    let empty = || Grant { scope: Some(" ".into()), ..grant("abc", Some("refresh-2")) };
    assert_eq!(Session::granted(empty(), Origin::Pasted, 0.0, None).scope, None);
    assert_eq!(person().renewed(empty(), 0.0).scope.as_deref(), Some("read write"));
}

#[test]
fn a_life_that_nobody_can_have_meant_says_no_end_and_asks_for_no_renewal() {
    for (expires_in, known) in [
        (None, false),
        (Some(0), false),
        (Some(1), true),
        (Some(315_360_000), true),
        (Some(315_360_001), false),
        (Some(u64::from(u32::MAX)), false),
        (Some(1_000_000_000_000_000), false),
        (Some(u64::MAX), false),
    ] {
        let given = Grant { expires_in, ..grant("abc", Some("refresh-1")) };
        let session = Session::granted(given, Origin::Person("page".into()), 1_000.0, Some("family-1".into()));
        assert_eq!(session.expires_at.is_some(), known, "{expires_in:?}");
        assert_eq!(session.renewal.as_ref().unwrap().at.is_some(), known, "{expires_in:?}");
        assert!(Session::from_text(&session.to_json()).unwrap() == session);
    }
    let stored = r#"{"access_token": "abc", "expires_at": 1000000001795600000000}"#;
    assert!(Session::from_text(stored).is_none(), "no number that anybody wrote");
    let stored = r#"{"access_token": "abc", "expires_at": 1000000001795600000}"#;
    assert_eq!(Session::from_text(stored).unwrap().expires_at, None, "from before this was looked at");
}

#[test]
fn a_session_is_for_the_api_and_the_issuer_that_it_names() {
    let audience = |root: &str| Audience::of(&Endpoints::below(root, None, None, None));
    let (staging, production) = (audience("https://api.example/staging/"), audience("https://api.example/"));
    let named = Session { audience: Some(staging.clone()), ..person() };
    let kept = Session::from_text(&named.to_json()).unwrap();
    assert!(kept == named);
    assert!(
        kept.is_for(&staging, "another page"),
        "who signed in here before may have been configured for another client"
    );
    assert!(!kept.is_for(&production, "page"));
    let elsewhere = Audience { issuer: "https://login.example".into(), ..staging.clone() };
    assert!(!kept.is_for(&elsewhere, "page"));
    assert_eq!(kept.renewed(grant("def", None), 0.0).audience, Some(staging.clone()));
}

#[test]
fn a_session_that_names_nobody_is_for_whoever_finds_it_but_for_another_client() {
    let audience = Audience::of(&Endpoints::below("https://api.example/", None, None, None));
    for stored in ["abc", r#"{"access_token": "abc"}"#, r#"{"access_token": "abc", "client_id": "client-1"}"#] {
        assert!(Session::from_text(stored).unwrap().is_for(&audience, ""), "{stored}");
    }
    assert!(person().is_for(&audience, "page"));
    assert!(!person().is_for(&audience, "other"));
    assert!(Session::from_text(r#"{"access_token": "abc", "for_api": 5}"#).is_none());
}

#[test]
fn a_list_of_scopes_that_another_program_stored_says_nothing() {
    let stored = Session::from_text(r#"{"access_token": "abc", "scope": ["read"]}"#).unwrap();
    assert_eq!((stored.scope.as_deref(), stored.permit()), (None, Permit::Write));
}

#[test]
fn the_ways_to_sign_in_keep_their_order() {
    assert_eq!(Way::list("token credentials code"), [Way::Token, Way::Credentials, Way::Code]);
    assert_eq!(Way::list("token, token nonsense"), [Way::Token]);
    assert_eq!(Way::list(""), []);
}
