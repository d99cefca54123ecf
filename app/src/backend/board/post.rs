//! One post: with its replies, and as its author changes it.

use super::{
    cursor,
    rows::{self, Thread},
    show::around,
    views::views,
};
use crate::{
    backend::{Ctx, access},
    domain::{
        PartyId, PostId,
        board::{BoardPage, PostPage, PostToEdit},
    },
    error::{AppError, Result},
};

/// Replies on a page.
const PAGE: usize = 50;

/// A post with a page of its replies, oldest first (at most 7 queries). A reply stands alone.
pub async fn post(ctx: &Ctx, party: PartyId, post: PostId, after: Option<&str>) -> Result<PostPage> {
    let db = ctx.db().read();
    let standing = access::standing(ctx, db, party).await?;
    standing.may_see_board()?;
    let after = cursor(after)?;
    let row = rows::one(ctx, db, party, post).await?;
    let reply_count = rows::count_replies(ctx, db, post).await?;
    let mut replies = rows::replies(ctx, db, post, after, PAGE + 1).await?;
    let more = replies.len() > PAGE;
    replies.truncate(PAGE);
    let next = replies.last().filter(|_| more).map(|row| PostId(row.post.id).to_string());
    let thread = Thread { post: row, replies, reply_count };
    let post = views(ctx, db, &standing, vec![thread]).await?.pop().ok_or(AppError::NotFound)?;
    Ok(PostPage { board: BoardPage { older: after.is_some(), ..around(standing) }, post, next })
}

/// The text of my post, as long as I may change it (2 queries).
pub async fn to_edit(ctx: &Ctx, party: PartyId, post: PostId) -> Result<PostToEdit> {
    let db = ctx.db().read();
    let standing = access::standing(ctx, db, party).await?;
    standing.may_see_board()?;
    let row = rows::find(ctx, db, party, post).await?;
    standing.may_edit_post(ctx, &row)?;
    Ok(PostToEdit { post, title: standing.party.title, text: row.text })
}
