//! Where the API is: three absolute URLs made of the configuration.
//!
//! Only `http` and `https`, no user or password in a URL, and nothing hard-coded.

/// The three addresses that the client talks to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoints {
    /// `<base>o/apps/`.
    pub apps: String,
    /// `<base>o/token/`, or as configured.
    pub token: String,
    /// `<base>o/revoke_token/`, or as configured.
    pub revoke: String,
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
    /// Resolves the configuration against the document's base URI. Query and fragment of the base are dropped, and it
    /// ends in a slash whether written or not. Empty strings count as absent.
    ///
    /// # Errors
    /// [`BadUrl`] for the first of the three that cannot be used.
    #[cfg(feature = "browser")]
    pub fn resolve(base_url: &str, token_url: Option<&str>, revoke_url: Option<&str>) -> Result<Self, BadUrl> {
        let base = absolute(base_url)?;
        base.set_search("");
        base.set_hash("");
        let mut root = base.href();
        if !root.ends_with('/') {
            root.push('/');
        }
        let or_below = |url: Option<&str>, path: &str| match url.map(str::trim) {
            Some(url) if !url.is_empty() => Ok(absolute(url)?.href()),
            _ => Ok([&root, path].concat()),
        };
        Ok(Self {
            token: or_below(token_url, "o/token/")?,
            revoke: or_below(revoke_url, "o/revoke_token/")?,
            apps: [&root, "o/apps/"].concat(),
        })
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

/// Scheme, host and port of an absolute URL as `URL.href` writes it.
pub(super) fn origin_of(url: &str) -> &str {
    let rest = after_scheme(url);
    let host = rest.bytes().take_while(|byte| !matches!(byte, b'/' | b'?' | b'#')).count();
    url.get(..url.len() - rest.len() + host).unwrap_or(url)
}

fn after_scheme(url: &str) -> &str {
    url.split_once(':').and_then(|(_, rest)| rest.strip_prefix("//")).unwrap_or(url)
}

/// One word for a POSIX shell.
fn quoted(text: &str) -> String {
    ["'", &text.replace('\'', r"'\''"), "'"].concat()
}

#[cfg(feature = "browser")]
fn absolute(url: &str) -> Result<web_sys::Url, BadUrl> {
    let base = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.base_uri().ok().flatten())
        .unwrap_or_default();
    let url = web_sys::Url::new_with_base(url.trim(), &base).map_err(|_| BadUrl::Malformed)?;
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
    use super::Endpoints;

    fn at(base: &str) -> Endpoints {
        Endpoints { apps: format!("{base}o/apps/"), token: String::new(), revoke: String::new() }
    }

    #[test]
    fn the_origin_is_scheme_host_and_port() {
        let endpoints = at("https://api.example:8443/v1/");
        assert_eq!(endpoints.origin(), "https://api.example:8443");
        assert_eq!(endpoints.host(), "api.example:8443");
    }

    #[test]
    fn the_curl_line_is_safe_in_a_shell() {
        assert_eq!(
            at("https://api.example/it's/").curl_list("https://portal.example"),
            r#"curl -i -H 'Origin: https://portal.example' -H "Authorization: Bearer $TOKEN" 'https://api.example/it'\''s/o/apps/'"#,
        );
    }
}
