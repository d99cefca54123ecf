//! What somebody does not want to get any more.

use serde::{Deserialize, Serialize};

use super::MailKind;
use crate::domain::{PartyId, language::Language};

/// Mails that somebody may turn off together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Party(PartyId),
    Kind(MailKind),
    /// All but the essential ones.
    Everything,
}

impl Scope {
    /// As stored: at most 40 characters.
    pub fn code(self) -> String {
        match self {
            Self::Party(party) => format!("party {}", party.0.simple()),
            Self::Kind(kind) => format!("kind {}", kind.code()),
            Self::Everything => "everything".to_owned(),
        }
    }
}

/// What can be chosen from the link of a mail, and what is turned off already.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choices {
    /// Of the mail with the link.
    pub kind: MailKind,
    /// The mail was about a party that is still there.
    pub has_party: bool,
    pub party_off: bool,
    pub kind_off: bool,
    pub everything_off: bool,
    /// Nothing where the browser decides.
    pub language: Option<Language>,
}

/// The form as sent: boxes are empty where they are not ticked.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ChoicesForm {
    pub party: String,
    pub kind: String,
    pub everything: String,
    /// Its code; empty to leave it as it is.
    pub language: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_fit_and_differ() {
        let mut codes: Vec<String> = MailKind::ALL.iter().map(|kind| Scope::Kind(*kind).code()).collect();
        codes.extend([Scope::Party(PartyId::new()).code(), Scope::Everything.code()]);
        assert!(codes.iter().all(|code| code.len() <= 40));
        codes.sort();
        codes.dedup();
        assert_eq!(codes.len(), MailKind::ALL.len() + 2);
    }
}
