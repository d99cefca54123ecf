//! The board, page by page.

use super::{cursor, reports, rows, views::views};
use crate::{
    backend::{
        Ctx,
        access::{self, Standing},
    },
    domain::{PartyId, PostId, board::BoardPage},
    error::Result,
};

/// Posts on a page.
const PAGE: usize = 20;

/// A page of the board, newest first (at most 8 queries). Strangers get [`AppError::Forbidden`](crate::error::AppError).
pub async fn show(ctx: &Ctx, party: PartyId, after: Option<&str>) -> Result<BoardPage> {
    let db = ctx.db().read();
    let standing = access::standing(ctx, db, party).await?;
    standing.may_see_board()?;
    let after = cursor(after)?;
    let mut all = rows::pinned(ctx, db, party).await?;
    let mut posts = rows::page(ctx, db, party, after, &all, PAGE + 1).await?;
    let more = posts.len() > PAGE;
    posts.truncate(PAGE);
    let next = posts.last().filter(|_| more).map(|row| PostId(row.post.id).to_string());
    if after.is_some() {
        all.clear();
    }
    let on_top = all.len();
    all.append(&mut posts);
    let threads = rows::threads(ctx, db, all).await?;
    let reported = if standing.role.manages() { reports::count(db, party).await? } else { 0 };
    let mut pinned = views(ctx, db, &standing, threads).await?;
    let posts = pinned.split_off(on_top);
    Ok(BoardPage { pinned, posts, next, older: after.is_some(), reported, ..around(standing) })
}

/// The board without posts, as this viewer may use it.
pub fn around(standing: Standing) -> BoardPage {
    let (manages, posting, refused) = (standing.role.manages(), standing.posting(), standing.board_refusal());
    let party = standing.party;
    BoardPage {
        party: party.id.into(),
        theme: party.theme.parse().unwrap_or_default(),
        title: party.title,
        time_zone: party.time_zone,
        manages,
        posting,
        closed: party.board_closed,
        refused,
        pinned: Vec::new(),
        posts: Vec::new(),
        next: None,
        older: false,
        reported: 0,
    }
}
