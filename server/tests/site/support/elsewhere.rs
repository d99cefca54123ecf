//! Other addresses, other instances, other times.

use std::net::{IpAddr, SocketAddr};

use app::domain::time;
use axum::{Extension, extract::ConnectInfo};
use server::router::router;

use super::{Browser, Site};

const HOUR: i64 = 3_600_000;

impl Site {
    /// Somebody who has never been here, at this address.
    pub fn visitor_from(&self, address: &str) -> Browser {
        let address: IpAddr = address.parse().expect("an address");
        let peer = ConnectInfo(SocketAddr::new(address, 40_000));
        Browser::new(self.router.clone().layer(Extension(peer)))
    }

    /// The same browser, which a balancer has sent to another instance.
    pub fn on_twin(&self, browser: &Browser) -> Browser {
        let mut there = Browser::new(router(self.instance()));
        there.cookies.clone_from(&browser.cookies);
        there
    }

    /// So many hours from now in UTC, as forms take it.
    pub fn in_hours(&self, hours: i64) -> String {
        time::to_local_input(self.clock.now() + hours * HOUR, "UTC")
    }

    /// Lets hours pass.
    pub fn wait_hours(&self, hours: i64) {
        self.clock.advance(jiff::SignedDuration::from_hours(hours));
    }
}
