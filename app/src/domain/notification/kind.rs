//! Kinds, and which of them somebody wants to hear of.

use crate::domain::options::options;

options!(
    /// Why somebody is told: code, and what the settings call it.
    Kind {
        Answer = "answer", "Answers to parties that you host";
        MovedUp = "moved_up", "A place for you from the waitlist";
        Invited = "invited", "Invitations";
        Cancelled = "cancelled", "Cancelled parties";
        Announcement = "announcement", "Announcements of your hosts";
        Post = "post", "Posts on the boards of your parties";
        Reply = "reply", "Replies to what you wrote";
        Mention = "mention", "Your @username in a post";
        Photos = "photos", "New photos in the albums of your parties";
        Comment = "comment", "Comments on your photos";
        Tagged = "tagged", "Photos in which you are tagged";
        Report = "report", "Reported posts and photos at your parties";
        Follow = "follow", "New followers";
    }
);

/// Kinds of which somebody does not want to hear.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Muted(Vec<Kind>);

impl Muted {
    /// Reads codes with commas between them, as stored. Codes that are unknown are passed over.
    pub fn parse(codes: &str) -> Self {
        Self(read(codes))
    }

    /// As stored: at most 200 characters.
    pub fn codes(&self) -> String {
        codes(&self.0)
    }

    /// Whether this kind is among them.
    pub fn holds(&self, kind: Kind) -> bool {
        self.0.contains(&kind)
    }

    pub(super) fn of(kinds: impl Iterator<Item = Kind>) -> Self {
        Self(kinds.collect())
    }
}

/// Kinds that somebody hears of by mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailed(Vec<Kind>);

impl Default for Mailed {
    /// What people would be sorry to miss.
    fn default() -> Self {
        Self(vec![Kind::Answer, Kind::Invited, Kind::Announcement, Kind::Reply, Kind::Mention])
    }
}

impl Mailed {
    pub(super) fn of(kinds: impl Iterator<Item = Kind>) -> Self {
        Self(kinds.collect())
    }

    /// Reads codes with commas between them, as stored. Codes that are unknown are passed over.
    pub fn parse(codes: &str) -> Self {
        Self(read(codes))
    }

    /// As stored: at most 200 characters.
    pub fn codes(&self) -> String {
        codes(&self.0)
    }

    /// Whether this kind is among them.
    pub fn holds(&self, kind: Kind) -> bool {
        self.0.contains(&kind)
    }
}

fn read(codes: &str) -> Vec<Kind> {
    let codes = codes.split(',').filter(|code| !code.is_empty());
    codes.filter_map(|code| code.parse().ok()).collect()
}

fn codes(kinds: &[Kind]) -> String {
    kinds.iter().map(|kind| kind.code()).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_kept() {
        let all = Muted::of(Kind::ALL.iter().copied());
        assert!(Kind::ALL.iter().all(|kind| all.holds(*kind) && kind.code().len() <= 24));
        assert!(all.codes().len() <= 200, "{}", all.codes());
        assert_eq!(Muted::parse(&all.codes()), all);
        assert_eq!(Muted::parse(""), Muted::default());
        assert_eq!(Muted::parse("reply,,tea").codes(), "reply");
    }
}
