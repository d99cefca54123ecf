//! A party with everybody around it, written into the database as it is after they came.

mod fields;
mod written;

use app::{
    backend::{
        entities::{blocks, follows, hosts, invites, parties, pictures, posts, reactions, reports, sessions, users},
        links,
    },
    domain::{InviteId, PartyId, PictureId, PostId, UserId, password::Password, picture::Size},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use server::uploads;
use tower_sessions::session::Id;

use super::table::{Row, Visibility};
use crate::support::{Browser, PASSWORD, Site};

/// The columns of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Viewer {
    Anonymous,
    Guest,
    OtherGuest,
    User,
    CoHost,
    Host,
    Deleted,
}

pub const VIEWERS: [Viewer; 7] =
    [Viewer::Anonymous, Viewer::Guest, Viewer::OtherGuest, Viewer::User, Viewer::CoHost, Viewer::Host, Viewer::Deleted];

const TITLE: &str = "Supper";
const LATER: i64 = 4_000_000_000_000;

/// Makes worlds.
pub struct Maker {
    password_hash: String,
    made: u32,
}

/// A party with a guest, hosts, and another party.
pub struct World {
    number: u32,
    party: PartyId,
    other: PartyId,
    guest: InviteId,
    other_guest: InviteId,
    cover: PictureId,
    /// Of the guest.
    post: PostId,
    /// Stranger, co-host, host, a second host, and the deleted one.
    people: [UserId; 5],
    sessions: [Id; 5],
}

impl Maker {
    pub async fn new(site: &Site) -> Self {
        let password = Password::parse(PASSWORD, &[]).expect("a password");
        Self { password_hash: site.state.services.passwords.hash(&password).await.expect("a hash"), made: 0 }
    }

    /// A fresh world.
    pub async fn world(&mut self, site: &Site, visibility: Visibility) -> World {
        self.made += 1;
        let world = World {
            number: self.made,
            party: PartyId::new(),
            other: PartyId::new(),
            guest: InviteId::new(),
            other_guest: InviteId::new(),
            cover: PictureId::new(),
            post: PostId::new(),
            people: std::array::from_fn(|_| UserId::new()),
            sessions: std::array::from_fn(|_| Id::default()),
        };
        world.write(site, visibility, &self.password_hash).await;
        world
    }
}

/// Writes rows that are complete.
macro_rules! insert {
    ($site:ident, $entity:ident, $rows:expr) => {
        let rows = $rows.into_iter().map(|row: $entity::Model| row.into_active_model().reset_all());
        let done = $entity::Entity::insert_many(rows).exec_without_returning($site.database.db.write()).await;
        done.expect("rows");
    };
}

impl World {
    fn name(&self, person: usize) -> String {
        format!("{}{}", ["stranger", "cohost", "host", "second", "deleted"][person], self.number)
    }

    async fn write(&self, site: &Site, visibility: Visibility, password_hash: &str) {
        let now = site.clock.now();
        let user = |person: usize| users::Model {
            id: self.people[person].0,
            username: self.name(person),
            email: format!("{}@example.org", self.name(person)),
            email_verified_at: None,
            display_name: "Somebody".to_owned(),
            bio: String::new(),
            password_hash: password_hash.to_owned(),
            photo_id: None,
            muted_notifications: String::new(),
            admin: false,
            created_at: now,
        };
        insert!(site, users, (0..4).map(user));
        let session = |person: usize| sessions::Model {
            id_hash: links::hash(&self.sessions[person].to_string()),
            user_id: Some(self.people[person].0),
            data: format!("{{\"user\":\"{}\",\"seen\":{now}}}", self.people[person]),
            device: String::new(),
            created_at: now,
            seen_at: now,
            expires_at: now + 86_400_000,
        };
        insert!(site, sessions, (0..5).map(session));
        let visibility = if visibility == Visibility::Link { "link" } else { "invited" };
        insert!(
            site,
            parties,
            [self.party_row(self.party, visibility, now), self.party_row(self.other, "invited", now)]
        );
        let host = |(person, co_host): (usize, bool)| hosts::Model {
            party_id: self.party.0,
            user_id: self.people[person].0,
            co_host,
            created_at: now,
        };
        insert!(site, hosts, [(1, true), (2, false), (3, false)].map(host));
        let invite = |(party, id): (PartyId, InviteId)| written::invite(site, party, id, now);
        insert!(site, invites, [(self.party, self.guest), (self.other, self.other_guest)].map(invite));
        insert!(site, posts, [self.post_row(now)]);
        insert!(site, reports, [self.report_row(now)]);
        let picture = pictures::ActiveModel {
            id: Set(self.cover.0),
            purpose: Set("cover".to_owned()),
            width: Set(1),
            height: Set(1),
            bytes: Set(1),
            used: Set(true),
            created_at: Set(now),
        };
        pictures::Entity::insert(picture).exec_without_returning(site.database.db.write()).await.expect("a picture");
        let key = uploads::key(self.cover, Size::Small).expect("a key");
        let file = bytes::Bytes::from_static(b"a picture");
        site.state.storage.put(&key, file.to_vec().into(), "image/jpeg").await.expect("a stored picture");
    }

    fn party_row(&self, id: PartyId, visibility: &str, now: i64) -> parties::Model {
        parties::Model {
            id: id.0,
            title: TITLE.to_owned(),
            description: String::new(),
            place: String::new(),
            flat: String::new(),
            address: String::new(),
            latitude: None,
            longitude: None,
            time_zone: "UTC".to_owned(),
            first_entry: LATER,
            last_entry: LATER + 1,
            cover_id: (id == self.party).then_some(self.cover.0),
            cover_alt: String::new(),
            theme: "garden".to_owned(),
            visibility: visibility.to_owned(),
            guest_list: "guests".to_owned(),
            address_shown: "page".to_owned(),
            capacity: None,
            plus_ones: 2,
            deadline: None,
            paused: false,
            cancelled_at: None,
            created_at: now,
            updated_at: now,
            posting: "invited".to_owned(),
            board_closed: false,
        }
    }

    pub async fn stranger_looks_after_the_site(&self, site: &Site) {
        let row = users::ActiveModel { id: Set(self.people[0].0), admin: Set(true), ..Default::default() };
        users::Entity::update(row).exec(site.database.db.write()).await.expect("an admin");
    }

    /// All rows of this world, but when sessions were used.
    pub async fn state(&self, site: &Site) -> String {
        let db = site.database.db.read();
        let ids = [self.party.0, self.other.0];
        let people = self.people.map(|person| person.0);
        let parties = parties::Entity::find().filter(parties::Column::Id.is_in(ids)).all(db).await.expect("a query");
        let hosts = hosts::Entity::find().filter(hosts::Column::PartyId.is_in(ids)).all(db).await.expect("a query");
        let invites =
            invites::Entity::find().filter(invites::Column::PartyId.is_in(ids)).all(db).await.expect("a query");
        let posts = posts::Entity::find().filter(posts::Column::PartyId.is_in(ids)).all(db).await.expect("a query");
        let reactions = reactions::Entity::find().filter(reactions::Column::PostId.eq(self.post.0)).all(db).await;
        let reactions = reactions.expect("a query");
        let reports = reports::Entity::find().filter(reports::Column::PostId.eq(self.post.0)).all(db).await;
        let reports = reports.expect("a query");
        let users = users::Entity::find().filter(users::Column::Id.is_in(people)).all(db).await.expect("a query");
        let sessions =
            sessions::Entity::find().filter(sessions::Column::UserId.is_in(people)).all(db).await.expect("a query");
        let sessions: Vec<_> = sessions.into_iter().map(|session| session.id_hash).collect();
        let follows = follows::Entity::find().filter(follows::Column::FollowerId.is_in(people));
        let follows = follows.all(db).await.expect("a query");
        let blocks = blocks::Entity::find().filter(blocks::Column::BlockerId.is_in(people));
        let blocks = blocks.all(db).await.expect("a query");
        let people = format!("{users:?}\n{sessions:?}\n{follows:?}\n{blocks:?}");
        format!("{parties:?}\n{hosts:?}\n{invites:?}\n{people}\n{posts:?}\n{reactions:?}\n{reports:?}")
    }

    /// The status that the viewer gets.
    pub async fn ask(&self, site: &Site, viewer: Viewer, row: &Row) -> u16 {
        let mut browser = self.browser(site, viewer);
        let page = if row.is_change() {
            let fields = self.fields(&row.route);
            let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            browser.post(&row.route, &fields).await
        } else {
            let token = site.state.services.links.token(self.guest, 0);
            let path =
                row.route.replace("{party}", &self.party.to_string()).replace("{invite}", &self.guest.to_string());
            let path = path
                .replace("{picture}", &self.cover.to_string())
                .replace("{file}", "small.jpg")
                .replace("{post}", &self.post.to_string())
                .replace("{token}", &token)
                .replace("/events", &format!("/events?party={}", self.party))
                .replace("{username}", &self.name(3));
            browser.get(&path).await
        };
        page.status.as_u16()
    }

    fn browser(&self, site: &Site, viewer: Viewer) -> Browser {
        let mut browser = site.visitor();
        let guest = |party: PartyId, guest| (format!("guest-{party}"), site.state.services.links.token(guest, 0));
        let session = |person: usize| ("session".to_owned(), self.sessions[person].to_string());
        browser.cookies.extend(match viewer {
            Viewer::Anonymous => None,
            Viewer::Guest => Some(guest(self.party, self.guest)),
            Viewer::OtherGuest => Some(guest(self.other, self.other_guest)),
            Viewer::User => Some(session(0)),
            Viewer::CoHost => Some(session(1)),
            Viewer::Host => Some(session(2)),
            Viewer::Deleted => Some(session(4)),
        });
        browser
    }
}
