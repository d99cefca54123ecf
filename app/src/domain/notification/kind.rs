//! Kinds, and which of them somebody wants to hear of.

use serde::{Deserialize, Serialize};

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
        Report = "report", "Reported posts on your boards";
        Follow = "follow", "New followers";
    }
);

/// Kinds of which somebody does not want to hear.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Muted(Vec<Kind>);

impl Muted {
    /// Reads codes with commas between them, as stored. Codes that are unknown are passed over.
    pub fn parse(codes: &str) -> Self {
        let codes = codes.split(',').filter(|code| !code.is_empty());
        Self(codes.filter_map(|code| code.parse().ok()).collect())
    }

    /// As stored: at most 200 characters.
    pub fn codes(&self) -> String {
        self.0.iter().map(|kind| kind.code()).collect::<Vec<_>>().join(",")
    }

    pub fn holds(&self, kind: Kind) -> bool {
        self.0.contains(&kind)
    }
}

/// The form of the settings as sent: a box for each kind, empty where it is not ticked.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SettingsForm {
    pub answer: String,
    pub moved_up: String,
    pub invited: String,
    pub cancelled: String,
    pub announcement: String,
    pub post: String,
    pub reply: String,
    pub mention: String,
    pub report: String,
    pub follow: String,
}

impl SettingsForm {
    /// The kinds whose boxes are empty.
    pub fn muted(&self) -> Muted {
        Muted(Kind::ALL.iter().copied().filter(|kind| self.of(*kind).is_empty()).collect())
    }

    fn of(&self, kind: Kind) -> &str {
        match kind {
            Kind::Answer => &self.answer,
            Kind::MovedUp => &self.moved_up,
            Kind::Invited => &self.invited,
            Kind::Cancelled => &self.cancelled,
            Kind::Announcement => &self.announcement,
            Kind::Post => &self.post,
            Kind::Reply => &self.reply,
            Kind::Mention => &self.mention,
            Kind::Report => &self.report,
            Kind::Follow => &self.follow,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_kept() {
        let all = SettingsForm::default().muted();
        assert!(Kind::ALL.iter().all(|kind| all.holds(*kind) && kind.code().len() <= 24));
        assert!(all.codes().len() <= 200, "{}", all.codes());
        assert_eq!(Muted::parse(&all.codes()), all);
        assert_eq!(Muted::parse(""), Muted::default());
        assert_eq!(Muted::parse("reply,,tea").codes(), "reply");
    }

    #[test]
    fn boxes_that_are_empty_are_muted() {
        let form = SettingsForm { answer: "true".to_owned(), follow: "true".to_owned(), ..SettingsForm::default() };
        assert!(!form.muted().holds(Kind::Answer) && !form.muted().holds(Kind::Follow));
        assert!(form.muted().holds(Kind::Reply));
    }
}
