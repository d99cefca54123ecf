//! Webhooks: who is told what, and what becomes of messages that do not arrive.

mod deliver;
mod manage;
mod news;

use server::jobs::drain;

use crate::support::{Browser, Database, Receiver, Site};

/// A site that may call this machine.
async fn a_site(kind: Database) -> Site {
    Site::with(kind, &[("SOIREE_WEBHOOKS_PRIVATE", "true")]).await
}

/// Adds a webhook that hears of everything, and lets its test arrive.
async fn listen(site: &Site, browser: &mut Browser, receiver: &Receiver) {
    let fields = [("url", receiver.url.as_str()), ("answers", "true"), ("guests", "true"), ("posts", "true")];
    browser.post("/api/webhooks/add", &fields).await.is(303);
    deliver(site).await;
    let got = receiver.news();
    assert_eq!(got.iter().map(|(kind, _)| kind.as_str()).collect::<Vec<_>>(), ["test"]);
}

/// Does everything that is due.
async fn deliver(site: &Site) {
    drain(&site.state).await.expect("jobs");
}
