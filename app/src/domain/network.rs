//! From where somebody comes, as far as an address tells it without asking anybody else.

use std::net::IpAddr;

/// The network of an address, in a few words: `203.0.113.*`, `2001:db8:1:*`, `Local network 192.168.1.*`, `This machine`.
pub fn place(address: IpAddr) -> String {
    match address.to_canonical() {
        address if address.is_loopback() => "This machine".to_owned(),
        IpAddr::V4(v4) => {
            let [a, b, c, _] = v4.octets();
            let local = if v4.is_private() || v4.is_link_local() { "Local network " } else { "" };
            format!("{local}{a}.{b}.{c}.*")
        }
        IpAddr::V6(v6) => {
            let [a, b, c, ..] = v6.segments();
            let local = if v6.is_unique_local() || v6.is_unicast_link_local() { "Local network " } else { "" };
            format!("{local}{a:x}:{b:x}:{c:x}:*")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks_not_people() {
        for (address, shown) in [
            ("203.0.113.7", "203.0.113.*"),
            ("::ffff:203.0.113.7", "203.0.113.*"),
            ("192.168.1.20", "Local network 192.168.1.*"),
            ("127.0.0.1", "This machine"),
            ("::1", "This machine"),
            ("2001:db8:1:2::3", "2001:db8:1:*"),
            ("fd12:3456:789a::1", "Local network fd12:3456:789a:*"),
        ] {
            assert_eq!(place(address.parse().unwrap()), shown);
        }
        let longest = place("ffff:ffff:ffff::1".parse().unwrap());
        assert!(longest.len() <= 64 - "Local network ".len());
    }
}
