//! Whom a session is for, so that several APIs can be worked with in one tab. Pure.

use serde::Serialize;

use crate::api::Endpoints;
use crate::api::json::Object;

/// The API and the authorization server that a session is for: no others get its tokens.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Audience {
    /// The API's base URL.
    #[serde(rename = "for_api")]
    pub api: String,
    /// The authorization server as the configuration names it: by its name, and by what is configured of its endpoints.
    #[serde(rename = "for_issuer")]
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

    /// Whom something stored is for; none where it does not say, or is no object.
    pub fn of_stored(text: &str) -> Option<Self> {
        let stored = Object::parse(text)?;
        Self::named(stored.read(API), stored.read(ISSUER))
    }

    /// Whom something is for, by the two names that it was stored with.
    pub(super) fn named(api: Option<String>, issuer: Option<String>) -> Option<Self> {
        let named = api.is_some() || issuer.is_some();
        named.then(|| Self { api: api.unwrap_or_default(), issuer: issuer.unwrap_or_default() })
    }

    /// Puts the names into an object, beside whatever it has, which stays as it is written.
    #[must_use]
    pub fn sign(&self, object: &str) -> String {
        let object = Object::parse(object).map(|object| object.without(&[API, ISSUER]));
        let signed = Signed { object, audience: self };
        // Texts, and values that were JSON already, are always JSON.
        serde_json::to_string(&signed).unwrap_or_default()
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

/// Something stored, with whom it is for.
#[derive(Serialize)]
struct Signed<'a> {
    #[serde(flatten)]
    object: Option<Object<'a>>,
    #[serde(flatten)]
    audience: &'a Audience,
}

#[cfg(test)]
mod tests {
    use serde_json::value::RawValue;

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
        for object in
            ["{}", "{ }\n", r#"{"a": {"b": "}"}}"#, r#"{"a":1e999}"#, r#"{"for_issuer":null,"for_api":"x","a":2}"#]
        {
            let signed = audience.sign(object);
            assert_eq!(Audience::of_stored(&signed), Some(audience.clone()), "{signed}");
            let (before, after) = (Object::parse(object).unwrap(), Object::parse(&signed).unwrap());
            for (name, value) in before.without(&[API, ISSUER]).members() {
                assert_eq!(after.get(name).map(RawValue::get), Some(value.get()), "{signed}");
            }
            assert_eq!(signed.matches("for_api").count(), 1, "{signed}");
        }
        for nobody in ["{}", r#"{"for_api": 1}"#, "token", "[]", ""] {
            assert_eq!(Audience::of_stored(nobody), None, "{nobody}");
        }
    }
}
