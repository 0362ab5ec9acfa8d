//! A session as a value: the token with what is known of it. Its serialised form is what session storage holds.

use serde::de::{Deserializer, Error as _};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{Audience, Permit};
use crate::api::json::{Object, object, read};
use crate::api::{Grant, SecretText};

/// A way to sign in that the configuration may offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Authorization code with PKCE (RFC 7636): the user signs in at the server.
    Code,
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
                "code" => Self::Code,
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
    /// A person signed in at the server, through this client.
    Person(String),
    /// The host's function: asked again when the token was refused, never written anywhere (security rule 15).
    Host,
    /// The portal's own storage key: read for each request, never written or removed (security rule 4).
    Portal,
}

/// What a session is renewed with.
#[derive(Clone, PartialEq)]
pub struct Renewal {
    /// The refresh token (RFC 6749 section 1.5).
    pub token: SecretText,
    /// A random name that is the same for all tabs that hold copies of this session.
    pub family: String,
    /// How often it was renewed: the copy with the higher number has the token that works.
    pub count: u64,
    /// When to renew, in milliseconds since 1970 by this machine's clock, so that no request meets a dead token.
    pub at: Option<f64>,
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
    /// Who signed in, where the server said.
    pub user: Option<String>,
    /// How it is renewed, where the server gave a refresh token.
    pub renewal: Option<Renewal>,
    /// Whom it is for. None until it is kept, and where somebody else stored it without saying.
    pub audience: Option<Audience>,
}

impl Session {
    /// A session for a token of which nothing else is known.
    pub fn bare(token: SecretText, origin: Origin) -> Self {
        Self { token, expires_at: None, scope: None, origin, user: None, renewal: None, audience: None }
    }

    /// A session for a pasted token.
    pub fn pasted(token: SecretText) -> Self {
        Self::bare(token, Origin::Pasted)
    }

    /// A session for what the token endpoint granted at `now` (milliseconds since 1970). `family` is the random name
    /// that a session with a refresh token needs.
    pub fn granted(grant: Grant, origin: Origin, now: f64, family: Option<String>) -> Self {
        let lifetime = grant.expires_in.filter(|seconds| (1..=LONGEST_LIFE).contains(seconds));
        let renewal = grant.refresh.zip(family).map(|(token, family)| Renewal {
            token,
            family,
            count: 0,
            at: lifetime.map(|seconds| renew_at(seconds, now)),
        });
        Self {
            expires_at: lifetime.map(|seconds| now + seconds as f64 * 1000.0),
            token: grant.token,
            scope: grant.scope.filter(|scope| !scope.trim().is_empty()),
            origin,
            user: grant.user,
            renewal,
            audience: None,
        }
    }

    /// The same session with what its refresh token brought at `now`. Scope, name and refresh token stay where the
    /// answer leaves them out (RFC 6749 section 6).
    #[must_use]
    pub fn renewed(&self, mut grant: Grant, now: f64) -> Self {
        let before = self.renewal.as_ref();
        grant.refresh = grant.refresh.or_else(|| Some(before?.token.clone()));
        grant.scope = grant.scope.filter(|scope| !scope.trim().is_empty()).or_else(|| self.scope.clone());
        grant.user = grant.user.or_else(|| self.user.clone());
        let mut next = Self::granted(grant, self.origin.clone(), now, before.map(|before| before.family.clone()));
        next.audience.clone_from(&self.audience);
        if let (Some(next), Some(before)) = (&mut next.renewal, before) {
            next.count = before.count + 1;
        }
        next
    }

    /// Whether both are the same sign-in: the same token, or copies of one that is renewed.
    pub fn is_same(&self, other: &Self) -> bool {
        let family = |session: &Self| session.renewal.as_ref().map(|renewal| renewal.family.clone());
        self.token == other.token || family(self).is_some() && family(self) == family(other)
    }

    /// What the token may do. A scope is known only where the token response named it.
    pub fn permit(&self) -> Permit {
        self.scope.as_deref().and_then(Permit::of).unwrap_or(Permit::Write)
    }

    /// Whether an element for this audience, with this public client, may use the session. One that names nobody was
    /// stored by the host, or before sessions named anybody: then it may, unless another client signed in.
    pub fn is_for(&self, audience: &Audience, client_id: &str) -> bool {
        match (&self.audience, &self.origin) {
            (Some(named), _) => named == audience,
            (None, Origin::Person(client)) => client == client_id,
            (None, _) => true,
        }
    }

    /// The client that the token was issued to, where it is known.
    pub fn client_id(&self) -> Option<&str> {
        match &self.origin {
            Origin::Client(client) | Origin::Person(client) => Some(client),
            Origin::Pasted | Origin::Portal | Origin::Host => None,
        }
    }

    /// The form that session storage holds: JSON with `access_token`, and what else is known.
    pub fn to_json(&self) -> String {
        let written = Written {
            access_token: self.token.expose(),
            scope: self.scope.as_deref(),
            client_id: self.client_id(),
            grant: matches!(self.origin, Origin::Person(_)).then_some(CODE),
            user: self.user.as_deref(),
            expires_at: self.expires_at.map(|ms| ms as u64),
            renewal: self.renewal.as_ref().map(|renewal| WrittenRenewal {
                refresh_token: renewal.token.expose(),
                family: &renewal.family,
                renew_at: renewal.at.map(|ms| ms as u64),
                renewals: renewal.count,
            }),
            audience: self.audience.as_ref(),
        };
        // Texts and whole numbers are always JSON.
        serde_json::to_string(&written).unwrap_or_default()
    }

    /// Reads what a portal keeps under its own key: a bare token, or JSON of its own with `access_token`. What else is in
    /// that is the portal's, but for a `scope` that speaks of this API.
    pub fn of_portal(text: &str) -> Option<Self> {
        let Some(stored) = Object::parse(text) else {
            return Some(Self { origin: Origin::Portal, ..Self::from_text(text)? });
        };
        let token = super::clean(&stored.read::<String>("access_token")?).ok()?;
        let ours = |scope: &String| Permit::of(scope).is_some();
        Some(Self { scope: stored.read("scope").filter(ours), ..Self::bare(token, Origin::Portal) })
    }

    /// Reads what session storage holds: our JSON, or, since a portal may have put it there, a bare token.
    pub fn from_text(text: &str) -> Option<Self> {
        if text.trim_start().starts_with('{') {
            return object::<Stored>(text)?.session();
        }
        // A portal's token stands alone: several words are something else.
        if text.trim().contains(char::is_whitespace) {
            return None;
        }
        super::clean(text).ok().map(Self::pasted)
    }
}

/// What a session by authorization code says of its grant.
const CODE: &str = "authorization_code";

/// The longest life of a token that is believed, in seconds: ten years. What is longer, or nothing, or less, says no end.
const LONGEST_LIFE: u64 = 315_360_000;

/// The last moment that a date can be, in milliseconds since 1970.
const LAST_MOMENT: f64 = 8.64e15;

/// A session on its way to session storage. Borrowed: the tokens are not copied before they are written.
#[derive(Serialize)]
struct Written<'a> {
    access_token: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    grant: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    user: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires_at: Option<u64>,
    #[serde(flatten)]
    renewal: Option<WrittenRenewal<'a>>,
    #[serde(flatten)]
    audience: Option<&'a Audience>,
}

/// How it is renewed.
#[derive(Serialize)]
struct WrittenRenewal<'a> {
    refresh_token: &'a str,
    family: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    renew_at: Option<u64>,
    renewals: u64,
}

/// A session as session storage holds it. A member of a wrong type spoils all: what wrote it is not what it seems.
#[derive(Deserialize)]
struct Stored {
    access_token: String,
    #[serde(default, deserialize_with = "unless_list")]
    scope: Option<String>,
    client_id: Option<String>,
    grant: Option<String>,
    user: Option<String>,
    refresh_token: Option<String>,
    family: Option<String>,
    expires_at: Option<u64>,
    renew_at: Option<u64>,
    renewals: Option<u64>,
    for_api: Option<String>,
    for_issuer: Option<String>,
}

impl Stored {
    fn session(self) -> Option<Session> {
        let moment = |millis: Option<u64>| millis.map(|ms| ms as f64).filter(|ms| *ms <= LAST_MOMENT);
        let (at, count) = (moment(self.renew_at), self.renewals.unwrap_or_default());
        let renewal = self.refresh_token.zip(self.family);
        Some(Session {
            token: super::clean(&self.access_token).ok()?,
            expires_at: moment(self.expires_at),
            scope: self.scope,
            origin: match self.client_id {
                Some(client) if self.grant.as_deref() == Some(CODE) => Origin::Person(client),
                Some(client) => Origin::Client(client),
                None => Origin::Pasted,
            },
            user: self.user,
            renewal: renewal.map(|(token, family)| Renewal { token: SecretText::new(token), family, count, at }),
            audience: Audience::named(self.for_api, self.for_issuer),
        })
    }
}

/// A list of scopes is some other program's: nothing is known then.
fn unless_list<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let json = <&RawValue>::deserialize(deserializer)?;
    if json.get().starts_with('[') {
        return Ok(None);
    }
    read(json).ok_or_else(|| D::Error::custom("no text"))
}

/// When to renew a token that was granted at `now` for some seconds: a minute before its end, or a fifth of its life
/// before it when it is short.
fn renew_at(seconds: u64, now: f64) -> f64 {
    let life = seconds as f64 * 1000.0;
    now + (life - 60_000.0).max(life * 0.8)
}

#[cfg(test)]
#[path = "token_tests.rs"]
mod tests;
