//! Rows that are the same in every world.

use app::{
    backend::{
        entities::{calendar_feeds, invites, photo_comments, photo_reports, photos, posts, reports},
        links,
        mail::{Letter, unsubscribe},
    },
    domain::{InviteId, PartyId, mail::MailKind, user::Email},
};
use uuid::Uuid;

use super::World;
use crate::support::Site;

impl World {
    pub(super) fn post_row(&self, now: i64) -> posts::Model {
        posts::Model {
            id: self.post.0,
            party_id: self.party.0,
            parent_id: None,
            user_id: None,
            invite_id: Some(self.guest.0),
            text: "Who brings the ice?".to_owned(),
            announcement: false,
            pinned_at: None,
            edited_at: None,
            removed_at: None,
            created_at: now,
        }
    }

    /// The host's calendar.
    pub(super) fn feed_row(&self, site: &Site, now: i64) -> calendar_feeds::Model {
        calendar_feeds::Model {
            user_id: self.people[2].0,
            token_hash: Some(links::hash(&self.calendar_token(site))),
            generation: 0,
            created_at: now,
        }
    }

    pub(super) fn calendar_token(&self, site: &Site) -> String {
        site.state.services.links.calendar_token(self.people[2], 0)
    }

    /// The guest's, ready and kept as it was sent.
    pub(super) fn photo_row(&self, now: i64) -> photos::Model {
        photos::Model {
            id: self.photo.0,
            party_id: self.party.0,
            picture_id: self.picture.0,
            user_id: None,
            invite_id: Some(self.guest.0),
            content_hash: self.photo.to_string(),
            name: "dog.jpg".to_owned(),
            original: Some("jpg".to_owned()),
            bytes: 9,
            status: "ready".to_owned(),
            failure: None,
            hidden: false,
            approved: true,
            caption: String::new(),
            sorted_at: now,
            taken_at: None,
            taken_offset: None,
            camera: String::new(),
            lens: String::new(),
            exposure: String::new(),
            latitude: None,
            longitude: None,
            place: String::new(),
            thumbhash: String::new(),
            width: 4,
            height: 3,
            created_at: now,
        }
    }

    /// The guest's.
    pub(super) fn comment_row(&self, now: i64) -> photo_comments::Model {
        photo_comments::Model {
            id: self.comment.0,
            photo_id: self.photo.0,
            user_id: None,
            invite_id: Some(self.guest.0),
            text: "My dog".to_owned(),
            created_at: now,
        }
    }

    /// Of somebody who is gone.
    pub(super) fn photo_report_row(&self, now: i64) -> photo_reports::Model {
        photo_reports::Model {
            id: Uuid::now_v7(),
            photo_id: self.photo.0,
            party_id: self.party.0,
            user_id: None,
            invite_id: None,
            reason: "spam".to_owned(),
            note: String::new(),
            created_at: now,
            closed_at: None,
        }
    }

    /// Of somebody who is gone.
    pub(super) fn report_row(&self, now: i64) -> reports::Model {
        reports::Model {
            id: Uuid::now_v7(),
            post_id: self.post.0,
            party_id: self.party.0,
            user_id: None,
            invite_id: None,
            reason: "spam".to_owned(),
            note: String::new(),
            created_at: now,
            closed_at: None,
        }
    }
}

pub(super) fn invite(site: &Site, party: PartyId, id: InviteId, now: i64) -> invites::Model {
    invites::Model {
        id: id.0,
        party_id: party.0,
        user_id: None::<Uuid>,
        name: "Zoe".to_owned(),
        email: Some("zoe@example.org".to_owned()),
        token_hash: Some(links::hash(&site.state.services.links.token(id, 0))),
        generation: 0,
        answer: "pending".to_owned(),
        plus_ones: 0,
        message: String::new(),
        note: String::new(),
        opened_at: Some(now),
        answered_at: None,
        queued_at: None,
        moved_up_at: None,
        checked_in_at: None,
        created_at: now,
        untaggable: false,
        last_opened_at: Some(now),
    }
}

/// Of the link in a mail about the party.
pub(super) fn unsubscribe_token(site: &Site, party: PartyId) -> String {
    let to = Email::parse("zoe@example.org").expect("an address");
    let letter = Letter { party: Some(party.0), ..Letter::new(MailKind::Nudge, to, "Zoe", "Hello", "a cause") };
    let link = unsubscribe::link(&site.state.services.links, &letter);
    link.rsplit('/').next().expect("a token").to_owned()
}
