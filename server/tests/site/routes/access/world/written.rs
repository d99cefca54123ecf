//! Rows that are the same in every world.

use app::{
    backend::{
        entities::{invites, posts, reports},
        links,
    },
    domain::{InviteId, PartyId},
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
        email: None,
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
    }
}
