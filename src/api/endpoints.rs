//! Where the API and its authorization server are: absolute URLs made of the configuration and, where the server
//! publishes it, of its metadata.
//!
//! Only `http` and `https`, no user or password in a URL, and nothing hard-coded.

use super::metadata::Metadata;
use super::origin::{after_scheme, origin_of};

/// The addresses that the client talks to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Endpoints {
    /// `<base>o/apps/`.
    pub apps: String,
    /// Where people sign in (RFC 6749 section 3.1).
    pub authorize: String,
    /// Where tokens come from (RFC 6749 section 3.2).
    pub token: String,
    /// Where tokens end (RFC 7009); empty where the server has no such place.
    pub revoke: String,
    /// The authorization server's name for itself (RFC 8414 section 2), as configured or as it follows from the base.
    pub issuer: String,
    /// Whether the name was configured or confirmed by the metadata: an answer from another one is then refused.
    pub issuer_known: bool,
    /// Whether the server promised to name itself in its answers (RFC 9207 section 3).
    pub issuer_promised: bool,
    /// Whether the metadata need not be read, or was read.
    pub settled: bool,
    /// Whether the server offers the authorization code grant, as far as is known.
    pub offers_code: bool,
    /// Whether the server offers client credentials, as far as is known.
    pub offers_credentials: bool,
    /// Which of authorization, token and revocation endpoint were configured: metadata does not change them.
    pub fixed: [bool; 3],
}

/// The configured addresses, absolute or, where there is a document, relative to it. Empty ones count as absent.
#[derive(Clone, Debug, Default)]
pub struct Addresses {
    /// Where the API is; `./` when absent.
    pub base: Option<String>,
    /// The authorization server's name for itself.
    pub issuer: Option<String>,
    /// Its authorization endpoint.
    pub authorize: Option<String>,
    /// Its token endpoint.
    pub token: Option<String>,
    /// Its revocation endpoint.
    pub revoke: Option<String>,
}

/// Why a configured URL is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadUrl {
    /// No URL at all.
    Malformed,
    /// Neither `http` nor `https`.
    Scheme,
    /// It holds a user name or a password.
    Credentials,
}

impl Endpoints {
    /// Resolves the configuration against the document's base URI; without a document all must be absolute. Query and
    /// fragment of the base are dropped, and it ends in a slash whether written or not.
    ///
    /// # Errors
    /// [`BadUrl`] for the first address that cannot be used.
    #[cfg(feature = "client")]
    pub fn resolve(addresses: &Addresses) -> Result<Self, BadUrl> {
        let base = absolute(filled(&addresses.base).unwrap_or("./"))?;
        base.set_search("");
        base.set_hash("");
        let mut root = base.href();
        if !root.ends_with('/') {
            root.push('/');
        }
        let given = |url: &Option<String>| filled(url).map(|url| Ok(absolute(url)?.href())).transpose();
        let mut endpoints =
            Self::below(&root, given(&addresses.authorize)?, given(&addresses.token)?, given(&addresses.revoke)?);
        // The name is compared as it is written: what the browser makes of a URL may end in another slash.
        if let Some(issuer) = filled(&addresses.issuer) {
            endpoints.issuer = absolute(issuer).map(|_| issuer.to_owned())?;
            endpoints.issuer_known = true;
        }
        Ok(endpoints)
    }

    /// The addresses of an API below `root`, and those of its authorization server where they are not there too. All are
    /// absolute and as `URL.href` writes them, `root` with a slash at its end.
    #[must_use]
    pub fn below(root: &str, authorize: Option<String>, token: Option<String>, revoke: Option<String>) -> Self {
        let fixed = [&authorize, &token, &revoke].map(Option::is_some);
        let or_below = |url: Option<String>, path: &str| url.unwrap_or_else(|| [root, path].concat());
        Self {
            apps: [root, "o/apps/"].concat(),
            settled: authorize.is_some(),
            authorize: or_below(authorize, "o/authorize/"),
            token: or_below(token, "o/token/"),
            revoke: or_below(revoke, "o/revoke_token/"),
            issuer: root.trim_end_matches('/').to_owned(),
            issuer_known: false,
            issuer_promised: false,
            offers_code: true,
            offers_credentials: true,
            fixed,
        }
    }

    /// Takes over what the authorization server says of itself; none where it says nothing.
    pub fn learn(&mut self, metadata: Option<Metadata>) {
        self.settled = true;
        let Some(metadata) = metadata else {
            return;
        };
        // What it does not name it does not have: nothing that was meant for it goes to the API instead.
        let found = [metadata.authorize, metadata.token, metadata.revoke];
        let places = [&mut self.authorize, &mut self.token, &mut self.revoke];
        for ((place, found), fixed) in places.into_iter().zip(found).zip(self.fixed) {
            if !fixed {
                *place = found.unwrap_or_default();
            }
        }
        self.issuer = metadata.issuer;
        self.issuer_known = true;
        self.issuer_promised = metadata.names_issuer;
        self.offers_code = metadata.code && !self.authorize.is_empty() && !self.token.is_empty();
        self.offers_credentials = metadata.credentials && !self.token.is_empty();
    }

    /// Whether an answer may come from the authorization server that was asked. While nobody knows its name, an answer from
    /// another host than it has is not its own.
    #[must_use]
    pub fn is_named(&self, issuer: &str) -> bool {
        let origin = origin_of(issuer);
        if self.issuer_known {
            issuer == self.issuer
        } else {
            origin == origin_of(&self.issuer) || origin == origin_of(&self.authorize)
        }
    }

    /// The base URL of the API, with a slash at its end.
    #[must_use]
    pub fn base(&self) -> &str {
        self.apps.strip_suffix("o/apps/").unwrap_or(&self.apps)
    }

    /// The host where people sign in, with its port: the issuer's until more is known.
    #[must_use]
    pub fn sign_in_host(&self) -> &str {
        let url = if self.settled { &self.authorize } else { &self.issuer };
        after_scheme(origin_of(url))
    }

    /// All addresses that are there.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        let all = [&self.apps, &self.authorize, &self.token, &self.revoke, &self.issuer];
        all.into_iter().map(String::as_str).filter(|address| !address.is_empty())
    }

    /// Whether an address, or a mere origin, is where one of ours is.
    #[must_use]
    pub fn includes_origin_of(&self, address: &str) -> bool {
        self.addresses().any(|own| origin_of(own) == origin_of(address))
    }

    /// The API's origin, such as `https://api.example:8443`.
    #[must_use]
    pub fn origin(&self) -> &str {
        origin_of(&self.apps)
    }

    /// The token endpoint's origin.
    #[must_use]
    pub fn token_origin(&self) -> &str {
        origin_of(&self.token)
    }

    /// The API's host with its port, for people.
    #[must_use]
    pub fn host(&self) -> &str {
        after_scheme(self.origin())
    }

    /// The list request as a command that tells a CORS refusal from other trouble: it shows whether the answer names
    /// `page_origin`. The token stays a shell variable.
    #[must_use]
    pub fn curl_list(&self, page_origin: &str) -> String {
        [
            "curl -i -H ",
            &quoted(&["Origin: ", page_origin].concat()),
            " -H \"Authorization: Bearer $TOKEN\" ",
            &quoted(&self.apps),
        ]
        .concat()
    }

    /// The token request as a command, for where cross-origin rules block the page. The secret goes through standard
    /// input, so that it shows neither in the shell's history nor in the process list.
    #[must_use]
    pub fn curl_token(&self, client_id: &str) -> String {
        [
            "read -rs SECRET; printf 'user = \"%s:%s\"' ",
            &quoted(client_id),
            " \"$SECRET\" | curl -sS -K - -d grant_type=client_credentials -d 'scope=read write' ",
            &quoted(&self.token),
        ]
        .concat()
    }
}

/// One word for a POSIX shell.
fn quoted(text: &str) -> String {
    ["'", &text.replace('\'', r"'\''"), "'"].concat()
}

#[cfg(feature = "client")]
fn filled(text: &Option<String>) -> Option<&str> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

// The host may have an image or a form that is named `baseURI` (security rule 18).
#[cfg(feature = "client")]
#[wasm_bindgen::prelude::wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_namespace = Document, js_name = prototype)]
    static PROTOTYPE: wasm_bindgen::JsValue;

    #[wasm_bindgen(js_namespace = Reflect, js_name = get)]
    fn get(of: &wasm_bindgen::JsValue, name: &str, document: &web_sys::Document) -> wasm_bindgen::JsValue;
}

/// A URL of the configuration, resolved against the document's base URI; without a document it must be absolute.
///
/// # Errors
/// [`BadUrl`] for one that cannot be used.
#[cfg(feature = "client")]
pub fn absolute(url: &str) -> Result<web_sys::Url, BadUrl> {
    let document = web_sys::window().and_then(|window| window.document());
    let base =
        document.and_then(|document| PROTOTYPE.with(|prototype| get(prototype, "baseURI", &document)).as_string());
    let url = match base {
        Some(base) => web_sys::Url::new_with_base(url, &base),
        // In a worker and in Node.js there is nothing that it could be relative to.
        None => web_sys::Url::new(url),
    };
    let url = url.map_err(|_| BadUrl::Malformed)?;
    if !matches!(url.protocol().as_str(), "http:" | "https:") {
        Err(BadUrl::Scheme)
    } else if !url.username().is_empty() || !url.password().is_empty() {
        Err(BadUrl::Credentials)
    } else {
        Ok(url)
    }
}

#[cfg(test)]
mod tests {
    use super::{Endpoints, Metadata};

    fn at(base: &str) -> Endpoints {
        Endpoints { apps: format!("{base}o/apps/"), ..Endpoints::default() }
    }

    #[test]
    fn metadata_fills_in_what_was_not_configured() {
        let url = |path: &str| Some(format!("https://login.example/{path}"));
        let metadata = Metadata {
            issuer: "https://login.example/".into(),
            authorize: url("authorize"),
            token: url("token"),
            revoke: None,
            names_issuer: true,
            code: true,
            credentials: false,
        };
        let mut endpoints = Endpoints {
            token: "https://api.example/token".into(),
            revoke: "https://api.example/o/revoke_token/".into(),
            issuer: "https://login.example".into(),
            fixed: [false, true, false],
            ..at("https://api.example/")
        };
        assert_eq!(endpoints.sign_in_host(), "login.example");
        endpoints.learn(Some(metadata));
        assert_eq!(endpoints.authorize, "https://login.example/authorize");
        assert_eq!(endpoints.token, "https://api.example/token", "what was configured stays");
        assert_eq!(endpoints.revoke, "", "what it does not name it does not have");
        assert_eq!(endpoints.issuer, "https://login.example/");
        assert!(endpoints.settled && endpoints.issuer_known && endpoints.issuer_promised);
        assert!(endpoints.offers_code && !endpoints.offers_credentials);
    }

    #[test]
    fn the_origin_is_scheme_host_and_port() {
        let endpoints = at("https://api.example:8443/v1/");
        assert_eq!(endpoints.origin(), "https://api.example:8443");
        assert_eq!(endpoints.host(), "api.example:8443");
    }

    #[test]
    fn what_a_policy_blocks_is_ours_by_its_origin_alone() {
        let endpoints = Endpoints { token: "https://login.example/token".into(), ..at("https://api.example/v1/") };
        for ours in ["https://api.example/v1/o/apps/", "https://api.example", "https://login.example/elsewhere"] {
            assert!(endpoints.includes_origin_of(ours), "{ours}");
        }
        for other in ["https://api.example.evil/", "https://api.example:8443/", "http://api.example/", "wasm-eval", ""]
        {
            assert!(!endpoints.includes_origin_of(other), "{other}");
        }
    }

    #[test]
    fn the_curl_line_is_safe_in_a_shell() {
        assert_eq!(
            at("https://api.example/it's/").curl_list("https://portal.example"),
            r#"curl -i -H 'Origin: https://portal.example' -H "Authorization: Bearer $TOKEN" 'https://api.example/it'\''s/o/apps/'"#,
        );
    }
}
