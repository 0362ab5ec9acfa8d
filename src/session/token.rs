//! A session as a value: the token with what is known of it. Its serialised form is what session storage holds.

use crate::api::{Grant, SecretText};

/// A way to sign in that the configuration may offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Client credentials (RFC 6749 section 4.4): only the token is kept.
    Credentials,
    /// An access token that the user pastes.
    Token,
}

impl Way {
    /// Reads the words of the `sign-in` attribute in their order. Unknown and repeated words are left out.
    pub fn list(words: &str) -> Vec<Self> {
        let mut ways = Vec::new();
        for word in words.split([' ', ',']) {
            let way = match word {
                "credentials" => Self::Credentials,
                "token" => Self::Token,
                _ => continue,
            };
            if !ways.contains(&way) {
                ways.push(way);
            }
        }
        ways
    }
}

/// Where a session came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The user pasted the token.
    Pasted,
    /// Client credentials of this client.
    Client(String),
    /// The portal's own storage key: read for each request, never written or removed (security.md 4).
    Portal,
}

/// What a token may do, as far as it is known (contract.md, "What varies").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permit {
    /// The token response named `write`, or its scope is not known: the server decides.
    Write,
    /// The token response named its scope, and `write` is not in it.
    ReadOnly,
}

/// A signed-in user: the token and what is known of it.
#[derive(Clone, PartialEq)]
pub struct Session {
    /// The access token, opaque.
    pub token: SecretText,
    /// When it expires, in milliseconds since 1970 by this machine's clock, where the token response said.
    pub expires_at: Option<f64>,
    /// The granted scopes, where the token response named them.
    pub scope: Option<String>,
    /// Where it came from.
    pub origin: Origin,
}

impl Session {
    /// A session for a pasted token: nothing is known of it.
    pub fn pasted(token: SecretText) -> Self {
        Self { token, expires_at: None, scope: None, origin: Origin::Pasted }
    }

    /// A session for what the token endpoint granted at `now` (milliseconds since 1970).
    pub fn granted(grant: Grant, client_id: &str, now: f64) -> Self {
        Self {
            expires_at: grant.expires_in.map(|seconds| now + seconds as f64 * 1000.0),
            token: grant.token,
            scope: grant.scope,
            origin: Origin::Client(client_id.to_owned()),
        }
    }

    /// What the token may do. A scope is known only where the token response named it.
    pub fn permit(&self) -> Permit {
        match &self.scope {
            Some(scope) if !scope.split_whitespace().any(|word| word == "write") => Permit::ReadOnly,
            _ => Permit::Write,
        }
    }

    /// The form that session storage holds: JSON with `access_token`, and what else is known.
    pub fn to_json(&self) -> String {
        let client = match &self.origin {
            Origin::Client(client) => Some(client.as_str()),
            Origin::Pasted | Origin::Portal => None,
        };
        let stored = Stored {
            access_token: self.token.expose().into(),
            expires_at: self.expires_at.map(|ms| ms as u64),
            scope: self.scope.as_deref().map(Into::into),
            client_id: client.map(Into::into),
        };
        serde_json::to_string(&stored).unwrap_or_default()
    }

    /// Reads what session storage holds: our JSON, or, since a portal may have put it there, a bare token.
    pub fn from_text(text: &str) -> Option<Self> {
        if text.trim_start().starts_with('{') {
            let stored: Stored<'_> = serde_json::from_str(text).ok()?;
            return Some(Self {
                token: super::clean(&stored.access_token).ok()?,
                expires_at: stored.expires_at.map(|ms| ms as f64),
                scope: stored.scope.map(Into::into),
                origin: stored.client_id.map_or(Origin::Pasted, |client| Origin::Client(client.into())),
            });
        }
        // A portal's token stands alone: several words are something else.
        if text.trim().contains(char::is_whitespace) {
            return None;
        }
        super::clean(text).ok().map(Self::pasted)
    }
}

#[derive(serde::Deserialize, serde::Serialize)]
struct Stored<'a> {
    #[serde(borrow)]
    access_token: std::borrow::Cow<'a, str>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    scope: Option<std::borrow::Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires_at: Option<u64>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    client_id: Option<std::borrow::Cow<'a, str>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session() -> Session {
        let grant =
            Grant { token: SecretText::new("abc".into()), expires_in: Some(3600), scope: Some("read write".into()) };
        Session::granted(grant, "client-1", 1_000.0)
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
        assert_eq!(Way::list("token credentials"), [Way::Token, Way::Credentials]);
        assert_eq!(Way::list("token, token nonsense"), [Way::Token]);
        assert_eq!(Way::list(""), []);
    }
}
