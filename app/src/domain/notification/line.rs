//! One line of what somebody is told.

use serde::{Deserialize, Serialize};

use super::Kind;
use crate::domain::{NotificationId, PartyId, PhotoId, PostId, time::Millis, user::Person};

/// What happened, once or several times.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub id: NotificationId,
    pub kind: Kind,
    pub party: Option<PartyId>,
    /// The party's title.
    pub title: String,
    /// The post that it is about, with its replies.
    pub post: Option<PostId>,
    /// The photo that it is about.
    pub photo: Option<PhotoId>,
    /// Who did it last; nothing where that was somebody without account, or nobody.
    pub actor: Option<Person>,
    /// How often it happened.
    pub count: i32,
    pub unread: bool,
    /// When it happened last.
    pub at: Millis,
}

impl Line {
    /// In a sentence.
    pub fn words(&self) -> String {
        let (who, title, count) = (self.who(), self.title.as_str(), self.count);
        let many = count > 1;
        match self.kind {
            Kind::Answer if many => format!("{count} new answers for {title}"),
            Kind::Answer => format!("{who} answered your invitation to {title}"),
            Kind::MovedUp => format!("There is room for you now: you are coming to {title}"),
            Kind::Invited => format!("{who} invited you to {title}"),
            Kind::Cancelled => format!("{title} is cancelled"),
            Kind::Announcement if many => format!("{count} announcements about {title}"),
            Kind::Announcement => format!("{who} announced something about {title}"),
            Kind::Post if many => format!("{count} new posts on the board of {title}"),
            Kind::Post => format!("{who} wrote on the board of {title}"),
            Kind::Reply if many => format!("{count} new replies on the board of {title}"),
            Kind::Reply => format!("{who} replied on the board of {title}"),
            Kind::Mention => format!("{who} named you on the board of {title}"),
            Kind::Photos => format!("{who} added photos to the album of {title}"),
            Kind::Comment if many => format!("{count} new comments on your photo in the album of {title}"),
            Kind::Comment => format!("{who} commented on your photo in the album of {title}"),
            Kind::Tagged if many => format!("You are tagged in {count} photos in the album of {title}"),
            Kind::Tagged => format!("{who} tagged you in a photo in the album of {title}"),
            Kind::Report if self.photo.is_some() => format!("A photo in the album of {title} was reported"),
            Kind::Report if many => format!("{count} reports about the board of {title}"),
            Kind::Report => format!("A post on the board of {title} was reported"),
            Kind::Follow => format!("{who} follows you"),
        }
    }

    fn who(&self) -> &str {
        match &self.actor {
            Some(actor) => &actor.name,
            None if matches!(self.kind, Kind::Answer | Kind::Photos | Kind::Comment) => "A guest",
            None => "Somebody",
        }
    }

    /// The page where it happened.
    pub fn target(&self) -> String {
        let party = self.party.map(|party| format!("/p/{party}"));
        if let (Kind::Comment | Kind::Tagged, Some(party), Some(photo)) = (self.kind, &party, self.photo) {
            return format!("{party}/album/{photo}");
        }
        match (self.kind, party, self.post) {
            (Kind::Answer, Some(party), _) => format!("{party}/guests"),
            (Kind::Announcement | Kind::Reply | Kind::Mention, Some(party), Some(post)) => {
                format!("{party}/board/{post}")
            }
            (Kind::Announcement | Kind::Reply | Kind::Mention | Kind::Post, Some(party), _) => format!("{party}/board"),
            (Kind::Photos | Kind::Comment | Kind::Tagged, Some(party), _) => format!("{party}/album"),
            (Kind::Report, Some(party), _) => format!("{party}/reports"),
            (Kind::MovedUp | Kind::Invited | Kind::Cancelled, Some(party), _) => party,
            (Kind::Follow, ..) => match &self.actor {
                Some(actor) => format!("/u/{}", actor.username),
                None => "/people?tab=followers".to_owned(),
            },
            (_, None, _) => "/notifications".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::UserId;

    fn line(kind: Kind, count: i32) -> Line {
        let (username, name) = ("ana".to_owned(), "Ana".to_owned());
        let actor = Person { id: UserId::new(), username, name, photo: None, admin: false, leaves_at: None };
        Line {
            id: NotificationId::new(),
            kind,
            party: Some(PartyId::new()),
            title: "Supper".to_owned(),
            post: Some(PostId::new()),
            photo: None,
            actor: Some(actor),
            count,
            unread: true,
            at: 0,
        }
    }

    #[test]
    fn says_who_and_how_often() {
        assert_eq!(line(Kind::Answer, 1).words(), "Ana answered your invitation to Supper");
        assert_eq!(line(Kind::Answer, 3).words(), "3 new answers for Supper");
        assert_eq!(line(Kind::Follow, 2).words(), "Ana follows you", "somebody may do so again and again");
        assert_eq!(line(Kind::Report, 1).words(), "A post on the board of Supper was reported", "by whom is not told");
        let guest = Line { actor: None, ..line(Kind::Answer, 1) };
        assert_eq!(guest.words(), "A guest answered your invitation to Supper");
    }

    #[test]
    fn leads_to_where_it_happened() {
        let reply = line(Kind::Reply, 1);
        let (party, post) = (reply.party.unwrap(), reply.post.unwrap());
        assert_eq!(reply.target(), format!("/p/{party}/board/{post}"));
        assert_eq!(Line { kind: Kind::Post, ..reply.clone() }.target(), format!("/p/{party}/board"));
        assert_eq!(Line { kind: Kind::Answer, ..reply.clone() }.target(), format!("/p/{party}/guests"));
        assert_eq!(Line { kind: Kind::Report, ..reply.clone() }.target(), format!("/p/{party}/reports"));
        let photo = PhotoId::new();
        let comment = Line { kind: Kind::Comment, photo: Some(photo), ..reply.clone() };
        assert_eq!(comment.target(), format!("/p/{party}/album/{photo}"));
        assert_eq!(Line { kind: Kind::Photos, ..comment }.target(), format!("/p/{party}/album"));
        assert_eq!(Line { kind: Kind::Cancelled, ..reply.clone() }.target(), format!("/p/{party}"));
        assert_eq!(Line { kind: Kind::Follow, party: None, ..reply }.target(), "/u/ana");
    }

    #[test]
    fn every_kind_leads_to_a_page_of_this_site() {
        for kind in Kind::ALL {
            for count in [1, 5] {
                for party in [None, Some(PartyId::new())] {
                    let line = Line { party, ..line(*kind, count) };
                    assert!(line.target().starts_with('/') && !line.words().is_empty());
                }
            }
        }
    }
}
