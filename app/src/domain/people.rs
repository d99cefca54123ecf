//! People among each other: who follows whom, who has met, and who is out of sight.

use serde::{Deserialize, Serialize};

use super::{PictureId, album::PhotoCard, options::options, party::PartyCard, user::Person};

options!(
    /// A tab of `/people`.
    PeopleTab {
        Friends = "friends", "Friends";
        Following = "following", "Following";
        Followers = "followers", "Followers";
        Met = "met", "Met";
        Blocked = "blocked", "Blocked";
    }
);

/// What stands where the name of somebody blocked would, on lists on which their place has to show.
pub const UNSEEN: &str = "Somebody you cannot see";

/// How the viewer and somebody else stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relation {
    /// The viewer follows them.
    pub following: bool,
    /// They follow the viewer.
    pub follows_me: bool,
}

impl Relation {
    /// Both follow each other.
    pub fn friends(self) -> bool {
        self.following && self.follows_me
    }

    /// In a word or two; nothing where neither follows the other.
    pub fn label(self) -> Option<&'static str> {
        match (self.following, self.follows_me) {
            (true, true) => Some("Friends"),
            (true, false) => Some("You follow"),
            (false, true) => Some("Follows you"),
            (false, false) => None,
        }
    }
}

/// Somebody in a list of people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonCard {
    pub username: String,
    pub name: String,
    pub photo: Option<PictureId>,
    pub relation: Relation,
    /// Parties at which both were; counted where the list is about that.
    pub together: i64,
}

/// A page of a list of people, and where the next one starts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeoplePage {
    pub cards: Vec<PersonCard>,
    /// The keyset cursor of the next page.
    pub next: Option<String>,
}

/// Somebody as others with an account see them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ProfilePage {
    pub person: Person,
    pub bio: String,
    /// It is the viewer.
    pub me: bool,
    pub relation: Relation,
    /// Parties that both host or are invited to, the newest first.
    pub parties: Vec<PartyCard>,
    /// The latest that they added to albums, as far as the viewer may see them.
    pub photos: Vec<PhotoCard>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn friends_follow_each_other() {
        let relation = |following, follows_me| Relation { following, follows_me };
        assert!(relation(true, true).friends());
        assert!(!relation(true, false).friends() && !relation(false, true).friends());
        assert_eq!(relation(false, true).label(), Some("Follows you"));
        assert_eq!(Relation::default().label(), None);
    }

    #[test]
    fn tabs_have_codes() {
        assert_eq!("met".parse(), Ok(PeopleTab::Met));
        assert_eq!("".parse(), Ok(PeopleTab::Friends));
        assert!("everybody".parse::<PeopleTab>().is_err());
    }
}
