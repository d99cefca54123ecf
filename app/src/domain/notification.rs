//! What people are told: what happened around them, in one line for all of the same kind.

mod kind;
mod line;
mod settings;

pub use kind::{Kind, Mailed, Muted};
pub use line::Line;
pub use settings::{Choice, MailedTo, Settings, SettingsForm};

use serde::{Deserialize, Serialize};

/// A page of what somebody is told, the newest first.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct NotificationPage {
    pub lines: Vec<Line>,
    /// The keyset cursor of the next page.
    pub next: Option<String>,
}

/// Where somebody may be named in a text: the place of the `@` in bytes, and what follows it, as written.
pub fn mentions(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    text.match_indices('@').filter_map(move |(at, _)| {
        if text[..at].chars().next_back().is_some_and(|before| before.is_alphanumeric() || is_part(before)) {
            return None;
        }
        let rest = &text[at + 1..];
        Some((at, &rest[..rest.find(|c| !is_part(c)).unwrap_or(rest.len())]))
    })
}

/// What a name as written may mean: a dot at the end may belong to it or to the sentence.
pub fn readings(written: &str) -> [&str; 2] {
    [written, written.trim_end_matches(['.', '_', '-'])]
}

/// What may be the usernames of people who are named in a text: `@ana`, in lower case, each once. Both readings of each are
/// given.
pub fn mentioned(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (_, written) in mentions(text) {
        let name = written.to_ascii_lowercase();
        for name in readings(&name) {
            if !name.is_empty() && !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_names() {
        assert_eq!(mentioned("Hello @Ana, do you and @bo.b bring ice? (@cem_)"), ["ana", "bo.b", "cem_", "cem"]);
        assert_eq!(mentioned("Ask @ana."), ["ana.", "ana"]);
        assert_eq!(mentioned("@ana @ana"), ["ana"]);
        assert_eq!(mentioned("ana@example.org é@ana a.@bob @ @."), ["."]);
        assert!(mentioned("").is_empty());
    }

    #[test]
    fn tells_where_names_stand() {
        let found: Vec<_> = mentions("é @Ana. @@bo x@y").collect();
        assert_eq!(found, [(3, "Ana."), (9, ""), (10, "bo")]);
        assert_eq!(readings("Ana."), ["Ana.", "Ana"]);
    }
}
