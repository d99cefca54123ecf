//! API tokens: what a program may do for somebody.

use serde::{Deserialize, Serialize};

use super::{
    ApiTokenId, Form, Problem, Problems,
    options::options,
    text::{line, text},
};

/// What every token begins with, so that it is known for one wherever it turns up.
pub const PREFIX: &str = "soi_";

text!(
    /// What a token is for.
    TokenName, line, max 60
);
options!(
    /// What a token lets a program do.
    Scope {
        Read = "read", "Read what I see: parties, guests, answers, boards, albums";
        PartiesWrite = "parties:write", "Make and change my parties";
        GuestsWrite = "guests:write", "Invite guests, change them, and answer for them";
        AnswersWrite = "answers:write", "Answer my own invitations";
        BoardWrite = "board:write", "Write on boards";
        AlbumWrite = "album:write", "Add photos to albums, and change those that are mine";
    }
);
options!(
    /// How long a token works.
    Lifetime {
        Quarter = "90", "90 days";
        Month = "30", "30 days";
        Year = "365", "A year";
        Forever = "forever", "Until I remove it";
    }
);

impl Scope {
    /// The name of its box in the form.
    pub fn field(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::PartiesWrite => "parties_write",
            Self::GuestsWrite => "guests_write",
            Self::AnswersWrite => "answers_write",
            Self::BoardWrite => "board_write",
            Self::AlbumWrite => "album_write",
        }
    }
}

impl Lifetime {
    /// In days; nothing is for ever.
    pub fn days(self) -> Option<i64> {
        match self {
            Self::Month => Some(30),
            Self::Quarter => Some(90),
            Self::Year => Some(365),
            Self::Forever => None,
        }
    }
}

/// All that one token lets a program do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scopes(Vec<Scope>);

impl Scopes {
    /// Of these rights.
    pub fn new(scopes: impl IntoIterator<Item = Scope>) -> Self {
        Self(scopes.into_iter().collect())
    }

    /// Reads codes as stored. What this version does not know gives no right.
    pub fn parse(codes: &str) -> Self {
        Self::new(codes.split_whitespace().filter_map(|code| code.parse().ok()))
    }

    /// Whether this right is among them.
    pub fn holds(&self, scope: Scope) -> bool {
        self.0.contains(&scope)
    }

    /// Codes with spaces.
    pub fn codes(&self) -> String {
        self.iter().map(Scope::code).collect::<Vec<_>>().join(" ")
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = Scope> + '_ {
        self.0.iter().copied()
    }

    /// Whether they let nothing be done.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The form for a new token as typed: a box for each scope.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TokenForm {
    pub name: String,
    pub read: String,
    pub parties_write: String,
    pub guests_write: String,
    pub answers_write: String,
    pub board_write: String,
    pub album_write: String,
    pub lifetime: String,
}

/// A token that may be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenDraft {
    pub name: TokenName,
    pub scopes: Scopes,
    pub lifetime: Lifetime,
}

impl TokenForm {
    /// Errors: all fields that are wrong. A token is for something.
    pub fn parse(&self) -> Result<TokenDraft, Problems> {
        let mut form = Form::default();
        let name = form.field("name", TokenName::parse(&self.name));
        let lifetime = form.field("lifetime", self.lifetime.parse());
        let scopes = Scopes::new(Scope::ALL.iter().copied().filter(|scope| !self.ticked(*scope).is_empty()));
        if scopes.is_empty() {
            form.problem(Scope::Read.field(), Problem::NothingChosen);
        }
        form.finish(name.zip(lifetime).map(|(name, lifetime)| TokenDraft { name, scopes, lifetime }))
    }

    fn ticked(&self, scope: Scope) -> &str {
        match scope {
            Scope::Read => &self.read,
            Scope::PartiesWrite => &self.parties_write,
            Scope::GuestsWrite => &self.guests_write,
            Scope::AnswersWrite => &self.answers_write,
            Scope::BoardWrite => &self.board_write,
            Scope::AlbumWrite => &self.album_write,
        }
    }
}

/// One of my tokens, as the settings show it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TokenInfo {
    pub id: ApiTokenId,
    pub name: String,
    pub scopes: Scopes,
    /// When it ends or has ended, ready to be read.
    pub expires: Option<String>,
    pub expired: bool,
    /// When it was used last, ready to be read.
    pub last_used: Option<String>,
    /// The token itself, for a few minutes after it was made.
    pub secret: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_are_read_as_they_were_written() {
        let scopes = Scopes::new(Scope::ALL.iter().copied());
        assert_eq!(Scopes::parse(&scopes.codes()), scopes);
        assert!(scopes.codes().len() <= 200);
        let some = Scopes::parse("read fly:everywhere board:write");
        assert!(some.holds(Scope::Read) && some.holds(Scope::BoardWrite) && !some.holds(Scope::GuestsWrite));
        assert!(Scopes::parse("").is_empty());
    }

    #[test]
    fn a_token_is_for_something() {
        let problems = TokenForm::default().parse().unwrap_err();
        assert_eq!(problems.of("name"), Some(&Problem::Missing));
        assert_eq!(problems.of("read"), Some(&Problem::NothingChosen));
        let form = TokenForm { name: "Door".into(), guests_write: "true".into(), ..TokenForm::default() };
        let draft = form.parse().unwrap();
        assert_eq!((draft.scopes.codes().as_str(), draft.lifetime.days()), ("guests:write", Some(90)));
        let wrong = TokenForm { lifetime: "a while".into(), ..form };
        assert_eq!(wrong.parse().unwrap_err().of("lifetime"), Some(&Problem::NotAChoice));
    }
}
