//! Boards.

use app::domain::board::{AuthorView, BoardPage, PostForm, PostPage, PostPicture, PostView};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::moment;

/// A page of a board, newest first.
#[derive(Serialize, ToSchema)]
pub struct Posts {
    /// Announcements and pinned posts; only on the first page.
    pinned: Vec<Post>,
    items: Vec<Post>,
    /// Send it as `after` to get the next page; the `Link` header holds the whole address.
    pub next: Option<String>,
}

/// A post or reply.
#[derive(Serialize, ToSchema)]
pub struct Post {
    id: String,
    /// Nothing where the post was removed and only its replies remain.
    author: Option<Author>,
    /// Safe HTML.
    html: String,
    #[schema(format = DateTime)]
    posted_at: String,
    edited: bool,
    pinned: bool,
    announcement: bool,
    pictures: Vec<Picture>,
    reactions: Vec<Reaction>,
    /// All replies. They are read with the post itself.
    reply_count: i64,
}

/// A post with a page of its replies, oldest first.
#[derive(Serialize, ToSchema)]
pub struct PostWithReplies {
    post: Post,
    replies: Vec<Post>,
    /// Send it as `after` to get the next replies; the `Link` header holds the whole address.
    pub next: Option<String>,
}

/// Who wrote something.
#[derive(Serialize, ToSchema)]
pub struct Author {
    name: String,
    /// Of people with an account.
    username: Option<String>,
    /// Hosts the party.
    host: bool,
    /// It is me.
    me: bool,
}

/// A picture of a post.
#[derive(Serialize, ToSchema)]
pub struct Picture {
    id: String,
    /// What it shows.
    alt: String,
    /// Of the largest size, in pixels.
    width: i32,
    height: i32,
}

/// How many chose one reaction.
#[derive(Serialize, ToSchema)]
pub struct Reaction {
    reaction: String,
    count: i64,
    /// I am among them.
    mine: bool,
}

impl From<PostView> for Post {
    fn from(view: PostView) -> Self {
        let reaction = |counted: &app::domain::board::ReactionCount| Reaction {
            reaction: counted.reaction.code().to_owned(),
            count: counted.count,
            mine: counted.mine,
        };
        Self {
            id: view.id.to_string(),
            author: view.author.map(Author::from),
            html: view.html,
            posted_at: moment(view.posted_at),
            edited: view.edited,
            pinned: view.pinned,
            announcement: view.announcement,
            pictures: view.pictures.into_iter().map(Picture::from).collect(),
            reactions: view.reactions.iter().map(reaction).collect(),
            reply_count: view.reply_count,
        }
    }
}

impl From<AuthorView> for Author {
    fn from(author: AuthorView) -> Self {
        Self { name: author.name, username: author.username, host: author.host, me: author.me }
    }
}

impl From<PostPicture> for Picture {
    fn from(picture: PostPicture) -> Self {
        Self { id: picture.id.to_string(), alt: picture.alt, width: picture.width, height: picture.height }
    }
}

impl From<BoardPage> for Posts {
    fn from(page: BoardPage) -> Self {
        let posts = |views: Vec<PostView>| views.into_iter().map(Post::from).collect();
        Self { pinned: posts(page.pinned), items: posts(page.posts), next: page.next }
    }
}

impl From<PostPage> for PostWithReplies {
    fn from(mut page: PostPage) -> Self {
        let replies = std::mem::take(&mut page.post.replies);
        Self { post: page.post.into(), replies: replies.into_iter().map(Post::from).collect(), next: page.next }
    }
}

impl PostWithReplies {
    pub fn into_post(self) -> Post {
        self.post
    }
}

/// Something to be written on a board.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPost {
    /// Markdown.
    text: String,
    /// The post that this answers.
    #[serde(default)]
    reply_to: Option<String>,
    /// For hosts: everybody is told, and it stays on top.
    #[serde(default)]
    announcement: bool,
}

impl NewPost {
    pub fn form(self) -> PostForm {
        PostForm {
            text: self.text,
            reply_to: self.reply_to.unwrap_or_default(),
            announcement: if self.announcement { "1".to_owned() } else { String::new() },
            pictures: Vec::new(),
        }
    }
}

/// Another text for a post.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PostChange {
    /// Markdown.
    pub text: String,
}
