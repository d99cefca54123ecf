//! From posts as read to posts as this viewer sees them.

use std::{
    collections::{HashMap, HashSet},
    iter::once,
};

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, Func},
};
use uuid::Uuid;

use super::{
    named::named,
    rows::{Row, Thread},
};
use crate::{
    backend::{
        Ctx,
        access::{self, Standing},
        entities::{pictures, post_pictures, posts::Author, reactions},
        markdown,
    },
    domain::board::{AuthorView, PostPicture, PostView, Reaction, ReactionCount},
    error::Result,
};

/// What several posts are shown with.
struct Around<'a> {
    ctx: &'a Ctx,
    standing: &'a Standing,
    pictures: HashMap<Uuid, Vec<PostPicture>>,
    reactions: HashMap<Uuid, Vec<ReactionCount>>,
    /// Usernames that are links.
    named: HashSet<String>,
}

/// Posts with their replies as the viewer sees them, with all pictures and reactions (2 queries, one more where
/// somebody is named).
pub async fn views<C: ConnectionTrait>(
    ctx: &Ctx,
    db: &C,
    standing: &Standing,
    threads: Vec<Thread>,
) -> Result<Vec<PostView>> {
    let all = threads.iter().flat_map(|thread| once(&thread.post).chain(&thread.replies));
    let all: Vec<&Row> = all.collect();
    let ids: Vec<Uuid> = all.iter().map(|row| row.post.id).collect();
    let named = named(ctx, db, standing, &all).await?;
    let pictures = pictures_of(db, &ids).await?;
    let reactions = reactions_to(ctx, db, &ids, standing.author(ctx)).await?;
    let mut around = Around { ctx, standing, pictures, reactions, named };
    Ok(threads.into_iter().map(|thread| around.thread(thread)).collect())
}

impl Around<'_> {
    fn thread(&mut self, thread: Thread) -> PostView {
        let replies = thread.replies.into_iter().map(|reply| self.view(reply)).collect();
        PostView { replies, reply_count: thread.reply_count, ..self.view(thread.post) }
    }

    fn view(&mut self, row: Row) -> PostView {
        let id = row.post.id;
        let author = row.post.author().map(|_| self.author(&row));
        // Of a removed post only its place is shown.
        let there = author.is_some();
        let post = row.post;
        PostView {
            id: id.into(),
            html: if there { markdown::link(&markdown::to_html(&post.text), &self.named) } else { String::new() },
            posted_at: post.created_at,
            edited: there && post.edited_at.is_some(),
            pinned: post.pinned_at.is_some(),
            announcement: post.announcement,
            pictures: self.pictures.remove(&id).filter(|_| there).unwrap_or_default(),
            reactions: self.reactions.remove(&id).filter(|_| there).unwrap_or_default(),
            replies: Vec::new(),
            reply_count: 0,
            may_edit: there && self.standing.may_edit_post(self.ctx, &post).is_ok(),
            may_delete: there && self.standing.may_delete_post(self.ctx, &post).is_ok(),
            may_report: there && self.standing.may_report(self.ctx, &post).is_ok(),
            author,
        }
    }

    fn author(&self, row: &Row) -> AuthorView {
        let user = row.post.user_id;
        let name = if user.is_some() { &row.display_name } else { &row.guest_name };
        AuthorView {
            name: name.clone().unwrap_or_default(),
            username: row.username.clone(),
            photo: row.photo_id.map(Into::into),
            host: self.standing.hosts.iter().any(|(host, _)| Some(host.user_id) == user),
            me: self.standing.wrote(self.ctx, &row.post),
        }
    }
}

/// The pictures of posts in their order (1 query).
pub(super) async fn pictures_of<C: ConnectionTrait>(db: &C, posts: &[Uuid]) -> Result<HashMap<Uuid, Vec<PostPicture>>> {
    let rows: Vec<(Uuid, Uuid, String, i32, i32)> = post_pictures::Entity::find()
        .inner_join(pictures::Entity)
        .select_only()
        .columns([post_pictures::Column::PostId, post_pictures::Column::PictureId, post_pictures::Column::Alt])
        .columns([pictures::Column::Width, pictures::Column::Height])
        .filter(post_pictures::Column::PostId.is_in(posts.iter().copied()))
        .order_by_asc(post_pictures::Column::PostId)
        .order_by_asc(post_pictures::Column::Place)
        .into_tuple()
        .all(db)
        .await?;
    let mut pictures: HashMap<Uuid, Vec<PostPicture>> = HashMap::new();
    for (post, id, alt, width, height) in rows {
        pictures.entry(post).or_default().push(PostPicture { id: id.into(), alt, width, height });
    }
    Ok(pictures)
}

/// How many chose which reaction, and whether the viewer is among them (1 query).
async fn reactions_to<C: ConnectionTrait>(
    ctx: &Ctx,
    db: &C,
    posts: &[Uuid],
    me: Option<Author>,
) -> Result<HashMap<Uuid, Vec<ReactionCount>>> {
    let mine = match me {
        Some(author) => access::by(author, reactions::Column::UserId, reactions::Column::InviteId),
        None => reactions::Column::Id.is_null(),
    };
    let rows: Vec<(Uuid, String, i64, i64)> = reactions::Entity::find()
        .select_only()
        .columns([reactions::Column::PostId, reactions::Column::Kind])
        .column_as(reactions::Column::Id.count(), "people")
        .column_as(Expr::expr(Func::count(Expr::case(mine, 1))), "mine")
        .filter(reactions::Column::PostId.is_in(posts.iter().copied()))
        .filter(access::seen(ctx, reactions::Column::UserId))
        .filter(access::seen_guest(ctx, reactions::Column::InviteId))
        .group_by(reactions::Column::PostId)
        .group_by(reactions::Column::Kind)
        .into_tuple()
        .all(db)
        .await?;
    let mut reactions: HashMap<Uuid, Vec<ReactionCount>> = HashMap::new();
    for reaction in Reaction::ALL {
        for (post, _, count, mine) in rows.iter().filter(|(_, kind, ..)| kind == reaction.code()) {
            let counted = ReactionCount { reaction: *reaction, count: *count, mine: *mine > 0 };
            reactions.entry(*post).or_default().push(counted);
        }
    }
    Ok(reactions)
}
