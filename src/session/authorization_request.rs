//! An authorization request: what was sent, to be compared with what comes back (RFC 6749 section 4.1, RFC 7636, RFC 9207).
//! A request is answered once.
//!
//! Pure, but for [`random`] and [`AuthorizationRequest::challenge`], which use the browser's WebCrypto.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::api::{Endpoints, SecretText, form};

/// How every `state` of ours begins, so that the answer to a host's own sign-in is left alone.
const MARK: &str = "oauth-apps";

/// What must be remembered of a request until its answer comes.
#[derive(Clone, PartialEq)]
pub struct AuthorizationRequest {
    /// Tells its answer from others (RFC 6749 section 10.12).
    pub state: String,
    /// Proves that who redeems the code asked for it (RFC 7636 section 4.1).
    pub verifier: SecretText,
    /// Where the answer goes, exactly as it was sent.
    pub redirect_uri: String,
    /// Who was asked, where its codes are redeemed, and for which client: nobody else gets the code.
    pub asked: String,
}

/// A request as session storage holds it.
#[derive(Deserialize, Serialize)]
struct Stored<'a> {
    #[serde(borrow)]
    state: Cow<'a, str>,
    #[serde(borrow)]
    verifier: Cow<'a, str>,
    #[serde(borrow)]
    redirect_uri: Cow<'a, str>,
    #[serde(borrow)]
    asked: Cow<'a, str>,
}

/// What came back to the redirect URI.
#[derive(Clone, Default, PartialEq)]
pub struct AuthorizationResponse {
    /// The authorization code.
    pub code: Option<SecretText>,
    /// The state of the request that it answers.
    pub state: String,
    /// Who says that it answers (RFC 9207).
    pub issuer: Option<String>,
    /// A word of RFC 6749 section 4.1.2.1.
    pub error: Option<String>,
    /// The server's sentence for it.
    pub description: Option<String>,
    /// What else is in the query of the address that it came to.
    pub query: String,
}

/// Why a response gives no code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuthorizationError {
    /// It belongs to no request of this tab, or to one that was answered already.
    Unasked,
    /// It comes from another server than the one that was asked, or does not say from which although that was promised.
    Issuer,
    /// The server refused (RFC 6749 section 4.1.2.1).
    Refused {
        /// Its word, such as `access_denied`.
        error: String,
        /// Its sentence.
        description: Option<String>,
    },
}

impl AuthorizationRequest {
    /// A request of which nobody can guess state and verifier: `random` gives 256 random bits as text, if it can.
    pub fn new(
        storage_key: &str,
        popup: bool,
        redirect_uri: String,
        asked: String,
        random: impl Fn() -> Option<String>,
    ) -> Option<Self> {
        Some(Self {
            state: [prefix(storage_key, popup), random()?].concat(),
            verifier: SecretText::new(random()?),
            redirect_uri,
            asked,
        })
    }

    /// The form that session storage holds while the user is away.
    pub fn to_json(&self) -> String {
        let stored = Stored {
            state: self.state.as_str().into(),
            verifier: self.verifier.expose().into(),
            redirect_uri: self.redirect_uri.as_str().into(),
            asked: self.asked.as_str().into(),
        };
        // Texts are always JSON.
        serde_json::to_string(&stored).unwrap_or_default()
    }

    /// Reads what session storage holds.
    pub fn from_text(text: &str) -> Option<Self> {
        let stored: Stored<'_> = serde_json::from_str(text).ok()?;
        Some(Self {
            state: stored.state.into_owned(),
            verifier: SecretText::new(stored.verifier.into_owned()),
            redirect_uri: stored.redirect_uri.into_owned(),
            asked: stored.asked.into_owned(),
        })
    }

    /// Who is asked, where its codes are redeemed, and for which client.
    pub fn asked(endpoints: &Endpoints, client_id: &str) -> String {
        [&endpoints.issuer, " ", &endpoints.token, " ", client_id].concat()
    }

    /// The address that the user is sent to (RFC 6749 section 4.1.1 with RFC 7636 section 4.3).
    pub fn url(&self, endpoints: &Endpoints, client_id: &str, scope: &str, challenge: &str) -> String {
        let mut fields = vec![
            ("response_type", "code"),
            ("client_id", client_id),
            ("redirect_uri", &self.redirect_uri),
            ("scope", scope),
            ("state", &self.state),
            ("code_challenge", challenge),
            ("code_challenge_method", "S256"),
        ];
        let asks = |word| scope.split(' ').any(|asked| asked == word);
        // OpenID Connect gives a refresh token only to whom the user allows it anew (Core, section 11).
        if asks("openid") && asks("offline_access") {
            fields.push(("prompt", "consent"));
        }
        let separator = if endpoints.authorize.contains('?') { "&" } else { "?" };
        [&endpoints.authorize, separator, &form(&fields)].concat()
    }

    /// Takes the code out of a response to this request.
    ///
    /// # Errors
    /// [`AuthorizationError`] for whatever else came. State comes first, then who answers, then what is said.
    pub fn code(
        &self,
        answer: AuthorizationResponse,
        endpoints: &Endpoints,
        client_id: &str,
    ) -> Result<SecretText, AuthorizationError> {
        if answer.state != self.state {
            return Err(AuthorizationError::Unasked);
        }
        let right = match &answer.issuer {
            Some(issuer) => endpoints.is_named(issuer),
            None => !endpoints.issuer_promised && self.came_back(&answer.query),
        };
        if !right || self.asked != Self::asked(endpoints, client_id) {
            return Err(AuthorizationError::Issuer);
        }
        match (answer.code, answer.error) {
            (Some(code), None) => Ok(code),
            (_, error) => {
                Err(AuthorizationError::Refused { error: error.unwrap_or_default(), description: answer.description })
            }
        }
    }
}

impl AuthorizationRequest {
    /// Whether an answer came to the redirect URI of this request, as far as its query tells: servers that do not name
    /// themselves are told apart by that, where each has been given a query of its own (RFC 9700 section 4.4.2.2).
    fn came_back(&self, query: &str) -> bool {
        let came = parameters(query);
        let (_, sent) = self.redirect_uri.split_once('?').unwrap_or_default();
        parameters(sent).iter().all(|parameter| came.contains(parameter))
    }
}

/// The parameters of a query, decoded.
fn parameters(query: &str) -> Vec<(Cow<'_, str>, Cow<'_, str>)> {
    form_urlencoded::parse(query.trim_start_matches('?').as_bytes()).collect()
}

/// The beginning of each state of an element: `r` for a redirect, `p` for a popup, and the letters of its storage key.
/// The facade knows by it whom an answer is for.
fn prefix(storage_key: &str, popup: bool) -> String {
    let key: String =
        storage_key.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_')).collect();
    [MARK, if popup { "~p~" } else { "~r~" }, &key, "~"].concat()
}

#[cfg(feature = "browser")]
mod browser {
    use js_sys::Uint8Array;
    use serde::Deserialize;
    use wasm_bindgen::JsValue;
    use wasm_bindgen_futures::JsFuture;

    use super::{AuthorizationRequest, AuthorizationResponse};
    use crate::api::{SecretText, base64url, from_own};

    impl AuthorizationRequest {
        /// The challenge that belongs to the verifier, by method S256 (RFC 7636 section 4.2). None outside of a secure
        /// context, where browsers have no `crypto.subtle`.
        pub async fn challenge(&self) -> Option<String> {
            let verifier = self.verifier.expose().as_bytes().to_vec();
            let subtle = subtle()?;
            let digest = subtle.digest_with_str_and_u8_array("SHA-256", &verifier).ok()?;
            let digest = JsFuture::from(digest).await.ok()?;
            Some(base64url(&Uint8Array::new(&digest).to_vec()))
        }
    }

    /// A response as the facade took it out of the URL: the parameters of RFC 6749 section 4.1.2, and its query.
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Parameters {
        code: Option<String>,
        state: String,
        iss: Option<String>,
        error: Option<String>,
        error_description: Option<String>,
        query: String,
    }

    impl AuthorizationResponse {
        /// Reads what the facade took out of the URL. Of anything else comes a response to no request.
        pub fn from_js(given: &JsValue) -> Self {
            let given: Parameters = from_own(given).unwrap_or_default();
            Self {
                code: given.code.filter(|code| !code.is_empty()).map(SecretText::new),
                state: given.state,
                issuer: given.iss,
                error: given.error,
                description: given.error_description,
                query: given.query,
            }
        }
    }

    /// Whether this page may use `crypto.subtle`: only one that came by HTTPS, or from this machine, may.
    pub fn can_sign_in_by_code() -> bool {
        subtle().is_some()
    }

    /// 256 random bits, as text that may stand in a URL.
    pub fn random() -> Option<String> {
        let mut bytes = [0; 32];
        web_sys::window()?.crypto().ok()?.get_random_values_with_u8_array(&mut bytes).ok()?;
        Some(base64url(&bytes))
    }

    fn subtle() -> Option<web_sys::SubtleCrypto> {
        let subtle = web_sys::window()?.crypto().ok()?.subtle();
        // Typed as always there, and absent all the same.
        (!subtle.is_undefined()).then_some(subtle)
    }
}

#[cfg(feature = "browser")]
pub use browser::{can_sign_in_by_code, random};

#[cfg(test)]
mod tests {
    use super::*;

    fn request() -> AuthorizationRequest {
        AuthorizationRequest {
            state: "oauth-apps~r~key~1".into(),
            verifier: SecretText::new("verifier".into()),
            redirect_uri: "https://portal.example/apps".into(),
            asked: AuthorizationRequest::asked(&endpoints(true, true), "page"),
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
        assert!(request().code(foreign, &endpoints(false, false), "page") == Err(AuthorizationError::Unasked));
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
        let error = AuthorizationResponse {
            error: Some("access_denied".into()),
            code: None,
            ..from(Some("https://evil.example"))
        };
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
}
