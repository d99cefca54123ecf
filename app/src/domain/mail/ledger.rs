//! What became of a mail, as hosts read it.

use serde::{Deserialize, Serialize};

use super::MailKind;
use crate::domain::{InviteId, MailId, options::options};

options!(
    /// How far a mail has come: code, and how lists go on after its kind.
    MailState {
        Queued = "queued", "queued";
        Sent = "sent", "sent";
        Refused = "refused", "refused";
        Bounced = "bounced", "came back";
        Dropped = "dropped", "not sent";
        Capped = "capped", "held back";
    }
);

impl MailState {
    /// The guest should have got it, and did not.
    pub const FAILED: [Self; 3] = [Self::Refused, Self::Bounced, Self::Capped];
}

/// One mail to one guest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailLine {
    pub kind: MailKind,
    pub state: MailState,
    /// When it came so far, ready to be read.
    pub at: String,
    /// Why it was refused or has to wait; may be empty.
    pub reason: String,
    /// The guest has opened the personal link since.
    pub opened: bool,
    /// The guest has answered since.
    pub answered: bool,
}

impl MailLine {
    /// It did not arrive.
    pub fn failed(&self) -> bool {
        MailState::FAILED.contains(&self.state)
    }

    /// `Invitation sent Sat 21 Nov, 12:03, opened the link`
    pub fn words(&self) -> String {
        let mut words = format!("{} {} {}", self.kind.label(), self.state.label(), self.at);
        if self.state == MailState::Sent && self.answered {
            words.push_str(", answered");
        } else if self.state == MailState::Sent && self.opened {
            words.push_str(", opened the link");
        }
        if !self.reason.is_empty() {
            words = format!("{words}: {}", self.reason);
        }
        words
    }
}

/// What a guest has to hear once more, for the last mail about it did not arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Retold {
    /// The party is cancelled.
    Cancelled,
    /// Time or place are other ones.
    Changed,
    /// It takes place after all.
    Revived,
}

impl Retold {
    /// From the mails to the guest, the newest first, of a party that is cancelled or not; nothing where the guest knows, or
    /// where the mail is still on its way.
    pub fn of(mails: impl IntoIterator<Item = (MailKind, MailState)>, cancelled: bool) -> Option<Self> {
        let kind = if cancelled { MailKind::Cancellation } else { MailKind::Change };
        let mut told = mails.into_iter().filter(|(kind, _)| matches!(kind, MailKind::Cancellation | MailKind::Change));
        let (last, state) = told.next()?;
        if last != kind || !MailState::FAILED.contains(&state) {
            return None;
        }
        if cancelled {
            return Some(Self::Cancelled);
        }
        let before = told.find(|(kind, state)| *kind == MailKind::Cancellation || *state == MailState::Sent);
        let revived = before.is_some_and(|(kind, _)| kind == MailKind::Cancellation);
        Some(if revived { Self::Revived } else { Self::Changed })
    }
}

/// A guest whom the last mail did not reach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unreached {
    pub invite: InviteId,
    pub name: String,
    pub mail: MailLine,
}

/// A mail that the development outbox holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutboxMail {
    pub id: MailId,
    pub from: String,
    pub to: String,
    pub subject: String,
    pub kind: MailKind,
    /// When it would have been sent, ready to be read.
    pub at: String,
    /// As programs without HTML show it.
    pub text: String,
    /// The whole mail with its headers.
    pub source: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_did_not_arrive_is_told_again() {
        use MailKind::{Cancellation, Change, Invitation};
        use MailState::{Bounced, Dropped, Queued, Refused, Sent};
        let of = |mails: &[(MailKind, MailState)], cancelled| Retold::of(mails.iter().copied(), cancelled);
        assert_eq!(of(&[(Cancellation, Refused), (Invitation, Sent)], true), Some(Retold::Cancelled));
        assert_eq!(of(&[(Invitation, Sent), (Change, Bounced)], false), Some(Retold::Changed));
        assert_eq!(of(&[(Change, Refused), (Cancellation, Sent)], false), Some(Retold::Revived));
        assert_eq!(of(&[(Change, Refused), (Change, Sent), (Cancellation, Sent)], false), Some(Retold::Changed));
        for left in [Queued, Sent, Dropped] {
            assert_eq!(of(&[(Change, left), (Change, Refused)], false), None, "{left:?}");
        }
        assert_eq!(of(&[(Change, Refused)], true), None, "by now it is cancelled");
        assert_eq!(of(&[(Invitation, Refused)], false), None);
    }

    #[test]
    fn lines_say_what_happened_last() {
        let sent = MailLine {
            kind: MailKind::Invitation,
            state: MailState::Sent,
            at: "Sat 21 Nov, 12:03".to_owned(),
            reason: String::new(),
            opened: true,
            answered: false,
        };
        assert_eq!(sent.words(), "Invitation sent Sat 21 Nov, 12:03, opened the link");
        assert_eq!(MailLine { answered: true, ..sent.clone() }.words(), "Invitation sent Sat 21 Nov, 12:03, answered");
        let refused = MailLine { state: MailState::Refused, reason: "550 No such user".to_owned(), ..sent };
        assert_eq!(refused.words(), "Invitation refused Sat 21 Nov, 12:03: 550 No such user");
        assert!(refused.failed());
        let held_back = MailLine { state: MailState::Capped, reason: "Enough".to_owned(), ..refused };
        assert_eq!(held_back.words(), "Invitation held back Sat 21 Nov, 12:03: Enough");
        assert!(held_back.failed());
    }
}
