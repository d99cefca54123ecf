//! What people are told: what happened around them, in one line for all of the same kind.

mod kind;
mod line;

pub use kind::{Kind, Muted, SettingsForm};
pub use line::Line;

use serde::{Deserialize, Serialize};

/// A page of what somebody is told, the newest first.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct NotificationPage {
    pub lines: Vec<Line>,
    /// The keyset cursor of the next page.
    pub next: Option<String>,
}

/// What may be the usernames of people who are named in a text: `@ana`, in lower case, each once. A dot at the end may
/// belong to the name or to the sentence, so both are given.
pub fn mentioned(text: &str) -> Vec<String> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    let mut names = Vec::new();
    for (at, _) in text.match_indices('@') {
        if text[..at].chars().next_back().is_some_and(|before| before.is_alphanumeric() || is_part(before)) {
            continue;
        }
        let rest = &text[at + 1..];
        let name = rest[..rest.find(|c| !is_part(c)).unwrap_or(rest.len())].to_ascii_lowercase();
        for name in [name.as_str(), name.trim_end_matches(['.', '_', '-'])] {
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
}
