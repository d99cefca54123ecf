//! What every language has to say.

use super::{Moved, Unheard, english::English, french::French, german::German, spanish::Spanish};
use crate::domain::{
    language::Language,
    mail::MailKind,
    notification::{Kind, Line},
    rsvp::Answer,
    time::{self, Millis},
    token::TokenKind,
};

/// What one mail says beside when and where.
pub struct Said {
    pub subject: String,
    pub paragraphs: Vec<String>,
    /// On the button; empty where nothing is left to be seen.
    pub button: &'static str,
}

impl Said {
    /// A subject, paragraphs of plain text, and the words on the button.
    pub fn new<const N: usize>(subject: String, paragraphs: [String; N], button: &'static str) -> Self {
        Self { subject, paragraphs: paragraphs.into(), button }
    }
}

/// A language, as far as mails need it. Titles and names stand where their case does not matter.
pub trait Tongue: Sync {
    /// When, where, and until when to answer, as a table calls them.
    fn labels(&self) -> [&'static str; 3];
    /// Day and time.
    fn moment(&self, at: Millis, zone: &str) -> String;
    fn hello(&self, name: &str) -> String;
    /// Who invites, where the guest must not see it.
    fn somebody(&self) -> &'static str;
    fn invitation(&self, host: &str, title: &str) -> Said;
    fn change(&self, title: &str, moved: Moved) -> Said;
    fn revival(&self, title: &str) -> Said;
    /// The last paragraph is for those who can reach the host.
    fn cancellation(&self, title: &str) -> Said;
    /// The last paragraph is for those who can reach the host.
    fn uninvited(&self, title: &str) -> Said;
    /// The last paragraph is for those who can reach the host.
    fn deleted(&self, title: &str) -> Said;
    fn reminder(&self, title: &str, answer: Answer, minutes: i64) -> Said;
    fn waitlist_move(&self, title: &str) -> Said;
    /// What stands before the host's own words.
    fn announcement(&self, host: &str, title: &str) -> Said;
    fn nudge(&self, host: &str, title: &str) -> Said;
    fn receipt(&self, title: &str, why: Unheard) -> Said;
    /// A link that was asked for, about this account and this address.
    fn link(&self, kind: TokenKind, account: &str, email: &str) -> Said;
    /// What stands before so many news; the subject is for several.
    fn digest(&self, name: &str, count: usize) -> Said;
    fn news(&self, line: &Line) -> String;
    fn why(&self, kind: MailKind) -> &'static str;
    /// The link with which mails are turned off.
    fn no_more(&self) -> &'static str;
}

/// The words of a language.
pub fn tongue(language: Language) -> &'static dyn Tongue {
    match language {
        Language::English => &English,
        Language::German => &German,
        Language::French => &French,
        Language::Spanish => &Spanish,
    }
}

/// A time span in the largest unit that fits, with the words for one and for several of it: days, hours, minutes.
pub fn span(minutes: i64, words: [[&str; 2]; 3]) -> String {
    let [days, hours, rest] = words;
    let (count, [one, many]) = match minutes {
        minutes if minutes >= 1_440 && minutes % 1_440 == 0 => (minutes / 1_440, days),
        minutes if minutes >= 60 && minutes % 60 == 0 => (minutes / 60, hours),
        minutes => (minutes, rest),
    };
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Who did something last, with the words for those without an account.
pub fn who<'a>(line: &'a Line, a_guest: &'a str, somebody: &'a str) -> &'a str {
    match &line.actor {
        Some(actor) => &actor.name,
        None if matches!(line.kind, Kind::Answer | Kind::Photos | Kind::Comment) => a_guest,
        None => somebody,
    }
}

/// Day of the week and month, counted from Monday and from January, and the rest: day, year, clock.
pub fn calendar_day(at: Millis, zone: &str) -> (usize, usize, String, String, String) {
    let local = time::zoned(at, zone);
    let weekday = usize::from(local.weekday().to_monday_zero_offset().unsigned_abs());
    let month = usize::from(local.month().unsigned_abs()) - 1;
    (weekday, month, local.day().to_string(), local.year().to_string(), local.strftime("%H:%M").to_string())
}
