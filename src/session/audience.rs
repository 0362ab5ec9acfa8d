//! Whom a session is for, so that several APIs can be worked with in one tab. Pure.

use crate::api::Endpoints;
use crate::api::json::{self, Members, write_text};

/// The API and the authorization server that a session is for: no others get its tokens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audience {
    /// The API's base URL.
    pub api: String,
    /// The authorization server as the configuration names it: by its name, and by what is configured of its endpoints.
    pub issuer: String,
}

impl Audience {
    /// Whom an element is configured for. To be asked before metadata is read: it must be the same at each start.
    #[must_use]
    pub fn of(endpoints: &Endpoints) -> Self {
        let [_, token, revoke] = endpoints.fixed;
        let mut issuer = endpoints.issuer.trim_end_matches('/').to_owned();
        // Where no metadata is read, tokens go where the configuration says, whatever the name.
        for (fixed, url) in [(token, &endpoints.token), (revoke, &endpoints.revoke)] {
            if fixed || endpoints.settled {
                issuer = [&issuer, " ", url].concat();
            }
        }
        Self { api: endpoints.base().to_owned(), issuer }
    }

    /// Reads the names out of something stored; none where it has none.
    ///
    /// # Errors
    /// When they are no text.
    pub(crate) fn read(stored: &Members<'_>) -> Result<Option<Self>, ()> {
        let name = |name| stored.get(name).map(|json| json::text(json).ok_or(())).transpose();
        Ok(match (name(API)?, name(ISSUER)?) {
            (None, None) => None,
            (api, issuer) => Some(Self { api: api.unwrap_or_default(), issuer: issuer.unwrap_or_default() }),
        })
    }

    /// Puts the names into an object, beside whatever it has.
    #[must_use]
    pub fn sign(&self, object: &str) -> String {
        let mut json = object.trim_end().strip_suffix('}').unwrap_or_default().trim_end().to_owned();
        for (name, text) in [(API, &self.api), (ISSUER, &self.issuer)] {
            json.push_str(if json.ends_with('{') { "\"" } else { ",\"" });
            json.push_str(name);
            json.push_str("\":");
            write_text(text, &mut json);
        }
        json.push('}');
        json
    }

    /// A name for what belongs to this audience alone, beside what has no such name.
    #[must_use]
    pub fn key(&self, storage_key: &str) -> String {
        let own = self.issuer != self.api.trim_end_matches('/');
        [storage_key, "@", &self.api, if own { " " } else { "" }, if own { &self.issuer } else { "" }].concat()
    }
}

const API: &str = "for_api";
const ISSUER: &str = "for_issuer";

#[cfg(test)]
mod tests {
    use super::*;

    fn below(root: &str) -> Endpoints {
        Endpoints::below(root, None, None, None)
    }

    #[test]
    fn each_api_and_each_authorization_server_is_an_audience_of_its_own() {
        let elsewhere = |url: &str| Some(url.to_owned());
        let all = [
            below("https://api.example/"),
            below("https://api.example/staging/"),
            below("https://api.example:8443/"),
            below("http://api.example/"),
            Endpoints { issuer: "https://login.example".into(), ..below("https://api.example/") },
            Endpoints::below("https://api.example/", None, elsewhere("https://login.example/token"), None),
            Endpoints::below("https://api.example/", None, None, elsewhere("https://login.example/revoke")),
            Endpoints::below("https://api.example/", elsewhere("https://login.example/authorize"), None, None),
        ];
        let all = all.map(|endpoints| Audience::of(&endpoints));
        for (at, one) in all.iter().enumerate() {
            for (other_at, other) in all.iter().enumerate() {
                assert_eq!(one == other, at == other_at, "{one:?} {other:?}");
                assert_eq!(one.key("key") == other.key("key"), at == other_at, "{one:?} {other:?}");
            }
        }
        assert_eq!(all[0].key("key"), "key@https://api.example/");
        let slash = Endpoints { issuer: "https://api.example/".into(), ..below("https://api.example/") };
        assert_eq!(Audience::of(&slash), all[0], "the same name, with the slash of its URL");
    }

    #[test]
    fn names_are_put_beside_whatever_an_object_has() {
        let audience = Audience::of(&below("https://api.example/"));
        for object in ["{}", "{ }\n", r#"{"a": {"b": "}"}}"#, r#"{"a":1}"#] {
            let signed = audience.sign(object);
            let members = Members::read(&signed).unwrap();
            assert_eq!(Audience::read(&members), Ok(Some(audience.clone())), "{signed}");
            let before = serde_json::from_str::<serde_json::Value>(object).unwrap();
            let after = serde_json::from_str::<serde_json::Value>(&signed).unwrap();
            for (name, value) in before.as_object().unwrap() {
                assert_eq!(&after[name], value);
            }
        }
        assert_eq!(Audience::read(&Members::read("{}").unwrap()), Ok(None));
        assert_eq!(Audience::read(&Members::read(r#"{"for_api": 1}"#).unwrap()), Err(()));
    }
}
