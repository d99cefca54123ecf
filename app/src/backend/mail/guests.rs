//! Mails to the guests of a party: who gets one, and what it says to them.

mod farewell;
mod letters;
mod recipients;
mod tell;

pub use farewell::{farewell, hears_of_the_end};
pub use letters::{Letters, letters};
pub use recipients::address;
pub(super) use recipients::{not_invited, reachable};
pub use tell::{announce, invite_all, invite_one, nudge, send_again};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{
    InviteId, PartyId,
    mail::{Audience, MailKind, Retold, words::Unheard},
    time::Millis,
};

/// Why guests get mails. Each names what makes it happen once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Errand {
    /// Everybody who got no invitation yet.
    Invite { party: PartyId },
    /// This guest, once more.
    InviteAgain { party: PartyId, invite: InviteId, id: Uuid },
    /// This guest, whom the last word of it did not reach.
    TellAgain { party: PartyId, invite: InviteId, what: Retold, id: Uuid },
    /// Time or place are other ones since this moment.
    Changed { party: PartyId, time: bool, place: bool, at: Millis },
    /// It was cancelled at this moment.
    Cancelled { party: PartyId, at: Millis },
    /// Those who heard that it was cancelled: since this moment it is no longer.
    Revived { party: PartyId, at: Millis },
    /// This guest, whose answer of this moment came by mail and is not what it says.
    Receipt { party: PartyId, invite: InviteId, why: Unheard, at: Millis },
    /// So long before it begins, if it still begins then.
    Remind { party: PartyId, minutes: i64, first_entry: Millis },
    /// Places were given at this moment to those who waited.
    MovedUp { party: PartyId, at: Millis },
    /// What hosts have to say.
    Announce { party: PartyId, audience: Audience, message: String, id: Uuid },
    /// Those who have not answered.
    Nudge { party: PartyId, at: Millis },
    /// This guest, in whose calendar it stands: the host takes them off the list.
    TakenOff { party: PartyId, invite: InviteId },
    /// Those in whose calendars it stands: it is deleted.
    Deleted { party: PartyId },
}

impl Errand {
    /// The party whose guests are written to.
    pub fn party(&self) -> PartyId {
        match self {
            Self::Invite { party }
            | Self::InviteAgain { party, .. }
            | Self::TellAgain { party, .. }
            | Self::Changed { party, .. }
            | Self::Cancelled { party, .. }
            | Self::Revived { party, .. }
            | Self::Receipt { party, .. }
            | Self::Remind { party, .. }
            | Self::MovedUp { party, .. }
            | Self::Announce { party, .. }
            | Self::Nudge { party, .. }
            | Self::TakenOff { party, .. }
            | Self::Deleted { party } => *party,
        }
    }

    fn kind(&self) -> MailKind {
        match self {
            Self::Invite { .. } | Self::InviteAgain { .. } => MailKind::Invitation,
            Self::TellAgain { what: Retold::Cancelled, .. } => MailKind::Cancellation,
            Self::Changed { .. } | Self::Revived { .. } | Self::TellAgain { .. } => MailKind::Change,
            Self::Receipt { .. } => MailKind::Receipt,
            Self::Cancelled { .. } => MailKind::Cancellation,
            Self::Remind { .. } => MailKind::Reminder,
            Self::MovedUp { .. } => MailKind::WaitlistMove,
            Self::Announce { .. } => MailKind::Announcement,
            Self::Nudge { .. } => MailKind::Nudge,
            Self::TakenOff { .. } | Self::Deleted { .. } => MailKind::Withdrawal,
        }
    }

    /// Guest or party go with it, so the mail belongs to neither and leads nowhere.
    fn is_a_farewell(&self) -> bool {
        matches!(self, Self::TakenOff { .. } | Self::Deleted { .. })
    }

    /// Words of a host, which nobody gets who must not see that host.
    fn is_from_a_host(&self) -> bool {
        matches!(self, Self::Invite { .. } | Self::InviteAgain { .. } | Self::Announce { .. } | Self::Nudge { .. })
    }

    /// What makes the mail to one guest the only one of its kind.
    fn cause(&self, invite: InviteId, generation: i32) -> String {
        let which = match self {
            Self::Invite { .. } => generation.to_string(),
            Self::InviteAgain { id, .. } | Self::TellAgain { id, .. } | Self::Announce { id, .. } => id.to_string(),
            Self::Remind { minutes, first_entry, .. } => format!("{minutes} {first_entry}"),
            Self::Revived { at, .. } => format!("revived {at}"),
            Self::Receipt { why, at, .. } => format!("{} {at}", why.code()),
            Self::Changed { at, .. }
            | Self::Cancelled { at, .. }
            | Self::MovedUp { at, .. }
            | Self::Nudge { at, .. } => at.to_string(),
            Self::TakenOff { .. } | Self::Deleted { .. } => "for good".to_owned(),
        };
        format!("{} {invite} {which}", self.kind().code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn causes_differ_by_guest_and_by_what_happened() {
        let (party, invite) = (PartyId::new(), InviteId::new());
        let again = |id| Errand::InviteAgain { party, invite, id };
        let causes = [
            Errand::Invite { party }.cause(invite, 0),
            Errand::Invite { party }.cause(invite, 1),
            Errand::Invite { party }.cause(InviteId::new(), 0),
            again(Uuid::nil()).cause(invite, 0),
            again(Uuid::max()).cause(invite, 0),
            Errand::Remind { party, minutes: 180, first_entry: 5 }.cause(invite, 0),
            Errand::Remind { party, minutes: 180, first_entry: 6 }.cause(invite, 0),
            Errand::Nudge { party, at: 5 }.cause(invite, 0),
            Errand::Deleted { party }.cause(invite, 0),
        ];
        let unique: std::collections::HashSet<_> = causes.iter().collect();
        assert_eq!(unique.len(), causes.len());
        assert_eq!(Errand::Nudge { party, at: 5 }.cause(invite, 0), Errand::Nudge { party, at: 5 }.cause(invite, 1));
        assert_eq!(Errand::Deleted { party }.cause(invite, 0), Errand::TakenOff { party, invite }.cause(invite, 1));
    }
}
