//! The client's address, and how often it may ask.

use std::{
    net::{IpAddr, Ipv6Addr, SocketAddr},
    num::NonZeroU32,
};

use app::error::AppError;
use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, Method},
    middleware::Next,
    response::Response,
};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter, clock::Clock, clock::DefaultClock};

use crate::{pages, state::AppState, viewer::LIVE};

/// The address of the client, behind trusted proxies too.
#[derive(Clone, Copy, Debug)]
pub struct ClientAddress(pub IpAddr);

/// Limits in this process; those that matter for security are counted in the database.
pub struct Rates {
    requests: DefaultKeyedRateLimiter<IpAddr>,
    changes: DefaultKeyedRateLimiter<IpAddr>,
    refreshes: DefaultKeyedRateLimiter<IpAddr>,
}

/// What a request counts as.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Request,
    Change,
    /// An open page asks for itself because others have changed something.
    Refresh,
}

/// At a party all phones are at one address, and everything that somebody writes is shown on all of them.
const REFRESHES: u32 = 10;

impl Rates {
    /// `per_minute` requests per address, a fifth of them changes; ten times as many by pages that refresh themselves.
    pub fn new(per_minute: u32) -> Self {
        let quota = |n: u32| Quota::per_minute(NonZeroU32::new(n.max(1)).unwrap_or(NonZeroU32::MIN));
        Self {
            requests: RateLimiter::keyed(quota(per_minute)),
            changes: RateLimiter::keyed(quota(per_minute / 5)),
            refreshes: RateLimiter::keyed(quota(per_minute.saturating_mul(REFRESHES))),
        }
    }

    /// Counts a request, or tells how many seconds to wait.
    fn check(&self, address: IpAddr, kind: Kind) -> Result<(), u64> {
        let limiter = match kind {
            Kind::Request => &self.requests,
            Kind::Change => &self.changes,
            Kind::Refresh => &self.refreshes,
        };
        let wait = limiter
            .check_key(&network(address))
            .map_err(|not_until| not_until.wait_time_from(DefaultClock::default().now()));
        wait.map_err(|wait| wait.as_secs() + 1)
    }

    /// Forgets addresses that have not asked for a while.
    pub fn shrink(&self) {
        self.requests.retain_recent();
        self.changes.retain_recent();
        self.refreshes.retain_recent();
    }
}

/// One subscriber has a whole /64 of IPv6.
pub fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        v4 => v4,
    }
}

/// Notes the client's address and turns away those who ask too often.
pub async fn layer(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let address = client_address(peer, request.headers(), state.http.trusted_proxies);
    request.extensions_mut().insert(ClientAddress(address));
    let kind = match *request.method() {
        Method::GET | Method::HEAD if request.headers().contains_key(LIVE) => Kind::Refresh,
        Method::GET | Method::HEAD => Kind::Request,
        _ => Kind::Change,
    };
    match state.rates.check(address, kind) {
        Ok(()) => next.run(request).await,
        Err(seconds) => {
            let (parts, _) = request.into_parts();
            pages::error(&state, parts, AppError::TooMany { seconds }).await
        }
    }
}

/// Each trusted proxy has added the address that it saw to the end of `X-Forwarded-For`.
fn client_address(peer: Option<IpAddr>, headers: &HeaderMap, trusted_proxies: usize) -> IpAddr {
    let peer = peer.unwrap_or(IpAddr::V4(std::net::Ipv4Addr::LOCALHOST));
    if trusted_proxies == 0 {
        return peer;
    }
    let lines = headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok());
    let seen: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
    let position = seen.len().saturating_sub(trusted_proxies);
    seen.get(position).and_then(|text| text.parse().ok()).unwrap_or(peer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_trusted_proxies_are_believed() {
        let peer = Some("10.0.0.1".parse().unwrap());
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", "6.6.6.6, 203.0.113.7".parse().unwrap());
        assert_eq!(client_address(peer, &headers, 0).to_string(), "10.0.0.1");
        assert_eq!(client_address(peer, &headers, 1).to_string(), "203.0.113.7");
        assert_eq!(client_address(peer, &headers, 2).to_string(), "6.6.6.6");
        assert_eq!(client_address(peer, &HeaderMap::new(), 1).to_string(), "10.0.0.1");
    }

    #[test]
    fn too_many_have_to_wait() {
        let rates = Rates::new(10);
        let ana: IpAddr = "203.0.113.7".parse().unwrap();
        assert!((0..10).all(|_| rates.check(ana, Kind::Request).is_ok()));
        assert!((1..=10).contains(&rates.check(ana, Kind::Request).unwrap_err()));
        assert!(rates.check("203.0.113.8".parse().unwrap(), Kind::Request).is_ok());
    }

    #[test]
    fn pages_that_refresh_themselves_count_apart() {
        let rates = Rates::new(10);
        let roof: IpAddr = "203.0.113.7".parse().unwrap();
        assert!((0..100).all(|_| rates.check(roof, Kind::Refresh).is_ok()));
        assert!(rates.check(roof, Kind::Refresh).is_err());
        assert!((0..10).all(|_| rates.check(roof, Kind::Request).is_ok()));
        assert!((0..2).all(|_| rates.check(roof, Kind::Change).is_ok()));
        assert!(rates.check(roof, Kind::Change).is_err());
    }
}
