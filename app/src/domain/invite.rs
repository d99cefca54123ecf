//! Guests as hosts type them, one by one or line by line.

use serde::{Deserialize, Serialize};

use super::{
    InviteId, Problem,
    mail::{MailLine, Retold},
    party::HostView,
    rsvp::Answer,
    text::{line, optional, text},
    time::Millis,
    user::{Email, Person, Username},
};

text!(
    /// How a guest is called on the list.
    GuestName, line, max 80
);
text!(
    /// What hosts note about a guest; guests never see it.
    Note, optional, max 500
);

/// The most lines that are read at once.
pub const MAX_LINES: usize = 500;

/// Somebody to be invited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Guest {
    Named { name: GuestName, email: Option<Email> },
    User(Username),
}

impl Guest {
    /// Reads `name`, `name <mail>`, `mail` or `@username`.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        if text.starts_with('@') {
            return Username::parse(text).map(Self::User);
        }
        if let Some((name, rest)) = text.split_once('<') {
            let email = Email::parse(rest.strip_suffix('>').ok_or(Problem::NotAnEmail)?)?;
            let name = name.trim().trim_matches('"');
            let name = if name.is_empty() { name_from(&email)? } else { GuestName::parse(name)? };
            return Ok(Self::Named { name, email: Some(email) });
        }
        if text.contains('@') {
            let email = Email::parse(text)?;
            return Ok(Self::Named { name: name_from(&email)?, email: Some(email) });
        }
        Ok(Self::Named { name: GuestName::parse(text)?, email: None })
    }

    /// What makes two lines the same guest: the address, the username, or the name alone.
    pub fn key(&self) -> String {
        match self {
            Self::User(username) => format!("@{}", username.as_str()),
            Self::Named { email: Some(email), .. } => email.as_str().to_owned(),
            Self::Named { name, email: None } => name.as_str().to_lowercase(),
        }
    }
}

/// `ana.blum@example.org` is called `ana blum` until the host says otherwise.
fn name_from(email: &Email) -> Result<GuestName, Problem> {
    let local = email.as_str().split('@').next().unwrap_or_default();
    GuestName::parse(&local.split('+').next().unwrap_or_default().replace(['.', '_'], " "))
}

/// What became of one pasted line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reading {
    New(Guest),
    /// The same guest stands above or is on the list already.
    Duplicate(Guest),
    NotUnderstood(Problem),
}

/// A pasted line and what was understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub text: String,
    pub reading: Reading,
}

/// The longest pasted text that is read, in bytes.
pub const MAX_PASTE: usize = 64 * 1024;

/// The most guests a party may have on its list.
pub const MAX_GUESTS: usize = 10_000;

/// Whether pasted text is of a size that is read at once.
pub fn check_paste(text: &str) -> Result<(), Problem> {
    let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
    if text.len() > MAX_PASTE {
        Err(Problem::TooLong { max: MAX_PASTE })
    } else if lines > MAX_LINES {
        Err(Problem::TooManyLines { max: MAX_LINES })
    } else {
        Ok(())
    }
}

/// Reads pasted lines. `already` holds the keys of guests on the list. Empty lines are passed over.
pub fn read_lines(text: &str, already: &[String]) -> Vec<Line> {
    let mut seen: std::collections::HashSet<String> = already.iter().cloned().collect();
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .take(MAX_LINES)
        .map(|text| {
            let reading = match Guest::parse(text) {
                Ok(guest) if seen.insert(guest.key()) => Reading::New(guest),
                Ok(guest) => Reading::Duplicate(guest),
                Err(problem) => Reading::NotUnderstood(problem),
            };
            Line { text: text.chars().take(200).collect(), reading }
        })
        .collect()
}

/// A row of the guest list as hosts see it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct GuestRow {
    pub id: InviteId,
    pub name: String,
    pub email: String,
    pub username: Option<String>,
    pub photo: Option<super::PictureId>,
    pub answer: Answer,
    pub plus_ones: i32,
    pub message: String,
    pub note: String,
    /// The personal link, or nothing where it was revoked.
    pub link: Option<String>,
    pub opened: bool,
    pub checked_in: bool,
    /// When the guest answered, ready to be read.
    pub answered: Option<String>,
    /// The same as a moment.
    pub answered_at: Option<Millis>,
    /// Moved up from the waitlist.
    pub moved_up: bool,
    /// The last mail to the guest.
    pub mail: Option<MailLine>,
    /// The viewer must not see who it is: all but the answer and the companions is empty.
    pub hidden: bool,
}

/// Guests and people by answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub yes: i64,
    pub waiting: i64,
    pub maybe: i64,
    pub pending: i64,
    pub no: i64,
    /// People with a place, companions included.
    pub people: i64,
    pub checked_in: i64,
    /// Guests who have waited longer than the viewer, where the viewer waits.
    pub ahead: i64,
}

impl Counts {
    /// How many guests gave this answer.
    pub fn of(&self, answer: Answer) -> i64 {
        match answer {
            Answer::Pending => self.pending,
            Answer::Yes => self.yes,
            Answer::Waiting => self.waiting,
            Answer::Maybe => self.maybe,
            Answer::No => self.no,
        }
    }

    /// How many guests there are.
    pub fn all(&self) -> i64 {
        Answer::ALL.into_iter().map(|answer| self.of(answer)).sum()
    }
}

/// A page of the guest list as hosts see it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct GuestList {
    /// The party's title.
    pub title: String,
    pub rows: Vec<GuestRow>,
    /// Of the whole list, whatever is filtered.
    pub counts: Counts,
    /// How many people the party holds.
    pub capacity: Option<i64>,
    /// Guests with an address who got no invitation by mail yet; nothing where the site sends none.
    pub to_invite: Option<i64>,
    /// The address to share, where anyone with the link may come.
    pub share_link: Option<String>,
    /// The keyset cursor of the next page.
    pub next: Option<String>,
}

/// One guest on a page of their own, for hosts.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct GuestDetail {
    /// The party's title.
    pub title: String,
    /// Companions that each guest may bring.
    pub plus_ones: i32,
    pub guest: GuestRow,
    /// All mails to the guest, the newest first.
    pub mails: Vec<MailLine>,
    /// The guest has an address, and the site sends mails.
    pub reachable: bool,
    /// What did not reach the guest and can be told again.
    pub again: Option<Retold>,
    /// Taken off the list, the guest is told so by mail.
    pub told: bool,
}

/// What the page for adding guests holds.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct GuestsToAdd {
    /// What would become of pasted lines.
    pub lines: Vec<Line>,
    /// Friends of the viewer and people they have met, who are not on the list yet.
    pub people: Vec<Person>,
}

/// Who hosts a party, for those who do.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct HostList {
    /// The party's title.
    pub title: String,
    pub hosts: Vec<HostView>,
    /// The viewer may choose hosts.
    pub may_choose: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str, email: Option<&str>) -> Guest {
        Guest::Named { name: GuestName::parse(name).unwrap(), email: email.map(|e| Email::parse(e).unwrap()) }
    }

    #[test]
    fn reads_every_form_of_a_guest() {
        assert_eq!(Guest::parse("Ana Blum"), Ok(named("Ana Blum", None)));
        assert_eq!(Guest::parse("\"Ana\" <ANA@example.org>"), Ok(named("Ana", Some("ana@example.org"))));
        assert_eq!(Guest::parse("ana.blum+x@example.org"), Ok(named("ana blum", Some("ana.blum+x@example.org"))));
        assert_eq!(Guest::parse("@Ana"), Ok(Guest::User(Username::parse("ana").unwrap())));
        assert_eq!(Guest::parse("Ana <nonsense>"), Err(Problem::NotAnEmail));
        assert_eq!(Guest::parse("Ana <ana@example.org"), Err(Problem::NotAnEmail));
        assert!(Guest::parse(&"x".repeat(10_000)).is_err());
    }

    #[test]
    fn finds_duplicates() {
        let lines = read_lines("Ana\n\n ana \nBo <bo@example.org>\nBO@example.org\n@zoe\n@", &["@zoe".to_owned()]);
        let kinds: Vec<_> = lines
            .iter()
            .map(|line| match line.reading {
                Reading::New(_) => 'n',
                Reading::Duplicate(_) => 'd',
                Reading::NotUnderstood(_) => 'x',
            })
            .collect();
        assert_eq!(kinds, ['n', 'd', 'n', 'd', 'd', 'x']);
    }
    #[test]
    fn limits_what_is_pasted() {
        assert_eq!(check_paste(&"Ana\n\n".repeat(MAX_LINES)), Ok(()));
        assert!(check_paste(&"Ana\n".repeat(MAX_LINES + 1)).is_err());
        assert!(check_paste(&"x".repeat(MAX_PASTE + 1)).is_err());
    }
}
