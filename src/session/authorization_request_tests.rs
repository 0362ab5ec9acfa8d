//! Tests what is sent, and what is taken for its answer.

use super::*;

fn request() -> AuthorizationRequest {
    AuthorizationRequest {
        state: "oauth-apps~r~key~1".into(),
        verifier: SecretText::new("verifier".into()),
        redirect_uri: "https://portal.example/apps".into(),
        recipient: AuthorizationRequest::recipient_of(&endpoints(true, true), "page"),
    }
}

fn answer() -> AuthorizationResponse {
    AuthorizationResponse {
        code: Some(SecretText::new("code".into())),
        state: request().state,
        ..AuthorizationResponse::default()
    }
}

fn endpoints(issuer_known: bool, issuer_promised: bool) -> Endpoints {
    let at = |path: &str| ["https://login.example", path].concat();
    let (issuer, authorize, token) = (at(""), at("/authorize"), at("/token"));
    Endpoints { issuer, authorize, token, issuer_known, issuer_promised, ..Endpoints::default() }
}

#[test]
fn a_request_survives_its_storage() {
    assert!(AuthorizationRequest::from_text(&request().to_json()) == Some(request()));
    assert!(AuthorizationRequest::from_text("{}").is_none());
}

#[test]
fn the_request_is_that_of_the_standards() {
    let url = request().url(&endpoints(true, true), "client 1", "read write", "challenge");
    assert_eq!(
        url,
        "https://login.example/authorize?response_type=code&client_id=client+1\
         &redirect_uri=https%3A%2F%2Fportal.example%2Fapps&scope=read+write&state=oauth-apps%7Er%7Ekey%7E1\
         &code_challenge=challenge&code_challenge_method=S256",
    );
}

#[test]
fn an_endpoint_with_a_query_keeps_it() {
    let endpoints = Endpoints { authorize: "https://login.example/?tenant=1".into(), ..endpoints(true, true) };
    let url = request().url(&endpoints, "c", "openid offline_access", "x");
    assert!(url.starts_with("https://login.example/?tenant=1&response_type=code&"), "{url}");
    assert!(url.ends_with("&prompt=consent"), "{url}");
}

/// RFC 9700 section 4.4
#[test]
fn a_code_goes_to_nobody_but_the_server_that_was_asked_and_for_no_other_client() {
    let elsewhere = Endpoints { issuer: "https://other.example".into(), ..endpoints(false, false) };
    assert!(request().code(answer(), &elsewhere, "page") == Err(AuthorizationError::Issuer));
    assert!(request().code(answer(), &endpoints(false, false), "other") == Err(AuthorizationError::Issuer));
    let moved = Endpoints { token: "https://other.example/token".into(), ..endpoints(false, false) };
    assert!(
        request().code(answer(), &moved, "page") == Err(AuthorizationError::Issuer),
        "codes are redeemed elsewhere by now"
    );
}

/// RFC 9700 section 4.4.2
#[test]
fn an_answer_without_a_name_must_come_to_the_query_that_its_server_was_given() {
    let sent = |redirect_uri: &str| AuthorizationRequest { redirect_uri: redirect_uri.into(), ..request() };
    let to = |query: &str| AuthorizationResponse { query: query.into(), ..answer() };
    for (redirect_uri, query, taken) in [
        ("https://portal.example/apps", "", true),
        ("https://portal.example/apps", "?tab=2", true),
        ("https://portal.example/apps?as=one", "?as=one", true),
        ("https://portal.example/apps?as=one", "?tab=2&as=one", true),
        ("https://portal.example/apps?as=one%20two&x=%C3%A9", "?x=%c3%a9&as=one+two", true),
        ("https://portal.example/apps?as=one", "?as=two", false),
        ("https://portal.example/apps?as=one", "", false),
        ("https://portal.example/apps?as=one", "?as=one2", false),
    ] {
        let code = sent(redirect_uri).code(to(query), &endpoints(true, false), "page");
        assert_eq!(code.is_ok(), taken, "{redirect_uri} {query}");
    }
    let named = AuthorizationResponse { issuer: Some("https://login.example".into()), ..to("") };
    let named = sent("https://portal.example/apps?as=one").code(named, &endpoints(true, false), "page");
    assert!(named.is_ok(), "a name says more than an address");
}

/// security rule 7
#[test]
fn an_answer_with_another_state_is_refused_whatever_it_says() {
    let foreign = AuthorizationResponse { state: "oauth-apps~r~key~2".into(), ..answer() };
    assert!(request().code(foreign, &endpoints(false, false), "page") == Err(AuthorizationError::UnknownRequest));
}

/// security rule 7, RFC 9207 section 2.4
#[test]
fn the_issuer_is_compared_where_it_is_known_and_demanded_where_it_was_promised() {
    let from = |issuer: Option<&str>| AuthorizationResponse { issuer: issuer.map(Into::into), ..answer() };
    let refused = |answer, known, promised| request().code(answer, &endpoints(known, promised), "page").err();
    for (issuer, known, promised, expected) in [
        (Some("https://login.example"), true, true, None),
        (Some("https://login.example/"), true, true, Some(AuthorizationError::Issuer)),
        (Some("https://evil.example"), true, false, Some(AuthorizationError::Issuer)),
        (None, true, true, Some(AuthorizationError::Issuer)),
        (None, true, false, None),
        (Some("https://login.example/tenant"), false, false, None),
        (Some("https://unknown.example"), false, false, Some(AuthorizationError::Issuer)),
    ] {
        assert_eq!(refused(from(issuer), known, promised), expected, "{issuer:?} {known} {promised}");
    }
    let error =
        AuthorizationResponse { error: Some("access_denied".into()), code: None, ..from(Some("https://evil.example")) };
    assert_eq!(refused(error, true, true), Some(AuthorizationError::Issuer), "an error too");
}

#[test]
fn an_error_is_no_code_even_beside_one() {
    let both = AuthorizationResponse { error: Some("access_denied".into()), ..answer() };
    let refused = AuthorizationError::Refused { error: "access_denied".into(), description: None };
    assert_eq!(request().code(both, &endpoints(false, false), "page").err(), Some(refused));
    let neither = AuthorizationResponse { code: None, ..answer() };
    assert!(matches!(
        request().code(neither, &endpoints(false, false), "page"),
        Err(AuthorizationError::Refused { .. })
    ));
    assert!(request().code(answer(), &endpoints(false, false), "page").is_ok());
}

#[test]
fn a_state_names_its_way_and_its_element() {
    assert_eq!(prefix("oauth-apps.session", false), "oauth-apps~r~oauth-apps.session~");
    assert_eq!(prefix("my key~ä", true), "oauth-apps~p~mykey~");
}
