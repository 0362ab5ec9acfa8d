//! Web origins of the configuration (RFC 6454), read strictly.

use std::{fmt, str::FromStr};

use axum::http::{HeaderValue, Uri};

/// A web origin (RFC 6454): scheme, host and port, nothing else; as browsers say it, without the scheme's own port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(HeaderValue);

impl Origin {
    /// The origin as a header says it.
    #[must_use]
    pub fn header(&self) -> &HeaderValue {
        &self.0
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.to_str().unwrap_or_default())
    }
}

impl FromStr for Origin {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const WRONG: &str = "give an origin such as https://portal.example or http://localhost:8000, without a path";
        let uri: Uri = text.parse().map_err(|_| WRONG)?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err(WRONG);
        };
        let origin = format!("{scheme}://{authority}").to_ascii_lowercase();
        let plain = authority.as_str().bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]_".contains(&byte));
        // The text itself must be the origin: this refuses paths, queries, user names and a slash at the end.
        if !matches!(scheme, "http" | "https") || !plain || text.to_ascii_lowercase() != origin {
            return Err(WRONG);
        }
        let port = authority.port_u16();
        // An empty port, or one above 65535.
        if port.is_none() && authority.as_str() != authority.host() {
            return Err(WRONG);
        }
        let origin = match (scheme, port) {
            ("http", Some(80)) | ("https", Some(443)) | (_, None) => format!("{scheme}://{}", authority.host()),
            (_, Some(port)) => format!("{scheme}://{}:{port}", authority.host()),
        };
        HeaderValue::from_str(&origin.to_ascii_lowercase()).map(Self).map_err(|_| WRONG)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_scheme_host_and_port_alone() {
        for good in ["https://portal.example", "http://localhost:8000", "http://[::1]:8080", "HTTPS://Portal.Example"] {
            assert_eq!(good.parse::<Origin>().unwrap().to_string(), good.to_ascii_lowercase());
        }
        for (given, origin) in [
            ("http://[::1]:80", "http://[::1]"),
            ("https://a.example:443", "https://a.example"),
            ("HTTP://A.example:80", "http://a.example"),
            ("https://a.example:80", "https://a.example:80"),
            ("http://a.example:443", "http://a.example:443"),
        ] {
            assert_eq!(given.parse::<Origin>().unwrap().to_string(), origin, "as browsers say it");
        }
        for bad in [
            "",
            "*",
            "null",
            "portal.example",
            "https://a.example/",
            "https://a.example/x",
            "ftp://a.example",
            "https://u@a.example",
            "https://a.example;script-src",
            "https://a example",
            "https://a.example?x",
            "https://*",
            "https://a.example:99999",
            "https://a.example:",
        ] {
            assert!(bad.parse::<Origin>().is_err(), "{bad}");
        }
    }
}
