//! What all posts of a page have in common.

use crate::{
    domain::{
        PartyId, PostId,
        board::BoardPage,
        time::{self, Millis},
    },
    facts::PageFacts,
};

/// Where posts are sent to.
pub const ADD: &str = "/api/board/add";

/// The board around a post, and what this viewer may do on it.
#[derive(Clone, Debug)]
pub struct Around {
    pub party: PartyId,
    /// The party's time zone.
    pub zone: String,
    pub now: Millis,
    pub manages: bool,
    /// May post and reply.
    pub writes: bool,
    pub reacts: bool,
}

impl Around {
    pub fn of(board: &BoardPage) -> Self {
        let facts = PageFacts::current();
        // Whoever was writing while the board closed gets back what they wrote.
        let refused = facts.refused.is_some_and(|refused| refused.action == ADD);
        Self {
            party: board.party,
            zone: board.time_zone.clone(),
            now: facts.now,
            manages: board.manages,
            writes: board.refused.is_none() || refused,
            reacts: board.manages || !board.closed,
        }
    }

    /// The first page of the board.
    pub fn board(&self) -> String {
        format!("/p/{}/board", self.party)
    }

    /// The page of a post.
    pub fn page_of(&self, post: PostId) -> String {
        format!("/p/{}/board/{post}", self.party)
    }

    /// `5 minutes ago`
    pub fn said(&self, then: Millis) -> String {
        said(then, self.now, &self.zone)
    }
}

/// `5 minutes ago`; after a week it is the day, in the party's zone.
pub fn said(then: Millis, now: Millis, zone: &str) -> String {
    const WEEK: Millis = 7 * 24 * 3_600_000;
    if now - then < WEEK { time::ago(then, now) } else { time::long_date(then, zone) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_posts_have_a_date() {
        let then = 1_795_000_000_000;
        assert_eq!(said(then, then + 61_000, "UTC"), "1 minute ago");
        assert_eq!(said(then, then + 6 * 86_400_000, "UTC"), "6 days ago");
        assert_eq!(said(then, then + 7 * 86_400_000, "Asia/Kolkata"), time::long_date(then, "Asia/Kolkata"));
    }
}
