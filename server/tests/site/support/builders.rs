//! People and parties for tests, made through the site's own forms.

use app::backend::entities::{blocks, users};
use app::domain::{PartyId, user::Person};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::{Browser, Page, Site};

pub const PASSWORD: &str = "a long walk home 7";

/// Somebody who has just signed up and is logged in.
pub struct SomePerson {
    pub browser: Browser,
    pub person: Person,
}

/// Signs somebody up.
pub async fn a_person(site: &Site, username: &str) -> SomePerson {
    let mut browser = site.visitor();
    let email = format!("{username}@example.org");
    let name = format!("{}{}", username[..1].to_uppercase(), &username[1..]);
    let fields = [
        ("username", username),
        ("email", email.as_str()),
        ("display_name", name.as_str()),
        ("password", PASSWORD),
        ("_page", "/signup"),
    ];
    browser.post("/api/accounts/sign_up", &fields).await.is(303);
    let row = users::Entity::find().filter(users::Column::Username.eq(username)).one(site.database.db.read()).await;
    SomePerson { browser, person: row.expect("a query").expect("the new account").person() }
}

/// A party to be made: sensible fields, which the test may replace.
pub struct PartyBuilder<'a> {
    fields: Vec<(&'a str, &'a str)>,
}

/// A party on a summer evening.
pub fn a_party<'a>() -> PartyBuilder<'a> {
    let fields = vec![
        ("_page", "/parties/new"),
        ("title", "Summer on the roof"),
        ("time_zone", "Europe/Berlin"),
        ("first_entry", "2099-07-10T20:00"),
        ("place", "The roof"),
        ("plus_ones", "2"),
    ];
    PartyBuilder { fields }
}

impl<'a> PartyBuilder<'a> {
    /// Sets or replaces a field of the form.
    pub fn with(mut self, field: &'a str, value: &'a str) -> Self {
        self.fields.retain(|(name, _)| *name != field);
        self.fields.push((field, value));
        self
    }

    /// Sends the form with a cover picture, and gives the answer.
    pub async fn send_with_cover(&self, host: &mut Browser, cover: &[u8]) -> Page {
        host.post_file("/api/parties/create", &self.fields, "cover", cover).await
    }

    /// Makes the party as this person.
    pub async fn by(self, host: &mut Browser) -> PartyId {
        let page = host.post("/api/parties/create", &self.fields).await;
        page.is(303);
        let id = page.location().split('/').nth(2).unwrap_or_default();
        id.parse().unwrap_or_else(|_| panic!("{} names a party", page.location()))
    }
}

/// Puts guests on the list and gives their personal tokens, in the order of the lines.
pub async fn invite(site: &Site, host: &mut Browser, party: PartyId, lines: &str) -> Vec<String> {
    use app::backend::entities::invites;
    use sea_orm::QueryOrder;
    let id = party.to_string();
    let known = |rows: &[invites::Model]| rows.iter().map(|row| row.id).collect::<Vec<_>>();
    let list =
        || invites::Entity::find().filter(invites::Column::PartyId.eq(party.0)).order_by_asc(invites::Column::Id);
    let before = known(&list().all(site.database.db.read()).await.expect("a query"));
    host.post("/api/invites/add", &[("party", &id), ("lines", lines), ("confirmed", "1")]).await.is(303);
    let after = list().all(site.database.db.read()).await.expect("a query");
    let new = after.into_iter().filter(|row| !before.contains(&row.id));
    new.map(|row| site.state.services.links.token(row.id.into(), row.generation)).collect()
}

/// A browser that has opened a personal link.
pub async fn a_guest(site: &Site, token: &str) -> Browser {
    let mut browser = site.visitor();
    browser.get(&format!("/i/{token}")).await.is(303);
    browser
}

/// Nobody, somebody with an account, and a guest of another party of the same host.
pub async fn strangers(site: &Site, host: &mut Browser) -> [Browser; 3] {
    let other = a_party().with("visibility", "invited").by(host).await;
    let token = invite(site, host, other, "Lou").await.remove(0);
    let user = a_person(site, "dora").await.browser;
    [site.visitor(), user, a_guest(site, &token).await]
}

/// Writes straight into the database that the one has blocked the other, so that no open page is told of it.
pub async fn has_blocked(site: &Site, blocker: &Person, blocked: &Person) {
    let row = blocks::ActiveModel {
        blocker_id: Set(blocker.id.0),
        blocked_id: Set(blocked.id.0),
        created_at: Set(site.clock.now()),
    };
    blocks::Entity::insert(row).exec_without_returning(site.database.db.write()).await.expect("a row");
}

/// Turns somebody's calendar on, or renews it, and gives the path of its private address.
pub async fn calendar_of(browser: &mut Browser) -> String {
    browser.post("/api/calendar/renew", &[]).await.is(303);
    let page = browser.get("/settings/calendar").await;
    let text = page.is(200).text();
    let (_, rest) = text.split_once("http://soiree.test/calendar/").expect("the page shows the address");
    let (token, _) = rest.split_once(".ics").expect("the address of a calendar");
    format!("/calendar/{token}.ics")
}
