//! An authorization request: what was sent, to be compared with what comes back (RFC 6749 section 4.1, RFC 7636, RFC 9207).
//! A request is answered once.
//!
//! Pure, but for [`random`] and [`AuthorizationRequest::challenge`], which use the browser's WebCrypto.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::api::json::object;
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
    pub recipient: String,
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
    #[serde(borrow, rename = "asked")]
    recipient: Cow<'a, str>,
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
    UnknownRequest,
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
        recipient: String,
        random: impl Fn() -> Option<String>,
    ) -> Option<Self> {
        Some(Self {
            state: [prefix(storage_key, popup), random()?].concat(),
            verifier: SecretText::new(random()?),
            redirect_uri,
            recipient,
        })
    }

    /// The form that session storage holds while the user is away.
    pub fn to_json(&self) -> String {
        let stored = Stored {
            state: self.state.as_str().into(),
            verifier: self.verifier.expose().into(),
            redirect_uri: self.redirect_uri.as_str().into(),
            recipient: self.recipient.as_str().into(),
        };
        // Texts are always JSON.
        serde_json::to_string(&stored).unwrap_or_default()
    }

    /// Reads what session storage holds.
    pub fn from_text(text: &str) -> Option<Self> {
        let stored: Stored<'_> = object(text)?;
        Some(Self {
            state: stored.state.into_owned(),
            verifier: SecretText::new(stored.verifier.into_owned()),
            redirect_uri: stored.redirect_uri.into_owned(),
            recipient: stored.recipient.into_owned(),
        })
    }

    /// Who is asked, where its codes are redeemed, and for which client.
    pub fn recipient_of(endpoints: &Endpoints, client_id: &str) -> String {
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
        let asks = |word| scope.split(' ').any(|wanted| wanted == word);
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
            return Err(AuthorizationError::UnknownRequest);
        }
        let right = match &answer.issuer {
            Some(issuer) => endpoints.is_named(issuer),
            None => !endpoints.issuer_promised && self.came_back(&answer.query),
        };
        if !right || self.recipient != Self::recipient_of(endpoints, client_id) {
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
    use wasm_bindgen::JsValue;
    use wasm_bindgen_futures::JsFuture;

    use super::{AuthorizationRequest, AuthorizationResponse};
    use crate::api::{SecretText, base64url, own};

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
    impl AuthorizationResponse {
        /// Reads what the facade took out of the URL. Of anything else comes a response to no request.
        pub fn from_js(given: &JsValue) -> Self {
            let text = |name| own(given, name)?.as_string();
            Self {
                code: text("code").filter(|code| !code.is_empty()).map(SecretText::new),
                state: text("state").unwrap_or_default(),
                issuer: text("iss"),
                error: text("error"),
                description: text("error_description"),
                query: text("query").unwrap_or_default(),
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
#[path = "authorization_request_tests.rs"]
mod tests;
