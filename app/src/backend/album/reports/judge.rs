//! Deciding about what was reported. (Taking it down is [`delete`](super::super::delete).)

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, sea_query::Expr};

use super::open;
use crate::{
    backend::{
        Ctx, access,
        entities::photo_reports::{self, Column},
        events,
        write::Once,
    },
    domain::{PartyId, PhotoId, live::Topic},
    error::{AppError, Result},
};

/// Whether the viewer may remove this photo because it was reported, even if they do not see it (at most 2 queries).
pub async fn may_remove<C: ConnectionTrait>(ctx: &Ctx, db: &C, party: PartyId, photo: PhotoId) -> Result<bool> {
    if !access::judges(ctx, db, party).await? {
        return Ok(false);
    }
    any(db, about(party, photo).add(open())).await
}

/// Leaves a photo where it is, and closes its reports. Where others have decided so already, nothing is left to do; photos
/// that nobody reported are [`AppError::NotFound`].
pub async fn dismiss(ctx: &Ctx, party: PartyId, photo: PhotoId) -> Result<()> {
    ctx.user()?;
    let write = match ctx.once(&format!("album.dismiss {photo}")).await? {
        Once::Again(()) => return Ok(()),
        Once::First(write) => write,
    };
    let txn = write.txn();
    access::may_judge(ctx, txn, party).await?;
    if !any(txn, about(party, photo)).await? {
        return Err(AppError::NotFound);
    }
    photo_reports::Entity::update_many()
        .col_expr(Column::ClosedAt, Expr::value(Some(ctx.now())))
        .filter(about(party, photo).add(open()))
        .exec(txn)
        .await?;
    events::emit(ctx, txn, party, Topic::Album).await?;
    write.finish(()).await
}

fn about(party: PartyId, photo: PhotoId) -> Condition {
    Condition::all().add(Column::PartyId.eq(party.0)).add(Column::PhotoId.eq(photo.0))
}

async fn any<C: ConnectionTrait>(db: &C, which: Condition) -> Result<bool> {
    Ok(photo_reports::Entity::find().filter(which).count(db).await? > 0)
}
