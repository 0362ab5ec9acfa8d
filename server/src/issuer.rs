//! Who the authorization server says that it is: its issuer identifier (RFC 8414 section 2, RFC 9207).

use std::net::{Ipv4Addr, SocketAddr};

use axum::http::{HeaderMap, header};

use crate::origin::Origin;

/// Where the authorization server is reached.
#[derive(Clone, Debug)]
pub enum Issuer {
    /// An origin of the configuration: the same whatever name a request came by.
    Given(Origin),
    /// None is configured: the address that the server listens on, or another name of this machine for it, so that a
    /// newcomer may write `localhost`. No other name that a request gives counts.
    Listening(SocketAddr),
}

impl Default for Issuer {
    fn default() -> Self {
        Self::Listening(SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)))
    }
}

impl Issuer {
    /// The identifier for a request with these headers: an origin, without a slash at its end.
    #[must_use]
    pub fn identifier(&self, headers: &HeaderMap) -> String {
        match self {
            Self::Given(origin) => origin.to_string(),
            Self::Listening(address) => {
                let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
                // Browsers leave the port of http out, in Host too.
                let port = match address.port() {
                    80 => String::new(),
                    port => format!(":{port}"),
                };
                let names = ["127.0.0.1", "localhost", "[::1]"].map(|name| format!("{name}{port}"));
                match host.filter(|host| names.iter().any(|name| name == host)) {
                    Some(host) => format!("http://{host}"),
                    None if address.is_ipv6() => format!("http://[{}]{port}", address.ip()),
                    None => format!("http://{}{port}", address.ip()),
                }
            }
        }
    }

    /// Whether it is reached by HTTPS.
    #[must_use]
    pub fn is_https(&self) -> bool {
        matches!(self, Self::Given(origin) if origin.to_string().starts_with("https:"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked_by(host: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(header::HOST, host.parse().unwrap())])
    }

    #[test]
    fn without_configuration_only_names_of_this_machine_count() {
        let issuer = Issuer::Listening("127.0.0.1:8000".parse().unwrap());
        for (host, identifier) in [
            ("127.0.0.1:8000", "http://127.0.0.1:8000"),
            ("localhost:8000", "http://localhost:8000"),
            ("localhost:8001", "http://127.0.0.1:8000"),
            ("evil.example:8000", "http://127.0.0.1:8000"),
            ("localhost:8000.evil.example", "http://127.0.0.1:8000"),
        ] {
            assert_eq!(issuer.identifier(&asked_by(host)), identifier);
        }
    }

    #[test]
    fn the_port_that_browsers_leave_out_is_left_out() {
        let issuer = Issuer::Listening("127.0.0.1:80".parse().unwrap());
        assert_eq!(issuer.identifier(&asked_by("localhost")), "http://localhost");
        assert_eq!(issuer.identifier(&asked_by("evil.example")), "http://127.0.0.1");
        let issuer = Issuer::Given("https://api.example:443".parse().unwrap());
        assert_eq!(issuer.identifier(&asked_by("localhost")), "https://api.example");
    }

    #[test]
    fn the_configured_issuer_is_the_same_by_every_name() {
        let issuer = Issuer::Given("https://api.example".parse().unwrap());
        assert_eq!(issuer.identifier(&asked_by("localhost:8080")), "https://api.example");
        assert!(issuer.is_https() && !Issuer::default().is_https());
    }
}
