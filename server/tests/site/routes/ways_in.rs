//! Ways into an account besides the password: mailed links, passkeys, accounts elsewhere.

mod address;
mod elsewhere;
mod magic_link;
mod nobody_learns;
mod passkeys;
mod reset;
mod second_step;
mod verify;

use server::jobs::drain;

use crate::support::{Browser, Database, Page, Site, value};

/// A site that keeps its mails where tests read them.
async fn mailing(kind: Database) -> Site {
    Site::with(kind, &[("SOIREE_MAIL", "outbox")]).await
}

/// The path of the newest mailed link to an address that begins so, after all jobs are done.
async fn maybe_link(site: &Site, to: &str, begins: &str) -> Option<String> {
    drain(&site.state).await.expect("jobs");
    let outbox = site.state.services.mail.outbox.as_ref().expect("an outbox");
    let base = format!("http://soiree.test{begins}");
    let mails = outbox.newest(500).into_iter().filter(|mail| mail.to.contains(to));
    let mut links = mails.filter_map(|mail| {
        let at = mail.text.find(&base)?;
        let rest = &mail.text[at + "http://soiree.test".len()..];
        let end = rest.find(|c: char| c.is_whitespace() || "<>\"".contains(c)).unwrap_or(rest.len());
        Some(rest[..end].to_owned())
    });
    links.next()
}

async fn link(site: &Site, to: &str, begins: &str) -> String {
    maybe_link(site, to, begins).await.unwrap_or_else(|| panic!("{to} got no link {begins}…"))
}

/// Opens the page of a link and sends its form with more fields, as a browser does.
async fn send(browser: &mut Browser, path: &str, action: &str, more: &[(&str, &str)]) -> Page {
    let page = browser.get(path).await;
    let form = page.is(200).form(action);
    let fields: Vec<_> = form
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .filter(|(name, _)| *name != "_key" && more.iter().all(|(other, _)| other != name))
        .chain(more.iter().copied())
        .collect();
    let key = value(&form, "_key").expect("a key").to_owned();
    browser.post_with_key(action, &key, &fields).await
}
