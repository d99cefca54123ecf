//! Mails, to a mail server that takes them or does not.

mod bounces;
mod digests;
mod errands;
mod failures;
mod farewells;
mod invitations;
mod languages;
mod outbox;
mod queue;
mod reminders;
mod unsubscribe;
mod without;

use app::{
    backend::entities::mails,
    domain::{InviteId, PartyId},
};

use crate::support::{Mailing, Site, mail_rows, rows};

/// Kind and state of all mails, in the order in which they were written.
async fn states(site: &Site) -> Vec<(String, String)> {
    mail_rows(site).await.into_iter().map(|mail| (mail.kind, mail.state)).collect()
}

/// The only mail that there is.
async fn only(site: &Site) -> mails::Model {
    let mut rows = mail_rows(site).await;
    assert_eq!(rows.len(), 1, "{rows:?}");
    rows.remove(0)
}

async fn guest(site: &Site, party: PartyId, name: &str) -> String {
    InviteId(rows::guest(site, party, name).await.id).to_string()
}

fn wait(mailing: &Mailing, seconds: i64) {
    mailing.site.clock.advance(jiff::SignedDuration::from_secs(seconds));
}
