//! What mails say, all of it in this one place, in each language.

mod english;
mod french;
mod german;
mod security;
mod spanish;
mod tongue;

pub use security::{Security, security};

use serde::{Deserialize, Serialize};

use self::tongue::{Said, Tongue, tongue};
use super::MailKind;
use crate::domain::{language::Language, notification::Line, rsvp::Answer, time::Millis, token::TokenKind};

/// A party as mails tell of it. What a guest must not know yet is not in it.
#[derive(Clone, Debug, Default)]
pub struct Occasion {
    /// The guest's.
    pub language: Language,
    pub title: String,
    /// Nothing where the guest must not see who invites.
    pub host: Option<String>,
    /// A reply to the mail reaches the host.
    pub replies: bool,
    pub first_entry: Millis,
    /// Where the mail is about it.
    pub last_entry: Option<Millis>,
    pub time_zone: String,
    /// Place, flat and address, as far as the guest may know them.
    pub place: String,
    pub deadline: Option<Millis>,
}

/// The words of one mail.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    pub subject: String,
    pub paragraphs: Vec<String>,
    pub facts: Vec<(String, String)>,
    /// On the button; empty where nothing is left to be seen.
    pub button: String,
}

/// What is different now; neither where nobody knows any more which of the two it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    pub time: bool,
    pub place: bool,
}

/// Why an answer by mail is not what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unheard {
    /// Time or place are other ones by now.
    Outdated,
    /// Nobody takes answers any more.
    Closed,
    /// There is no place.
    Waiting,
}

impl Unheard {
    /// As stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Outdated => "outdated",
            Self::Closed => "closed",
            Self::Waiting => "waiting",
        }
    }
}

impl Occasion {
    fn tongue(&self) -> &'static dyn Tongue {
        tongue(self.language)
    }

    fn facts(&self) -> Vec<(String, String)> {
        let tongue = self.tongue();
        let moment = |at| tongue.moment(at, &self.time_zone);
        let until = self.last_entry.map(|at| format!(" – {}", moment(at))).unwrap_or_default();
        let when = format!("{}{until} ({})", moment(self.first_entry), self.time_zone);
        let values = [when, self.place.clone(), self.deadline.map(moment).unwrap_or_default()];
        let named = tongue.labels().into_iter().map(ToOwned::to_owned).zip(values);
        named.filter(|(_, value)| !value.is_empty()).collect()
    }

    fn host(&self) -> &str {
        self.host.as_deref().unwrap_or(self.tongue().somebody())
    }

    fn words(&self, Said { subject, paragraphs, button }: Said) -> Words {
        Words { subject, paragraphs, facts: self.facts(), button: button.to_owned() }
    }
}

/// How a mail begins.
pub fn hello(language: Language, name: &str) -> String {
    tongue(language).hello(name)
}

/// You are invited.
pub fn invitation(to: &Occasion) -> Words {
    to.words(to.tongue().invitation(to.host(), &to.title))
}

/// Time or place are other ones now.
pub fn change(to: &Occasion, moved: Moved) -> Words {
    to.words(to.tongue().change(&to.title, moved))
}

/// It takes place after all.
pub fn revival(to: &Occasion) -> Words {
    to.words(to.tongue().revival(&to.title))
}

/// It does not take place. Who cannot reach the host is not asked to.
pub fn cancellation(to: &Occasion) -> Words {
    farewell(to, to.tongue().cancellation(&to.title))
}

/// The guest is off the list.
pub fn uninvited(to: &Occasion) -> Words {
    farewell(to, to.tongue().uninvited(&to.title))
}

/// The party is gone, with all of its invitations.
pub fn deleted(to: &Occasion) -> Words {
    farewell(to, to.tongue().deleted(&to.title))
}

/// The last words. Who cannot reach the host is not asked to.
fn farewell(to: &Occasion, said: Said) -> Words {
    let mut words = to.words(said);
    if !to.replies {
        words.paragraphs.pop();
    }
    words.facts.truncate(1);
    words
}

/// It is soon.
pub fn reminder(to: &Occasion, answer: Answer, minutes: i64) -> Words {
    to.words(to.tongue().reminder(&to.title, answer, minutes))
}

/// There is a place now.
pub fn waitlist_move(to: &Occasion) -> Words {
    to.words(to.tongue().waitlist_move(&to.title))
}

/// What the hosts wrote, paragraph by paragraph.
pub fn announcement(to: &Occasion, message: &str) -> Words {
    let mut words = to.words(to.tongue().announcement(to.host(), &to.title));
    let paragraphs = message.split("\n\n").map(str::trim).filter(|text| !text.is_empty());
    words.paragraphs.extend(paragraphs.map(ToOwned::to_owned));
    words
}

/// An answer is missing.
pub fn nudge(to: &Occasion) -> Words {
    to.words(to.tongue().nudge(to.host(), &to.title))
}

/// What became of an answer that came by mail.
pub fn receipt(to: &Occasion, why: Unheard) -> Words {
    to.words(to.tongue().receipt(&to.title, why))
}

/// A link about an account and an address.
pub fn link(language: Language, kind: TokenKind, account: &str, email: &str) -> Words {
    let Said { subject, paragraphs, button } = tongue(language).link(kind, account, email);
    Words { subject, paragraphs, facts: Vec::new(), button: button.to_owned() }
}

/// What happened on the site, a line each.
pub fn digest(language: Language, name: &str, lines: &[Line]) -> Words {
    let tongue = tongue(language);
    let Said { subject, mut paragraphs, button } = tongue.digest(name, lines.len());
    let subject = match lines {
        [only] => tongue.news(only),
        _ => subject,
    };
    paragraphs.extend(lines.iter().map(|line| format!("• {}", tongue.news(line))));
    Words { subject, paragraphs, facts: Vec::new(), button: button.to_owned() }
}

/// Why somebody gets a mail of this kind, below its end.
pub fn why(language: Language, kind: MailKind) -> &'static str {
    tongue(language).why(kind)
}

/// What stands at the link with which mails are turned off.
pub fn no_more(language: Language) -> &'static str {
    tongue(language).no_more()
}

#[cfg(test)]
mod tests;
