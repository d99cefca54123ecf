//! The client's address, and how often it may ask; and how often an account may change something.

use std::{
    hash::Hash,
    net::{IpAddr, Ipv6Addr, SocketAddr},
    num::NonZeroU32,
};

use app::{domain::UserId, error::AppError};
use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, Method},
    middleware::Next,
    response::Response,
};
use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock, DefaultClock},
    middleware::StateInformationMiddleware,
    state::keyed::DefaultKeyedStateStore,
};
use uuid::Uuid;

use crate::{pages, state::AppState, uploads, v1::Limit, viewer::LIVE};

/// The address of the client, behind trusted proxies too.
#[derive(Clone, Copy, Debug)]
pub struct ClientAddress(pub IpAddr);

/// Forms that lock others out of an account: whoever stole a session cannot use them up.
const NEVER_COUNTED: [&str; 5] = [
    "/api/accounts/change_password",
    "/api/accounts/log_out",
    "/api/api_tokens/remove",
    "/api/sessions/end",
    "/api/sessions/end_others",
];

/// Limits in this process; those that matter for security are counted in the database.
pub struct Rates {
    requests: DefaultKeyedRateLimiter<IpAddr>,
    changes: DefaultKeyedRateLimiter<IpAddr>,
    refreshes: DefaultKeyedRateLimiter<IpAddr>,
    pictures: DefaultKeyedRateLimiter<IpAddr>,
    photos: DefaultKeyedRateLimiter<IpAddr>,
    hooks: DefaultKeyedRateLimiter<IpAddr>,
    changes_of_account: DefaultKeyedRateLimiter<Uuid>,
    photos_of_account: DefaultKeyedRateLimiter<Uuid>,
    tokens: TokenLimiter,
    per_minute: u32,
}

/// Tells how many calls are left.
type TokenLimiter = RateLimiter<Uuid, DefaultKeyedStateStore<Uuid>, DefaultClock, StateInformationMiddleware>;

/// What a request counts as.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Request,
    Change,
    /// An open page asks for itself because others have changed something.
    Refresh,
    /// A picture on a page.
    Picture,
    /// A photo for an album, which scripts send one by one.
    Photo,
    /// Word of another server.
    Hook,
}

/// What other servers post to begins with this.
const HOOKS: &str = "/hooks/";

/// At a party all phones are at one address, everything that somebody writes is shown on all of them, and the morning after
/// they bring their photos.
const AT_A_PARTY: u32 = 10;

impl Rates {
    /// `per_minute` requests per address, a fifth of them changes; ten times as many by pages that refresh themselves, for
    /// pictures, by other servers, and with photos. As many changes and photos per account.
    pub fn new(per_minute: u32) -> Self {
        let quota = |n: u32| Quota::per_minute(NonZeroU32::new(n.max(1)).unwrap_or(NonZeroU32::MIN));
        Self {
            requests: RateLimiter::keyed(quota(per_minute)),
            changes: RateLimiter::keyed(quota(per_minute / 5)),
            refreshes: RateLimiter::keyed(quota(per_minute.saturating_mul(AT_A_PARTY))),
            pictures: RateLimiter::keyed(quota(per_minute.saturating_mul(AT_A_PARTY))),
            photos: RateLimiter::keyed(quota((per_minute / 5).saturating_mul(AT_A_PARTY))),
            hooks: RateLimiter::keyed(quota(per_minute.saturating_mul(AT_A_PARTY))),
            changes_of_account: RateLimiter::keyed(quota(per_minute / 5)),
            photos_of_account: RateLimiter::keyed(quota((per_minute / 5).saturating_mul(AT_A_PARTY))),
            tokens: RateLimiter::keyed(quota(per_minute)).with_middleware(),
            per_minute: per_minute.max(1),
        }
    }

    /// Counts a request, or tells how many seconds to wait.
    fn check(&self, address: IpAddr, kind: Kind) -> Result<(), u64> {
        let limiter = match kind {
            Kind::Request => &self.requests,
            Kind::Change => &self.changes,
            Kind::Refresh => &self.refreshes,
            Kind::Picture => &self.pictures,
            Kind::Photo => &self.photos,
            Kind::Hook => &self.hooks,
        };
        count(limiter, &network(address))
    }

    /// Counts what claims to come from another server and does not, as it is counted when visitors change something.
    pub fn forged(&self, address: ClientAddress) -> Result<(), AppError> {
        self.check(address.0, Kind::Change).map_err(|seconds| AppError::TooMany { seconds })
    }

    /// Counts a form of an account, from wherever it comes: a thief of sessions and a script may have many addresses.
    pub fn account(&self, account: UserId, form: &str) -> Result<(), AppError> {
        if NEVER_COUNTED.contains(&form) {
            return Ok(());
        }
        let limiter = if form == uploads::ALBUM { &self.photos_of_account } else { &self.changes_of_account };
        count(limiter, &account.0).map_err(|seconds| AppError::TooMany { seconds })
    }

    /// Counts a call with a token: how many are left, or how long to wait.
    pub fn token(&self, token: Uuid) -> Result<Limit, Limit> {
        let limit = |left, wait| Limit { per_minute: self.per_minute, left, wait };
        match self.tokens.check_key(&token) {
            Ok(state) => Ok(limit(state.remaining_burst_capacity().min(self.per_minute), 0)),
            Err(until) => Err(limit(0, until.wait_time_from(DefaultClock::default().now()).as_secs() + 1)),
        }
    }

    /// Forgets addresses, accounts and tokens that have not asked for a while.
    pub fn shrink(&self) {
        self.requests.retain_recent();
        self.changes.retain_recent();
        self.refreshes.retain_recent();
        self.pictures.retain_recent();
        self.photos.retain_recent();
        self.hooks.retain_recent();
        self.changes_of_account.retain_recent();
        self.photos_of_account.retain_recent();
        self.tokens.retain_recent();
    }
}

/// Counts one more, or tells how many seconds to wait.
fn count<K: Clone + Eq + Hash>(limiter: &DefaultKeyedRateLimiter<K>, key: &K) -> Result<(), u64> {
    let wait = limiter.check_key(key).map_err(|not_until| not_until.wait_time_from(DefaultClock::default().now()));
    wait.map_err(|wait| wait.as_secs() + 1)
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
    match state.rates.check(address, kind(&request)) {
        Ok(()) => next.run(request).await,
        Err(seconds) => {
            let (parts, _) = request.into_parts();
            pages::error(&state, parts, AppError::TooMany { seconds }).await
        }
    }
}

fn kind(request: &Request) -> Kind {
    match *request.method() {
        Method::GET | Method::HEAD if request.headers().contains_key(LIVE) => Kind::Refresh,
        Method::GET | Method::HEAD if request.uri().path().starts_with("/media/") => Kind::Picture,
        Method::GET | Method::HEAD => Kind::Request,
        Method::POST if request.uri().path() == uploads::ALBUM => Kind::Photo,
        Method::POST if request.uri().path().starts_with(HOOKS) => Kind::Hook,
        _ => Kind::Change,
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
    fn requests_are_told_apart() {
        let of = |method: Method, path: &str| {
            let request = Request::builder().method(method).uri(path).body(axum::body::Body::empty()).unwrap();
            format!("{:?}", kind(&request))
        };
        assert_eq!(of(Method::GET, "/media/x/small.jpg"), "Picture");
        assert_eq!(of(Method::POST, "/api/album/add"), "Photo");
        assert_eq!(of(Method::POST, "/api/album/edit"), "Change");
        assert_eq!(of(Method::POST, "/hooks/mail/bounces"), "Hook");
        assert_eq!(of(Method::GET, "/p/x/album"), "Request");
    }

    #[test]
    fn tokens_are_told_what_is_left() {
        let (rates, token) = (Rates::new(10), Uuid::from_u128(1));
        assert_eq!(rates.token(token), Ok(Limit { per_minute: 10, left: 9, wait: 0 }));
        assert!((0..9).all(|_| rates.token(token).is_ok()));
        let refused = rates.token(token).unwrap_err();
        assert!(refused.left == 0 && (1..=7).contains(&refused.wait), "{refused:?}");
        assert!(rates.token(Uuid::from_u128(2)).is_ok());
    }

    #[test]
    fn accounts_count_wherever_they_are() {
        let (rates, ana, bob) = (Rates::new(10), UserId(Uuid::from_u128(1)), UserId(Uuid::from_u128(2)));
        for (form, most) in [("/api/board/add", 2), (uploads::ALBUM, 20)] {
            assert!((0..most).all(|_| rates.account(ana, form).is_ok()), "{form}");
            assert!(matches!(rates.account(ana, form), Err(AppError::TooMany { seconds: 1..=31 })), "{form}");
            assert!(rates.account(bob, form).is_ok(), "{form}");
        }
    }

    #[test]
    fn what_a_party_does_counts_apart() {
        let rates = Rates::new(10);
        let roof: IpAddr = "203.0.113.7".parse().unwrap();
        for (kind, most) in [(Kind::Refresh, 100), (Kind::Picture, 100), (Kind::Photo, 20), (Kind::Hook, 100)] {
            assert!((0..most).all(|_| rates.check(roof, kind).is_ok()), "{kind:?}");
            assert!(rates.check(roof, kind).is_err(), "{kind:?}");
        }
        assert!((0..10).all(|_| rates.check(roof, Kind::Request).is_ok()));
        assert!((0..2).all(|_| rates.check(roof, Kind::Change).is_ok()));
        assert!(rates.check(roof, Kind::Change).is_err());
    }
}
