//! Whom photos concern. Nobody is told of one that they may not see.

use sea_orm::{ColumnTrait, Condition, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use super::{
    audience::{everybody, hosts, interested, people},
    deliver::{News, Told, behind, nobody, wanted},
};
use crate::{
    backend::{
        Ctx,
        access::{self, by},
        entities::{
            parties, photo_people, photo_reports,
            photos::{self, Column},
            posts::Author,
        },
    },
    domain::{InviteId, album::Status, notification::Kind},
    error::Result,
};

/// A photo that others see, with its party.
async fn shown(ctx: &Ctx, txn: &DatabaseTransaction, photo: Uuid) -> Result<Option<photos::Model>> {
    let found = photos::Entity::find_by_id(photo).find_also_related(parties::Entity).one(txn).await?;
    let Some((photo, Some(party))) = found else { return Ok(None) };
    Ok(access::shows_to_all(&party, ctx.now()).then_some(photo))
}

fn news(photo: &photos::Model, about: Uuid) -> News {
    News { about: Some(about), party: Some(photo.party_id), post: None, photo: Some(photo.id) }
}

/// Everybody of new photos, once for all that the same person added.
pub(super) async fn added(ctx: &Ctx, txn: &DatabaseTransaction, photo: Uuid) -> Result<Option<(News, Vec<Told>)>> {
    let Some(photo) = shown(ctx, txn, photo).await? else { return Ok(None) };
    let Some(author) = photo.author() else { return Ok(None) };
    let ready = photos::Entity::find()
        .filter(Column::PartyId.eq(photo.party_id))
        .filter(by(author, Column::UserId, Column::InviteId))
        .filter(Column::CreatedAt.gte(photo.created_at))
        .filter(Column::Status.eq(Status::Ready.code()))
        .filter(Column::Approved.eq(true))
        .filter(Column::Hidden.eq(false));
    if ready.count(txn).await? == 0 {
        return Ok(None);
    }
    let ctx = &behind(ctx, txn, Some(author)).await?;
    let members = everybody(ctx, txn, photo.party_id, interested()).await?;
    let news = News { photo: None, ..news(&photo, photo.party_id) };
    Ok(Some((news, wanted(members, Kind::Photos))))
}

/// The uploader of a comment.
pub(super) async fn commented(
    ctx: &Ctx,
    txn: &DatabaseTransaction,
    photo: Uuid,
    by: Option<InviteId>,
) -> Result<Option<(News, Vec<Told>)>> {
    let Some(photo) = photos::Entity::find_by_id(photo).one(txn).await? else { return Ok(None) };
    let Some(uploader) = photo.user_id else { return Ok(None) };
    let ctx = &behind(ctx, txn, by.map(|invite| Author::Invite(invite.0))).await?;
    let members = people(ctx, txn, &[uploader]).await?;
    Ok(Some((news(&photo, photo.id), wanted(members, Kind::Comment))))
}

/// Who is tagged, and still is.
pub(super) async fn tagged(
    ctx: &Ctx,
    txn: &DatabaseTransaction,
    photo: Uuid,
    user: Uuid,
) -> Result<Option<(News, Vec<Told>)>> {
    let Some(photo) = shown(ctx, txn, photo).await? else { return Ok(None) };
    let still =
        Condition::all().add(photo_people::Column::PhotoId.eq(photo.id)).add(photo_people::Column::UserId.eq(user));
    if photo.hidden || !photo.approved || photo_people::Entity::find().filter(still).count(txn).await? == 0 {
        return Ok(None);
    }
    let members = people(ctx, txn, &[user]).await?;
    Ok(Some((news(&photo, photo.party_id), wanted(members, Kind::Tagged))))
}

/// The hosts of a report, also those who must not see the one who did it, for nobody is told who that is.
pub(super) async fn reported(ctx: &Ctx, txn: &DatabaseTransaction, photo: Uuid) -> Result<Option<(News, Vec<Told>)>> {
    let Some(photo) = photos::Entity::find_by_id(photo).one(txn).await? else { return Ok(None) };
    let open = photo_reports::Entity::find()
        .filter(photo_reports::Column::PhotoId.eq(photo.id))
        .filter(photo_reports::Column::ClosedAt.is_null());
    if open.count(txn).await? == 0 {
        return Ok(None);
    }
    let mut members = hosts(&nobody(ctx), txn, photo.party_id).await?;
    members.retain(|host| ctx.user.as_ref().is_none_or(|actor| actor.id.0 != host.user));
    Ok(Some((news(&photo, photo.id), wanted(members, Kind::Report))))
}
