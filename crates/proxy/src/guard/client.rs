use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use http::{HeaderMap, HeaderName};
use ipnet::IpNet;
use thiserror::Error;

/// The other end of the connection; an extension of every request.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub SocketAddr);

/// The operator's own servers in front, whose word on the client's address counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrustedProxies(Vec<IpNet>);

/// The text is no address and no network.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("\"{0}\" is no address or network such as 127.0.0.1 or 10.0.0.0/8")]
pub struct InvalidProxy(String);

/// Each server in front appends the address that it was called from.
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

impl TrustedProxies {
    /// Addresses and networks.
    ///
    /// # Errors
    /// At the first that is neither.
    pub fn new<'a>(texts: impl IntoIterator<Item = &'a str>) -> Result<Self, InvalidProxy> {
        let parse = |text: &str| {
            let network = text.parse::<IpNet>().or_else(|_| text.parse::<IpAddr>().map(IpNet::from));
            network.map_err(|_| InvalidProxy(text.to_owned()))
        };
        texts.into_iter().map(parse).collect::<Result<_, _>>().map(Self)
    }

    /// The address of the client, as far as it can be told.
    ///
    /// A server in front that says nothing leaves it unknown, and so does one on this machine that is not trusted: all
    /// visitors come from its address then, and must not be counted as one.
    pub(crate) fn client(&self, peer: IpAddr, headers: &HeaderMap) -> Origin {
        let peer = peer.to_canonical();
        if !self.trust(peer) {
            let spoken_for = headers.contains_key(FORWARDED_FOR);
            return if peer.is_loopback() { Origin::Unknown } else { Origin::Client { address: peer, spoken_for } };
        }
        let mut nearest = None;
        for line in headers.get_all(FORWARDED_FOR).iter().rev() {
            for hop in line.to_str().unwrap_or_default().rsplit(',') {
                let Some(address) = parse_hop(hop) else {
                    return Origin::Client { address: nearest.unwrap_or(peer), spoken_for: false };
                };
                if !self.trust(address) {
                    return Origin::Client { address, spoken_for: false };
                }
                nearest = Some(address);
            }
        }
        nearest.map_or(Origin::Unknown, |address| Origin::Client { address, spoken_for: false })
    }

    fn trust(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }
}

/// Where a request comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// From here.
    Client {
        /// The address.
        address: IpAddr,
        /// Whether somebody who is not trusted says that it is another's.
        spoken_for: bool,
    },
    /// From behind a server that does not say.
    Unknown,
}

/// One entry of the header; some servers add the port.
fn parse_hop(hop: &str) -> Option<IpAddr> {
    let hop = hop.trim();
    let address = hop.parse::<IpAddr>().or_else(|_| hop.parse::<SocketAddr>().map(|address| address.ip())).ok();
    let bare = || hop.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    address.or_else(bare).map(|address: IpAddr| address.to_canonical())
}

/// What is counted as one client: an IPv4 address, or the network of 64 bits that one IPv6 customer has.
pub(crate) fn countable(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn client(trusted: &[&str], peer: &str, lines: &[&'static str]) -> String {
        let headers = lines.iter().map(|line| (FORWARDED_FOR, HeaderValue::from_static(line))).collect();
        let trusted = TrustedProxies::new(trusted.iter().copied()).unwrap();
        match trusted.client(peer.parse().unwrap(), &headers) {
            Origin::Client { address, spoken_for } => format!("{address}{}", if spoken_for { "?" } else { "" }),
            Origin::Unknown => "unknown".to_owned(),
        }
    }

    #[test]
    fn nobodys_word_counts_but_that_of_a_trusted_server() {
        assert_eq!(client(&[], "203.0.113.7", &[]), "203.0.113.7");
        assert_eq!(client(&[], "203.0.113.7", &["198.51.100.1"]), "203.0.113.7?");
        assert_eq!(client(&["10.0.0.0/8"], "203.0.113.7", &["10.0.0.1"]), "203.0.113.7?");
        assert_eq!(client(&["10.0.0.0/8"], "10.1.2.3", &["198.51.100.1"]), "198.51.100.1");
        assert_eq!(client(&["10.0.0.0/8"], "::ffff:10.1.2.3", &["198.51.100.1:5000"]), "198.51.100.1");
        assert_eq!(client(&["::1"], "::1", &["[2001:db8::7]:443"]), "2001:db8::7");
        assert_eq!(client(&["::1"], "::1", &["[2001:db8::7]"]), "2001:db8::7");
    }

    #[test]
    fn the_nearest_address_that_is_not_trusted_is_the_client() {
        let trusted = ["127.0.0.1", "10.0.0.0/8"];
        // What the client itself has written stands before what the servers in front have seen.
        assert_eq!(client(&trusted, "127.0.0.1", &["1.1.1.1, 203.0.113.7, 10.0.0.2"]), "203.0.113.7");
        assert_eq!(client(&trusted, "127.0.0.1", &["1.1.1.1", "203.0.113.7", "10.0.0.2"]), "203.0.113.7");
        assert_eq!(client(&trusted, "127.0.0.1", &["unknown, 10.0.0.2"]), "10.0.0.2");
        assert_eq!(client(&trusted, "127.0.0.1", &["203.0.113.7, "]), "127.0.0.1");
        assert_eq!(client(&trusted, "127.0.0.1", &["10.0.0.3"]), "10.0.0.3");
    }

    #[test]
    fn a_local_server_that_does_not_say_leaves_the_client_unknown() {
        assert_eq!(client(&[], "127.0.0.1", &[]), "unknown");
        assert_eq!(client(&[], "::1", &["203.0.113.7"]), "unknown");
        assert_eq!(client(&["127.0.0.1"], "127.0.0.1", &[]), "unknown");
    }

    #[test]
    fn networks_are_told_from_other_texts() {
        for bad in ["proxy.example", "10.0.0.0/33", "10.0.0", "*", "/8"] {
            assert!(TrustedProxies::new([bad]).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_household_with_ipv6_is_one_client() {
        let [a, b, c] = ["2001:db8:1:2:aaaa::1", "2001:db8:1:2:bbbb::2", "2001:db8:1:3::1"]
            .map(|text| countable(text.parse().unwrap()));
        assert_eq!(a, b);
        assert_ne!(a, c);
    }
}
