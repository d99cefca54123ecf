//! Where webhooks may lead: to the open web alone, unless the site allows more.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::domain::Problem;

/// A web address, checked as far as can be done without asking for its host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HookUrl(String);

impl HookUrl {
    /// The longest it may be, in bytes.
    pub const MAX: usize = 500;

    /// `private`: addresses in private networks are fine, and those without encryption.
    pub fn parse(text: &str, private: bool) -> Result<Self, Problem> {
        let url = text.trim();
        if url.is_empty() {
            return Err(Problem::Missing);
        }
        if url.len() > Self::MAX {
            return Err(Problem::TooLong { max: Self::MAX });
        }
        let plain = url.bytes().all(|byte| byte.is_ascii_graphic()) && !url.contains(['\\', '#']);
        let unencrypted = url.strip_prefix("http://").filter(|_| private);
        let rest = url.strip_prefix("https://").or(unencrypted).filter(|_| plain).ok_or(Problem::NotAWebAddress)?;
        let authority = rest.split(['/', '?']).next().unwrap_or_default();
        if authority.is_empty() || authority.starts_with(':') || authority.contains('@') {
            return Err(Problem::NotAWebAddress);
        }
        if !private && is_private_host(host_of(authority)) {
            return Err(Problem::PrivateAddress);
        }
        Ok(Self(url.to_owned()))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The host without its port, and an IPv6 address without its brackets.
fn host_of(authority: &str) -> &str {
    match authority.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    }
}

/// What is known to be private without asking anybody.
fn is_private_host(host: &str) -> bool {
    if let Ok(address) = host.parse::<IpAddr>() {
        return !is_public(address);
    }
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    !host.contains('.') || ["localhost", "local", "internal"].iter().any(|end| host.rsplit('.').next() == Some(*end))
}

/// Whether an address belongs to the open internet (the special-purpose registries of IANA, RFC 6890).
pub fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    !matches!(
        address.octets(),
        [0 | 10 | 127 | 224..=255, ..]
            | [100, 64..=127, ..]
            | [169, 254, ..]
            | [172, 16..=31, ..]
            | [192, 0, 0 | 2, _]
            | [192, 88, 99, _]
            | [192, 168, ..]
            | [198, 18..=19, ..]
            | [198, 51, 100, _]
            | [203, 0, 113, _]
    )
}

/// Of 2000::/3 without those that are kept for protocols, documentation, or to hold an IPv4 address.
fn is_public_v6(address: Ipv6Addr) -> bool {
    match address.segments() {
        [0x2001, 0..=0x01ff | 0x0db8, ..] | [0x2002, ..] | [0x3fff, 0..=0x0fff, ..] => false,
        [first, ..] => (0x2000..=0x3fff).contains(&first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_open_internet() {
        for address in ["1.1.1.1", "93.184.215.14", "172.32.0.1", "2606:4700::1111", "2a00:1450:4001::1"] {
            assert!(is_public(address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn everything_else() {
        for address in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.0.1",
            "192.0.2.1",
            "198.18.0.1",
            "203.0.113.1",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "fe80::1",
            "fd00::1",
            "ff02::1",
            "2001:db8::1",
            "2002:7f00:1::",
        ] {
            assert!(!is_public(address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn addresses_as_typed() {
        for good in ["https://example.org", "https://example.org:8443/hooks?x=1", " https://1.1.1.1/ ", "https://a.b"] {
            assert_eq!(HookUrl::parse(good, false).unwrap().as_str(), good.trim());
        }
        for bad in [
            "example.org",
            "http://example.org",
            "ftp://example.org",
            "https://",
            "https:///x",
            "https://:443/",
            "https://a@example.org/",
            "https://example.org/#x",
            "https://exa mple.org",
            "https://example.org\\@x",
            "https://é.example",
        ] {
            assert_eq!(HookUrl::parse(bad, false), Err(Problem::NotAWebAddress), "{bad}");
        }
        assert_eq!(
            HookUrl::parse(&format!("https://{}.org", "x".repeat(500)), false),
            Err(Problem::TooLong { max: 500 })
        );
    }

    #[test]
    fn private_ones_need_leave() {
        for private in [
            "https://localhost/x",
            "https://LOCALHOST.:1",
            "https://printer",
            "https://nas.local",
            "https://metadata.google.internal/",
            "https://127.0.0.1:3000",
            "https://[::1]/",
            "https://[::ffff:10.0.0.1]:8080/",
        ] {
            assert_eq!(HookUrl::parse(private, false), Err(Problem::PrivateAddress), "{private}");
            assert!(HookUrl::parse(private, true).is_ok());
        }
        assert!(HookUrl::parse("http://127.0.0.1:9000/", true).is_ok());
    }
}
