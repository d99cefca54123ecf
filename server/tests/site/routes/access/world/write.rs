//! A world is written: people first, then their party, then what is on it.

use app::{
    backend::{
        entities::{
            calendar_feeds, hosts, invites, parties, photo_comments, photo_reports, photos, pictures, posts, reports,
            sessions, users,
        },
        links,
    },
    domain::{InviteId, PartyId, picture::Size},
};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use server::uploads;

use super::{super::table::Visibility, TITLE, World, written};
use crate::support::Site;

const LATER: i64 = 4_000_000_000_000;

/// Writes rows that are complete.
macro_rules! insert {
    ($site:ident, $entity:ident, $rows:expr) => {
        let rows = $rows.into_iter().map(|row: $entity::Model| row.into_active_model().reset_all());
        let done = $entity::Entity::insert_many(rows).exec_without_returning($site.database.db.write()).await;
        done.expect("rows");
    };
}

impl World {
    pub(super) async fn write(&self, site: &Site, visibility: Visibility, password_hash: &str) {
        let now = site.clock.now();
        self.write_people(site, password_hash, now).await;
        let visibility = if visibility == Visibility::Link { "link" } else { "invited" };
        let both = [(self.party, visibility), (self.other, "invited")];
        insert!(site, parties, both.map(|(party, visibility)| self.party_row(party, visibility, now)));
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
        insert!(site, calendar_feeds, [self.feed_row(site, now)]);
        insert!(site, photos, [self.photo_row(now)]);
        insert!(site, photo_comments, [self.comment_row(now)]);
        insert!(site, photo_reports, [self.photo_report_row(now)]);
        insert!(site, pictures, [self.cover_row(now)]);
        self.store_pictures(site).await;
    }

    /// The last of them has a session and is gone.
    async fn write_people(&self, site: &Site, password_hash: &str, now: i64) {
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
            untaggable: false,
            created_at: now,
            second_factor: false,
            leaves_at: None,
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
            place: String::new(),
        };
        insert!(site, sessions, (0..5).map(session));
    }

    /// The cover, and the photo in the album.
    async fn store_pictures(&self, site: &Site) {
        let [cover, large] = [(self.cover, Size::Small), (self.picture, Size::Large)]
            .map(|(picture, size)| uploads::key(picture, size).expect("a key"));
        for key in [cover, large, uploads::original(self.picture).expect("a key")] {
            let file = b"a picture".to_vec();
            site.state.storage.put(&key, file.into(), key.content_type()).await.expect("a stored picture");
        }
    }

    fn cover_row(&self, now: i64) -> pictures::Model {
        pictures::Model {
            id: self.cover.0,
            purpose: "cover".to_owned(),
            width: 1,
            height: 1,
            bytes: 1,
            used: true,
            created_at: now,
            format: "jpg".to_owned(),
        }
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
            last_entry: LATER + 3_600_000,
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
            sequence: 0,
            withdrawn: 0,
            series_id: None,
            series_at: None,
            album_uploads: "invited".to_owned(),
            album_approval: false,
            album_shown: "at_once".to_owned(),
            album_reveal_at: None,
            album_closed: false,
        }
    }
}
