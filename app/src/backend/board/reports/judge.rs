//! Deciding about what was reported. (Taking it down is [`delete`](super::super::delete).)

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, sea_query::Expr};

use super::open;
use crate::{
    backend::{Ctx, access, entities::reports, events, write::Once},
    domain::{PartyId, PostId, live::Topic},
    error::{AppError, Result},
};

/// Whether the viewer may remove this post because it was reported, even if they do not see it (at most 2 queries).
pub async fn may_remove<C: ConnectionTrait>(ctx: &Ctx, db: &C, party: PartyId, post: PostId) -> Result<bool> {
    if !access::judges(ctx, db, party).await? {
        return Ok(false);
    }
    any(db, about(party, post).add(open())).await
}

/// Leaves a post where it is, and closes its reports. Where others have decided so already, nothing is left to do; posts
/// that nobody reported are [`AppError::NotFound`].
pub async fn dismiss(ctx: &Ctx, party: PartyId, post: PostId) -> Result<()> {
    ctx.user()?;
    let write = match ctx.once(&format!("board.dismiss {post}")).await? {
        Once::Again(()) => return Ok(()),
        Once::First(write) => write,
    };
    let txn = write.txn();
    access::may_judge(ctx, txn, party).await?;
    if !any(txn, about(party, post)).await? {
        return Err(AppError::NotFound);
    }
    reports::Entity::update_many()
        .col_expr(reports::Column::ClosedAt, Expr::value(Some(ctx.now())))
        .filter(about(party, post).add(open()))
        .exec(txn)
        .await?;
    events::emit(ctx, txn, party, Topic::Board).await?;
    write.finish(()).await
}

fn about(party: PartyId, post: PostId) -> Condition {
    Condition::all().add(reports::Column::PartyId.eq(party.0)).add(reports::Column::PostId.eq(post.0))
}

async fn any<C: ConnectionTrait>(db: &C, which: Condition) -> Result<bool> {
    Ok(reports::Entity::find().filter(which).count(db).await? > 0)
}

/// Where to go after a decision: the list on which it was made, or else `elsewhere`.
pub fn back(party: PartyId, list: &str, elsewhere: String) -> String {
    match list {
        "party" => format!("/p/{party}/reports"),
        "site" => "/admin/reports".to_owned(),
        _ => elsewhere,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goes_back_to_lists_alone() {
        let party = PartyId::new();
        let after = |list: &str| back(party, list, "/here".to_owned());
        assert_eq!(after("party"), format!("/p/{party}/reports"));
        assert_eq!(after("site"), "/admin/reports");
        for bad in ["", "/", "Party", "https://example.org"] {
            assert_eq!(after(bad), "/here", "{bad}");
        }
    }
}
