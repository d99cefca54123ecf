//! Names are looked up here, and only addresses of the open internet come back: what is connected to is what was checked.

use std::net::SocketAddr;

use app::domain::webhook::is_public;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

/// The name leads into a private network.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("the name leads into a private network")]
pub struct Private;

/// Asks the system's resolver.
pub struct PublicOnly {
    /// Private networks are fine.
    pub private: bool,
}

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        let private = self.private;
        Box::pin(async move {
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            let allowed: Vec<SocketAddr> =
                found.into_iter().filter(|address| private || is_public(address.ip())).collect();
            if allowed.is_empty() {
                return Err(Private.into());
            }
            let allowed: Addrs = Box::new(allowed.into_iter());
            Ok(allowed)
        })
    }
}
