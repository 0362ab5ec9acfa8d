//! A session as a value: the token with what is known of it. Its serialised form is what session storage holds.

use crate::api::json::{self, Members, write_text};
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
        let mut json = "{\"access_token\":".to_owned();
        write_text(self.token.expose(), &mut json);
        for (name, text) in [(",\"scope\":", self.scope.as_deref()), (",\"client_id\":", client)] {
            if let Some(text) = text {
                json.push_str(name);
                write_text(text, &mut json);
            }
        }
        if let Some(ms) = self.expires_at {
            json.push_str(",\"expires_at\":");
            json.push_str(&(ms as u64).to_string());
        }
        json.push('}');
        json
    }

    /// Reads what session storage holds: our JSON, or, since a portal may have put it there, a bare token.
    pub fn from_text(text: &str) -> Option<Self> {
        if text.trim_start().starts_with('{') {
            // A member of a wrong type spoils all: what wrote this is not what it seems.
            let stored = Members::read(text)?;
            let known = |name| stored.get(name).map(|json| json::text(json).ok_or(())).transpose().ok();
            let expires_at = stored.get("expires_at").map(str::parse::<u64>).transpose().ok()?;
            return Some(Self {
                token: super::clean(&stored.text("access_token")?).ok()?,
                expires_at: expires_at.map(|ms| ms as f64),
                scope: known("scope")?,
                origin: known("client_id")?.map_or(Origin::Pasted, Origin::Client),
            });
        }
        // A portal's token stands alone: several words are something else.
        if text.trim().contains(char::is_whitespace) {
            return None;
        }
        super::clean(text).ok().map(Self::pasted)
    }
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
        assert_eq!(Way::list("token credentials"), [Way::Token, Way::Credentials]);
        assert_eq!(Way::list("token, token nonsense"), [Way::Token]);
        assert_eq!(Way::list(""), []);
    }
}
