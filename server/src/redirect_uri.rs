//! Redirect URIs: which may be registered (RFC 9700 section 2.1, RFC 8252 section 7.3).
//!
//! A request's URI is never looked into: it is one that was registered, byte for byte, or it is refused.

use std::{fmt, str::FromStr};

use url::{Host, Url};

/// A redirect URI that may be registered: absolute, in its normal form, `http` only on this machine, no fragment, no
/// user name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RedirectUri(String);

impl RedirectUri {
    /// The URI as it is compared.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RedirectUri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for RedirectUri {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let url = Url::parse(text).map_err(|error| format!("not an absolute URI: {error}"))?;
        // An IPv6 address cannot be named in `form-action` of a Content-Security-Policy.
        let loopback = match url.host() {
            Some(Host::Domain(name)) => name == "localhost",
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(_)) | None => false,
        };
        match url.scheme() {
            "https" if !matches!(url.host(), Some(Host::Ipv6(_))) => {}
            "http" if loopback => {}
            _ => return Err("must be https, or http on localhost or 127.0.0.1".to_owned()),
        }
        if url.fragment().is_some() {
            return Err("must have no fragment".to_owned());
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err("must have no user name".to_owned());
        }
        // What browsers would change on the way never matches: say so now.
        if url.as_str() != text {
            return Err(format!("must be written as {url}"));
        }
        Ok(Self(text.to_owned()))
    }
}

/// The origin of a registered URI, for `form-action` and for people.
#[must_use]
pub fn origin_of(registered: &str) -> String {
    Url::parse(registered).map(|url| url.origin().ascii_serialization()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_redirect_uri_is_absolute_exact_and_http_on_this_machine_alone() {
        for good in
            ["https://a.example/", "https://a.example:8443/b?c=d", "http://127.0.0.1:8000/", "http://localhost/x"]
        {
            assert_eq!(good.parse::<RedirectUri>().unwrap().as_str(), good);
        }
        for bad in [
            "",
            "/callback",
            "//a.example/",
            "http://a.example/",
            "http://localhost.a.example/",
            "https://a.example",
            "https://A.example/",
            "https://a.example/#",
            "https://a.example/#x",
            "https://u@a.example/",
            "https://u:p@a.example/",
            "https://a.example/../x",
            "https://a.example/a b",
            " https://a.example/",
            "https://a.example/\n",
            "http://[::1]:8000/",
            "javascript:alert(1)",
            "data:text/html,x",
            "custom-scheme:/callback",
        ] {
            assert!(bad.parse::<RedirectUri>().is_err(), "{bad}");
        }
    }

    #[test]
    fn the_origin_is_scheme_host_and_port() {
        assert_eq!(origin_of("http://127.0.0.1:8000/a?b"), "http://127.0.0.1:8000");
        assert_eq!(origin_of("https://a.example/"), "https://a.example");
    }
}
