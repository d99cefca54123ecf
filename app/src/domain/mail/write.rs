//! What hosts write to their guests.

use serde::{Deserialize, Serialize};

use super::{MailKind, MailState, Reminders, Unreached};
use crate::domain::{
    Form, Problems,
    options::options,
    rsvp::Answer,
    text::{optional, text},
};

text!(
    /// What hosts have to say, in paragraphs.
    Body, optional, max 2_000
);

options!(
    /// To whom hosts write: code, and how forms call them.
    Audience {
        Everybody = "all", "Everybody who has not declined";
        Yes = "yes", "Who comes";
        Maybe = "maybe", "Who may come";
        Pending = "pending", "Who has not answered";
        Waiting = "waiting", "Who waits for a place";
        No = "no", "Who does not come";
    }
);

impl Audience {
    /// The answers of those who belong to it.
    pub fn answers(self) -> Vec<Answer> {
        match self {
            Self::Everybody => vec![Answer::Yes, Answer::Maybe, Answer::Pending, Answer::Waiting],
            Self::Yes => vec![Answer::Yes],
            Self::Maybe => vec![Answer::Maybe],
            Self::Pending => vec![Answer::Pending],
            Self::Waiting => vec![Answer::Waiting],
            Self::No => vec![Answer::No],
        }
    }
}

/// The form as typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct MessageForm {
    pub audience: String,
    pub message: String,
}

impl MessageForm {
    /// To whom, and what.
    pub fn parse(&self) -> Result<(Audience, Body), Problems> {
        let mut form = Form::default();
        let audience = form.field("audience", self.audience.parse());
        let body = form.field("message", Body::parse(&self.message));
        if body.as_ref().is_some_and(|body| body.as_str().is_empty()) {
            form.problem("message", crate::domain::Problem::Missing);
        }
        form.finish(audience.zip(body))
    }
}

/// All that hosts have to do with mails about a party.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MailDesk {
    /// The party's title.
    pub title: String,
    /// Guests with an address who got no invitation yet.
    pub to_invite: i64,
    /// Guests with an address who have not answered.
    pub to_nudge: i64,
    /// The party takes answers.
    pub open: bool,
    /// The party is neither cancelled nor over.
    pub to_come: bool,
    pub reminders: Reminders,
    /// How many mails of each kind have come how far.
    pub counts: Vec<(MailKind, MailState, i64)>,
    /// Guests whom the last mail did not reach, at most 50.
    pub unreached: Vec<Unreached>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_says_something() {
        let form =
            |audience: &str, message: &str| MessageForm { audience: audience.to_owned(), message: message.to_owned() };
        assert!(form("yes", "Bring shoes").parse().is_ok());
        assert!(form("yes", " \n ").parse().is_err() && form("nobody", "Hello").parse().is_err());
        assert!(form("all", &"x".repeat(2_001)).parse().is_err());
    }
}
