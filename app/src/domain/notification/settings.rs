//! Of what somebody wants to hear, as shown and as sent.

use serde::{Deserialize, Serialize};

use super::{Kind, Mailed, Muted};

/// Whether somebody can be told by mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MailedTo {
    /// The site sends no mails.
    Nobody,
    /// Not before the address is verified.
    Unverified,
    Address,
}

/// One kind, and how somebody hears of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    pub kind: Kind,
    pub heard: bool,
    pub mailed: bool,
}

/// All kinds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    pub mail: MailedTo,
    pub choices: Vec<Choice>,
}

/// The form of the settings as sent: boxes for each kind, empty where they are not ticked.
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
    pub photos: String,
    pub comment: String,
    pub tagged: String,
    pub report: String,
    pub follow: String,
    /// The form had boxes for mails too.
    pub with_mail: String,
    pub mail_answer: String,
    pub mail_moved_up: String,
    pub mail_invited: String,
    pub mail_cancelled: String,
    pub mail_announcement: String,
    pub mail_post: String,
    pub mail_reply: String,
    pub mail_mention: String,
    pub mail_photos: String,
    pub mail_comment: String,
    pub mail_tagged: String,
    pub mail_report: String,
    pub mail_follow: String,
}

impl SettingsForm {
    /// The name of the box for mails of a kind.
    pub fn mail_box(kind: Kind) -> &'static str {
        match kind {
            Kind::Answer => "mail_answer",
            Kind::MovedUp => "mail_moved_up",
            Kind::Invited => "mail_invited",
            Kind::Cancelled => "mail_cancelled",
            Kind::Announcement => "mail_announcement",
            Kind::Post => "mail_post",
            Kind::Reply => "mail_reply",
            Kind::Mention => "mail_mention",
            Kind::Photos => "mail_photos",
            Kind::Comment => "mail_comment",
            Kind::Tagged => "mail_tagged",
            Kind::Report => "mail_report",
            Kind::Follow => "mail_follow",
        }
    }

    /// The kinds whose boxes are empty.
    pub fn muted(&self) -> Muted {
        Muted::of(Kind::ALL.iter().copied().filter(|kind| self.boxes(*kind).0.is_empty()))
    }

    /// The kinds whose boxes for mails are ticked; nothing where there were none.
    pub fn mailed(&self) -> Option<Mailed> {
        let ticked = Kind::ALL.iter().copied().filter(|kind| !self.boxes(*kind).1.is_empty());
        (!self.with_mail.is_empty()).then(|| Mailed::of(ticked))
    }

    /// On the site, and by mail.
    fn boxes(&self, kind: Kind) -> (&str, &str) {
        match kind {
            Kind::Answer => (&self.answer, &self.mail_answer),
            Kind::MovedUp => (&self.moved_up, &self.mail_moved_up),
            Kind::Invited => (&self.invited, &self.mail_invited),
            Kind::Cancelled => (&self.cancelled, &self.mail_cancelled),
            Kind::Announcement => (&self.announcement, &self.mail_announcement),
            Kind::Post => (&self.post, &self.mail_post),
            Kind::Reply => (&self.reply, &self.mail_reply),
            Kind::Mention => (&self.mention, &self.mail_mention),
            Kind::Photos => (&self.photos, &self.mail_photos),
            Kind::Comment => (&self.comment, &self.mail_comment),
            Kind::Tagged => (&self.tagged, &self.mail_tagged),
            Kind::Report => (&self.report, &self.mail_report),
            Kind::Follow => (&self.follow, &self.mail_follow),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_that_are_empty_are_muted() {
        let form = SettingsForm { answer: "true".to_owned(), follow: "true".to_owned(), ..SettingsForm::default() };
        assert!(!form.muted().holds(Kind::Answer) && !form.muted().holds(Kind::Follow));
        assert!(form.muted().holds(Kind::Reply));
    }

    #[test]
    fn mails_are_as_before_where_they_could_not_be_chosen() {
        let form = SettingsForm { mail_reply: "true".to_owned(), ..SettingsForm::default() };
        assert_eq!(form.mailed(), None);
        let mailed = SettingsForm { with_mail: "1".to_owned(), ..form }.mailed().unwrap();
        assert!(mailed.holds(Kind::Reply) && !mailed.holds(Kind::Answer));
        assert_eq!(Mailed::parse(&mailed.codes()), mailed);
    }

    #[test]
    fn boxes_have_names() {
        let form = serde_json::to_value(SettingsForm::default()).unwrap();
        for kind in Kind::ALL {
            assert!(form.get(kind.code()).is_some() && form.get(SettingsForm::mail_box(*kind)).is_some(), "{kind:?}");
        }
    }
}
