//! What happened, said once on the next page. A closed list, so that nobody can make a page say something else.

use std::str::FromStr;

use super::rsvp::Answer;

/// A short message after a redirect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flash {
    Welcome,
    LoggedOut,
    ProfileSaved,
    PasswordChanged,
    SessionEnded,
    OtherSessionsEnded,
    AccountDeleted,
    PartyMade,
    PartySaved,
    PartyDuplicated,
    PartyCancelled,
    PartyRevived,
    PartyDeleted,
    CoHostAdded,
    CoHostRemoved,
    LeftHosts,
    GuestsAdded,
    LinkRenewed,
    LinkRevoked,
    GuestRemoved,
    GuestSaved,
    CheckedIn,
    CheckedOut,
    AnswerYes,
    AnswerMaybe,
    AnswerNo,
    AnswerWaiting,
    Claimed,
    PostSaved,
    PostRemoved,
    Reported,
    ReportsClosed,
    Followed,
    Unfollowed,
    Blocked,
    Unblocked,
    AllRead,
    NotificationsSaved,
}

impl Flash {
    const ALL: [Self; 38] = [
        Self::Welcome,
        Self::LoggedOut,
        Self::ProfileSaved,
        Self::PasswordChanged,
        Self::SessionEnded,
        Self::OtherSessionsEnded,
        Self::AccountDeleted,
        Self::PartyMade,
        Self::PartySaved,
        Self::PartyDuplicated,
        Self::PartyCancelled,
        Self::PartyRevived,
        Self::PartyDeleted,
        Self::CoHostAdded,
        Self::CoHostRemoved,
        Self::LeftHosts,
        Self::GuestsAdded,
        Self::LinkRenewed,
        Self::LinkRevoked,
        Self::GuestRemoved,
        Self::GuestSaved,
        Self::CheckedIn,
        Self::CheckedOut,
        Self::AnswerYes,
        Self::AnswerMaybe,
        Self::AnswerNo,
        Self::AnswerWaiting,
        Self::Claimed,
        Self::PostSaved,
        Self::PostRemoved,
        Self::Reported,
        Self::ReportsClosed,
        Self::Followed,
        Self::Unfollowed,
        Self::Blocked,
        Self::Unblocked,
        Self::AllRead,
        Self::NotificationsSaved,
    ];

    /// What a guest reads after answering.
    pub fn of_answer(answer: Answer) -> Self {
        match answer {
            Answer::Yes => Self::AnswerYes,
            Answer::Waiting => Self::AnswerWaiting,
            Answer::Maybe => Self::AnswerMaybe,
            Answer::No | Answer::Pending => Self::AnswerNo,
        }
    }

    /// As written into the cookie.
    pub fn code(self) -> String {
        format!("{self:?}")
    }

    pub fn message(self) -> &'static str {
        match self {
            Self::Welcome => "Welcome! Your account is ready.",
            Self::LoggedOut => "You are logged out.",
            Self::ProfileSaved => "Your profile is saved.",
            Self::PasswordChanged => "Your password is changed. Your other sessions have ended.",
            Self::OtherSessionsEnded => "All your other sessions have ended.",
            Self::SessionEnded => "That session has ended.",
            Self::AccountDeleted => "Your account is deleted. Take care!",
            Self::PartyMade => "Your party is ready. Now invite your guests.",
            Self::PartySaved => "Saved.",
            Self::PartyDuplicated => "This is your copy. Check the date, then invite your guests.",
            Self::PartyCancelled => "The party is cancelled. Guests see it on the party page.",
            Self::PartyRevived => "The party is on again.",
            Self::PartyDeleted => "The party is deleted.",
            Self::CoHostAdded => "Your co-host is added.",
            Self::CoHostRemoved => "The co-host is removed.",
            Self::LeftHosts => "You no longer host this party.",
            Self::GuestsAdded => "Your guests are on the list. Share each link with its guest.",
            Self::LinkRenewed => "There is a new link. The old one no longer works.",
            Self::LinkRevoked => "The link no longer works.",
            Self::GuestRemoved => "The guest is off the list.",
            Self::GuestSaved => "Saved.",
            Self::CheckedIn => "Checked in.",
            Self::CheckedOut => "No longer checked in.",
            Self::AnswerYes => {
                "Lovely, you are on the list! You can change your answer here any time until the deadline."
            }
            Self::AnswerMaybe => "Noted as maybe. Come back here when you know.",
            Self::AnswerNo => "Thank you for telling. You can still change your mind here.",
            Self::AnswerWaiting => {
                "The party is full. You are on the waitlist and move up by yourself when a place is free."
            }
            Self::PostSaved => "Your post is changed.",
            Self::PostRemoved => "The post is removed, with its pictures.",
            Self::Reported => "Thank you. The hosts look at it.",
            Self::ReportsClosed => "The post stays. Its reports are closed.",
            Self::Followed => "You follow them now. Those who follow each other are friends.",
            Self::Unfollowed => "You no longer follow them.",
            Self::Blocked => "Blocked. You two no longer see each other.",
            Self::Unblocked => "Unblocked. You can see each other again.",
            Self::AllRead => "All of it is marked as read.",
            Self::NotificationsSaved => "Saved. From now on you hear of what is ticked.",
            Self::Claimed => "This invitation now belongs to your account.",
        }
    }
}

impl FromStr for Flash {
    type Err = ();

    fn from_str(code: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|flash| flash.code() == code).ok_or(())
    }
}
