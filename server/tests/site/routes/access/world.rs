//! A party with everybody around it, written into the database as it is after they came.

mod calls;
mod fields;
mod write;
mod written;

use app::{
    backend::entities::{
        blocks, calendar_feeds, follows, hosts, invites, parties, photo_comments, photo_likes, photo_people,
        photo_reports, photo_tags, photos, posts, reactions, reports, sessions, users,
    },
    domain::{CommentId, InviteId, MailId, PartyId, PhotoId, PictureId, PostId, UserId, password::Password},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
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
    photo: PhotoId,
    comment: CommentId,
    /// Of the photo.
    picture: PictureId,
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
            photo: PhotoId::new(),
            comment: CommentId::new(),
            picture: PictureId::new(),
            people: std::array::from_fn(|_| UserId::new()),
            sessions: std::array::from_fn(|_| Id::default()),
        };
        world.write(site, visibility, &self.password_hash).await;
        world
    }
}

impl World {
    fn name(&self, person: usize) -> String {
        format!("{}{}", ["stranger", "cohost", "host", "second", "deleted"][person], self.number)
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
        let photos = self.photo_state(site).await;
        let users = users::Entity::find().filter(users::Column::Id.is_in(people)).all(db).await.expect("a query");
        let sessions =
            sessions::Entity::find().filter(sessions::Column::UserId.is_in(people)).all(db).await.expect("a query");
        let sessions: Vec<_> = sessions.into_iter().map(|session| session.id_hash).collect();
        let follows = follows::Entity::find().filter(follows::Column::FollowerId.is_in(people));
        let follows = follows.all(db).await.expect("a query");
        let blocks = blocks::Entity::find().filter(blocks::Column::BlockerId.is_in(people));
        let blocks = blocks.all(db).await.expect("a query");
        let feeds = calendar_feeds::Entity::find().filter(calendar_feeds::Column::UserId.is_in(people));
        let feeds = feeds.all(db).await.expect("a query");
        let people = format!("{feeds:?}\n{users:?}\n{sessions:?}\n{follows:?}\n{blocks:?}");
        format!("{parties:?}\n{hosts:?}\n{invites:?}\n{people}\n{posts:?}\n{reactions:?}\n{reports:?}\n{photos}")
    }

    /// The photo and all around it.
    async fn photo_state(&self, site: &Site) -> String {
        let db = site.database.db.read();
        let photos = photos::Entity::find_by_id(self.photo.0).all(db).await.expect("a query");
        let mut state = format!("{photos:?}");
        macro_rules! add {
            ($($table:ident),+) => {$(
                let rows = $table::Entity::find().filter($table::Column::PhotoId.eq(self.photo.0)).all(db).await;
                state.push_str(&format!("\n{:?}", rows.expect("a query")));
            )+};
        }
        add!(photo_tags, photo_people, photo_likes, photo_comments, photo_reports);
        state
    }

    /// The status that the viewer gets.
    pub async fn ask(&self, site: &Site, viewer: Viewer, row: &Row) -> u16 {
        let mut browser = self.browser(site, viewer);
        let unsubscribe = written::unsubscribe_token(site, self.party);
        let page = if row.is_change() {
            let fields = self.fields(&row.route, unsubscribe);
            let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            browser.post(&row.route, &fields).await
        } else {
            let token = match row.route.starts_with("/unsubscribe/") {
                true => unsubscribe,
                false => site.state.services.links.token(self.guest, 0),
            };
            let path =
                row.route.replace("{party}", &self.party.to_string()).replace("{invite}", &self.guest.to_string());
            let path = path
                .replace("{picture}", &self.cover.to_string())
                .replace("{file}", "small.jpg")
                .replace("{post}", &self.post.to_string())
                .replace("{mail}", &MailId::new().to_string())
                .replace("/calendar/{token}", &format!("/calendar/{}.ics", self.calendar_token(site)))
                .replace("{photo}", &self.photo.to_string())
                .replace("{token}", &token)
                .replace("{provider}", "nowhere")
                .replace("/events", &format!("/events?party={}", self.party))
                .replace("{username}", &self.name(3));
            browser.get(&path).await
        };
        page.status.as_u16()
    }

    /// Looks at a page of this world's.
    pub async fn look(&self, site: &Site, viewer: Viewer, path: &str) {
        let path = path.replace("{party}", &self.party.to_string()).replace("{post}", &self.post.to_string());
        let page = self.browser(site, viewer).get(&path.replace("{photo}", &self.photo.to_string())).await;
        assert_eq!(page.status, 200, "{path}");
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
