//! Mails: their kinds, what becomes of them, and who does not want them.

mod ledger;
mod reminders;
mod scope;
pub mod words;
mod write;

pub use ledger::{MailLine, MailState, OutboxMail, Retold, Unreached};
pub use reminders::{Reminders, RemindersForm};
pub use scope::{Choices, ChoicesForm, Scope};
pub use write::{Audience, Body, MailDesk, MessageForm};

use super::options::options;

options!(
    /// Why somebody gets a mail: code, and what lists call it.
    MailKind {
        Invitation = "invitation", "Invitation";
        Change = "change", "Change of time or place";
        Cancellation = "cancellation", "Cancellation";
        Reminder = "reminder", "Reminder";
        WaitlistMove = "waitlist_move", "Place from the waitlist";
        Announcement = "announcement", "Message from the hosts";
        Nudge = "nudge", "Request for an answer";
        Digest = "digest", "What is new";
        Verify = "verify", "Check of the address";
        Reset = "reset", "New password";
        MagicLink = "magic_link", "Link to log in";
        AddressChange = "address_change", "Change of the address";
        Security = "security", "Notice about the account";
        Receipt = "receipt", "What became of an answer by mail";
        Withdrawal = "withdrawal", "Invitation taken back";
    }
);

impl MailKind {
    /// Somebody asked for it, or has to know: nobody can unsubscribe from it.
    pub fn essential(self) -> bool {
        matches!(self, Self::Verify | Self::Reset | Self::MagicLink | Self::AddressChange | Self::Security)
    }

    /// Guests get only so many of them within a day: hosts can send them again and again, and nobody is led astray by
    /// one that is missing.
    pub fn is_capped(self) -> bool {
        matches!(self, Self::Invitation | Self::Reminder | Self::Announcement | Self::Nudge)
    }

    /// It puts the party into the guest's calendar, or keeps it up to date there.
    pub fn fills_calendars(self) -> bool {
        matches!(self, Self::Invitation | Self::Change | Self::WaitlistMove | Self::Nudge | Self::Receipt)
    }

    /// Useless once the party is cancelled or over.
    pub fn is_for_a_party_to_come(self) -> bool {
        matches!(
            self,
            Self::Invitation | Self::Change | Self::Reminder | Self::WaitlistMove | Self::Nudge | Self::Receipt
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_guests_and_owners_have_to_know_is_always_sent() {
        use MailKind::{Cancellation, Change, Receipt, WaitlistMove, Withdrawal};
        assert!([Cancellation, Change, WaitlistMove, Receipt, Withdrawal].iter().all(|kind| !kind.is_capped()));
        assert!(MailKind::ALL.iter().all(|kind| !(kind.is_capped() && kind.essential())));
    }

    #[test]
    fn codes_fit_into_the_database() {
        for kind in MailKind::ALL {
            assert!(kind.code().len() <= 24 && kind.code().parse() == Ok(*kind));
        }
        for state in MailState::ALL {
            assert!(state.code().len() <= 16 && state.code().parse() == Ok(*state));
        }
    }
}
