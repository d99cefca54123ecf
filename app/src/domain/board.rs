//! The board: posts with pictures, replies and reactions around one party.

use serde::{Deserialize, Serialize};

use super::{
    Form, PictureId, PostId, Problem, Problems,
    options::options,
    party::AltText,
    text::{optional, text},
    time::Millis,
    user::optional_picture,
};

text!(
    /// What somebody writes, in Markdown. It may be empty where pictures speak for themselves.
    PostText, optional, max 5_000
);

/// Pictures of one post.
pub const MAX_PICTURES: usize = 10;
/// How long after posting the text may be changed, in milliseconds.
pub const EDITABLE: Millis = 3_600_000;
/// Replies that a page of the board shows of each post; the others have a page of their own.
pub const REPLIES_SHOWN: u64 = 3;

options!(
    /// Who may post on the board.
    Posting {
        Invited = "invited", "Everyone who is invited";
        Confirmed = "confirmed", "Those who said yes";
        Hosts = "hosts", "Hosts only";
    }
);
options!(
    /// What people show without words: code and picture character.
    Reaction {
        Heart = "heart", "❤️";
        Party = "party", "🎉";
        Thumb = "thumb", "👍";
        Laugh = "laugh", "😄";
        Wow = "wow", "😮";
        Sad = "sad", "😢";
    }
);

impl Reaction {
    /// As screen readers say it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Heart => "Love",
            Self::Party => "Party",
            Self::Thumb => "Like",
            Self::Laugh => "Laugh",
            Self::Wow => "Wow",
            Self::Sad => "Sad",
        }
    }
}

/// A picture of a post as sent: the identifier that the upload gave, and what it shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PictureForm {
    pub id: String,
    pub alt: String,
}

/// A post or reply as typed. Every field may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PostForm {
    pub text: String,
    /// The post that this answers; empty for a post of its own.
    pub reply_to: String,
    pub announcement: String,
    pub pictures: Vec<PictureForm>,
}

/// A post as understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostDraft {
    pub text: PostText,
    pub reply_to: Option<PostId>,
    pub announcement: bool,
    pub pictures: Vec<(PictureId, AltText)>,
}

impl PostForm {
    /// Errors: all fields that are wrong; `text` where there is neither text nor picture.
    pub fn parse(&self) -> Result<PostDraft, Problems> {
        let mut form = Form::default();
        let text = form.field("text", PostText::parse(&self.text));
        let reply_to = match self.reply_to.as_str() {
            "" => None,
            id => form.field("reply_to", id.parse().map_err(|_| Problem::NotAChoice)),
        };
        if self.pictures.len() > MAX_PICTURES {
            form.problem("pictures", Problem::TooManyPictures { max: MAX_PICTURES });
        }
        let mut pictures = Vec::new();
        for (place, picture) in self.pictures.iter().enumerate() {
            let id = form.field(&picture_field(place, "id"), optional_picture(&picture.id)).flatten();
            let alt = form.field(&picture_field(place, "alt"), AltText::parse(&picture.alt));
            pictures.extend(id.zip(alt));
        }
        if pictures.is_empty() && text.as_ref().is_some_and(|text| text.as_str().is_empty()) {
            form.problem("text", Problem::Missing);
        }
        let announcement = !self.announcement.is_empty();
        form.finish(text.map(|text| PostDraft { text, reply_to, announcement, pictures }))
    }
}

/// The name of a form field of one picture, counted from 0.
pub fn picture_field(place: usize, field: &str) -> String {
    format!("pictures[{place}][{field}]")
}

/// Who wrote something, as others see them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorView {
    pub name: String,
    /// Of people with an account.
    pub username: Option<String>,
    pub photo: Option<PictureId>,
    /// Hosts or co-hosts the party.
    pub host: bool,
    /// It is the viewer.
    pub me: bool,
}

/// A picture of a post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostPicture {
    pub id: PictureId,
    pub alt: String,
    /// Of the largest size, in pixels.
    pub width: i32,
    pub height: i32,
}

/// How many chose one reaction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReactionCount {
    pub reaction: Reaction,
    pub count: i64,
    /// The viewer is among them.
    pub mine: bool,
}

/// A post or reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostView {
    pub id: PostId,
    /// Nothing where the post was removed and only its replies remain.
    pub author: Option<AuthorView>,
    /// Sanitised HTML.
    pub html: String,
    pub posted_at: Millis,
    pub edited: bool,
    pub pinned: bool,
    pub announcement: bool,
    pub pictures: Vec<PostPicture>,
    /// Only those that somebody chose, in the order of [`Reaction::ALL`].
    pub reactions: Vec<ReactionCount>,
    /// The last replies, oldest first.
    pub replies: Vec<PostView>,
    /// All replies, also those not shown.
    pub reply_count: i64,
    /// What the viewer may do with it.
    pub may_edit: bool,
    pub may_delete: bool,
    pub may_report: bool,
}

/// Why the viewer cannot post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BoardClosed {
    /// The hosts closed the board.
    Closed,
    /// Only hosts post here.
    HostsOnly,
    /// Only those who said yes post here.
    ConfirmedOnly,
}

impl BoardClosed {
    /// What people are told.
    pub fn message(self) -> &'static str {
        match self {
            Self::Closed => "The hosts closed this board. What was written stays.",
            Self::HostsOnly => "Only the hosts write here. You can react to what they write.",
            Self::ConfirmedOnly => "Those who said yes write here. Say yes on the party's page to join in.",
        }
    }
}

/// A page of a board, as this viewer may see it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BoardPage {
    pub party: super::PartyId,
    pub title: String,
    pub time_zone: String,
    pub theme: super::party::Theme,
    /// The viewer is host or co-host: may pin, announce, delete and decide who posts.
    pub manages: bool,
    pub posting: Posting,
    pub closed: bool,
    /// Why the viewer cannot post, if so.
    pub refused: Option<BoardClosed>,
    /// Announcements and pinned posts, the last pinned first; only on the first page.
    pub pinned: Vec<PostView>,
    /// Newest first, without those that are pinned.
    pub posts: Vec<PostView>,
    /// The keyset cursor of the next page.
    pub next: Option<String>,
    /// This is not the first page.
    pub older: bool,
    /// How many posts have reports about which nobody has decided; for hosts.
    pub reported: i64,
}

/// One post with all its replies.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PostPage {
    /// The board around it, without posts.
    pub board: BoardPage,
    /// With a page of its replies, oldest first.
    pub post: PostView,
    /// The keyset cursor of the next replies.
    pub next: Option<String>,
}

/// The text of a post for its author, to be changed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PostToEdit {
    pub post: PostId,
    pub title: String,
    pub text: String,
}

/// One line of the board on the party's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Glimpse {
    pub post: PostId,
    pub author: String,
    pub photo: Option<PictureId>,
    /// The first words, as plain text.
    pub summary: String,
    pub pictures: i64,
    pub posted_at: Millis,
    pub announcement: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_post_says_or_shows_something() {
        assert_eq!(PostForm::default().parse().unwrap_err().of("text"), Some(&Problem::Missing));
        let picture = PictureForm { id: PictureId::new().to_string(), alt: "The roof".into() };
        let form = PostForm { pictures: vec![PictureForm::default(), picture], ..PostForm::default() };
        assert_eq!(form.parse().unwrap().pictures.len(), 1);
        let text = PostForm { text: " hello ".into(), ..PostForm::default() };
        assert_eq!(text.parse().unwrap().text.as_str(), "hello");
    }

    #[test]
    fn eleven_pictures_are_too_many() {
        let picture = || PictureForm { id: PictureId::new().to_string(), alt: String::new() };
        let form = PostForm { pictures: (0..11).map(|_| picture()).collect(), ..PostForm::default() };
        assert_eq!(form.parse().unwrap_err().of("pictures"), Some(&Problem::TooManyPictures { max: MAX_PICTURES }));
    }

    #[test]
    fn tells_every_problem() {
        let picture = PictureForm { id: "x".into(), alt: "y".repeat(301) };
        let form =
            PostForm { text: "z".repeat(5_001), reply_to: "x".into(), pictures: vec![picture], ..PostForm::default() };
        let problems = form.parse().unwrap_err();
        let fields: Vec<_> = problems.0.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(fields, ["text", "reply_to", "pictures[0][id]", "pictures[0][alt]"]);
    }
}
