//! The network that a client is in: sign-in attempts and connections are counted by it.
//!
//! `X-Forwarded-For` counts only as far as trusted proxies wrote it, which the configuration names.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::{extract::ConnectInfo, http::Request};
use ipnet::IpNet;

/// The header to which a proxy appends the address of its own client.
const FORWARDED_FOR: &str = "x-forwarded-for";

/// An IPv4 address, or the /64 of an IPv6 address: what one subscriber has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Network(IpAddr);

impl Network {
    /// The network of an address.
    #[must_use]
    pub fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V6(address) => Self(IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64))),
            address => Self(address),
        }
    }

    /// The network of a request. Without the address of the connection, all requests count as of one network.
    pub fn of_request<B>(request: &Request<B>, proxies: &[IpNet]) -> Self {
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
        let peer = peer.map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |ConnectInfo(peer)| peer.ip().to_canonical());
        let lines = request.headers().get_all(FORWARDED_FOR).iter();
        let forwarded: Vec<&str> = lines.flat_map(|line| line.to_str().unwrap_or_default().split(',')).collect();
        Self::of(client_address(peer, &forwarded, proxies))
    }

    /// The network as bytes, the same for every way to write it.
    #[must_use]
    pub fn octets(self) -> [u8; 16] {
        match self.0 {
            IpAddr::V4(address) => address.to_ipv6_mapped().octets(),
            IpAddr::V6(address) => address.octets(),
        }
    }
}

/// Follows the forwarded addresses back from `peer`, the last one first, for as long as a trusted proxy wrote them.
fn client_address(peer: IpAddr, forwarded: &[&str], proxies: &[IpNet]) -> IpAddr {
    let mut client = peer;
    for text in forwarded.iter().rev() {
        if !proxies.iter().any(|proxy| proxy.contains(&client)) {
            break;
        }
        match address(text.trim()) {
            Some(previous) => client = previous,
            None => break,
        }
    }
    client
}

/// Reads an address, with or without a port.
fn address(text: &str) -> Option<IpAddr> {
    let address = text.parse().ok().or_else(|| text.parse().ok().map(|address: SocketAddr| address.ip()));
    address.map(|address| address.to_canonical())
}

/// Reads the address of a proxy, or a network of them such as `10.0.0.0/8`.
///
/// # Errors
/// What to write instead.
pub fn proxy(text: &str) -> Result<IpNet, &'static str> {
    let network = text.parse().ok().or_else(|| address(text).map(IpNet::from));
    network.ok_or("give an address such as 127.0.0.1, or a network such as 10.0.0.0/8")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Network {
        Network::of(text.parse().unwrap())
    }

    #[test]
    fn an_ipv4_address_counts_alone_and_ipv6_by_its_64() {
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), of("2001:db8:1:2:ffff::"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_ne!(of("192.0.2.1"), of("192.0.2.2"));
        assert_eq!(of("::ffff:192.0.2.1"), of("192.0.2.1"), "one address, however the system writes it");
        assert_ne!(of("::1").octets(), of("127.0.0.1").octets());
    }

    #[test]
    fn what_is_forwarded_counts_only_if_a_trusted_proxy_says_it() {
        let peer: IpAddr = "10.0.0.1".parse().unwrap();
        let trusted = ["10.0.0.1", "172.16.0.0/12"].map(|text| proxy(text).unwrap());
        let cases: [(&[&str], &str); 9] = [
            (&[], "10.0.0.1"),
            (&["192.0.2.7"], "192.0.2.7"),
            // What a client wrote itself stands before what the proxy adds.
            (&["198.51.100.1", " 192.0.2.7 "], "192.0.2.7"),
            (&["198.51.100.1", "192.0.2.7", "172.16.3.4"], "192.0.2.7"),
            (&["192.0.2.7:5123"], "192.0.2.7"),
            (&["[2001:db8::1]:80"], "2001:db8::1"),
            (&["::ffff:192.0.2.7"], "192.0.2.7"),
            (&["192.0.2.7", "unknown"], "10.0.0.1"),
            (&[""], "10.0.0.1"),
        ];
        for (forwarded, client) in cases {
            assert_eq!(client_address(peer, forwarded, &trusted), client.parse::<IpAddr>().unwrap(), "{forwarded:?}");
            assert_eq!(client_address(peer, forwarded, &[]), peer, "nobody is trusted: {forwarded:?}");
        }
        for bad in ["", "all", "10.0.0.0/33", "example.com", "10.0.0"] {
            assert!(proxy(bad).is_err(), "{bad}");
        }
    }
}
