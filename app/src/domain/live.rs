//! What open pages hear of.

use super::options::options;

options!(
    /// What changed: code, and what people hear when it does.
    Topic {
        Party = "party", "The party has changed.";
        Answers = "answers", "The answers have changed.";
        Board = "board", "New on the board.";
        Album = "album", "New in the album.";
        Notifications = "notifications", "You have new notifications.";
        Blocks = "blocks", "What you see has changed.";
    }
);

impl Topic {
    /// Those that parts of pages are about. Of the others people see only what follows from them.
    pub const SHOWN: [Self; 5] = [Self::Party, Self::Answers, Self::Board, Self::Album, Self::Notifications];

    /// What somebody may see may be another now.
    pub fn is_about_access(self) -> bool {
        matches!(self, Self::Party | Self::Blocks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_fit_into_the_database() {
        for topic in Topic::ALL {
            assert!(topic.code().len() <= 16 && topic.code().parse() == Ok(*topic));
        }
    }
}
