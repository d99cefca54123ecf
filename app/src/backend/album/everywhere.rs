//! Photos over all parties: mine, and those of somebody else as far as the viewer may see them.

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Select, sea_query::SelectStatement,
};
use uuid::Uuid;

use super::{rows, views};
use crate::{
    backend::{
        Ctx,
        access::{seen, seen_guest},
        db::Cursor,
        entities::{
            parties,
            photos::{self, Column},
            users,
        },
        people::{hosted_by, hosted_by_or_inviting},
    },
    domain::{
        album::{MinePage, PhotoCard, Showing, Status},
        time::Millis,
    },
    error::{AppError, Result},
};

/// Photos on a page.
const PAGE: usize = 60;
/// Photos on somebody's profile.
const ON_PROFILE: usize = 24;

/// Photos of all parties that the viewer, who has an account, may see: also for searching. Those of people whom they must
/// not see are not among them.
pub fn seen_by(ctx: &Ctx, me: Uuid) -> Condition {
    let public = Condition::all()
        .add(Column::Approved.eq(true))
        .add(Column::Hidden.eq(false))
        .add(seen(ctx, Column::UserId))
        .add(seen_guest(ctx, Column::InviteId))
        .add(Column::PartyId.in_subquery(open_to(me, ctx.now())));
    let visible = Condition::any().add(Column::UserId.eq(me)).add(public);
    Condition::all().add(Column::Status.eq(Status::Ready.code())).add(visible)
}

/// Parties of somebody in whose albums they see the photos of others.
fn open_to(me: Uuid, now: Millis) -> SelectStatement {
    use parties::Column::{AlbumRevealAt, AlbumShown, Id};
    let theirs = Id.in_subquery(hosted_by_or_inviting(me));
    let revealed = Condition::any().add(AlbumRevealAt.is_null()).add(AlbumRevealAt.lte(now));
    let added = photos::Entity::find()
        .select_only()
        .column(Column::PartyId)
        .filter(Column::UserId.eq(me))
        .filter(Column::Status.eq(Status::Ready.code()))
        .into_query();
    let uploaders = Condition::any().add(Id.in_subquery(added)).add(Id.in_subquery(hosted_by(me)));
    let open = Condition::any()
        .add(AlbumShown.eq(Showing::AtOnce.code()))
        .add(Condition::all().add(AlbumShown.eq(Showing::Reveal.code())).add(revealed))
        .add(Condition::all().add(AlbumShown.eq(Showing::Uploaders.code())).add(uploaders));
    parties::Entity::find().select_only().column(Id).filter(theirs).filter(open).into_query()
}

/// Photos that I have added, the newest first (2 queries).
pub async fn mine(ctx: &Ctx, after: Option<&str>) -> Result<MinePage> {
    let me = ctx.user()?.id.0;
    let after = Cursor::parse(after)?;
    let db = ctx.db().read();
    let account = users::Entity::find_by_id(me).one(db).await?.ok_or(AppError::NotLoggedIn)?;
    let (photos, next) = rows::page(db, of(me).filter(Column::Status.eq(Status::Ready.code())), after, PAGE).await?;
    let photos = photos.iter().map(views::card).collect();
    Ok(MinePage { photos, next, older: after.is_some(), untaggable: account.untaggable })
}

/// The latest photos that somebody has added, as far as the viewer may see them (1 query).
pub async fn of_person(ctx: &Ctx, person: Uuid) -> Result<Vec<PhotoCard>> {
    let me = ctx.user()?.id.0;
    let (photos, _) = rows::page(ctx.db().read(), of(person).filter(seen_by(ctx, me)), None, ON_PROFILE).await?;
    Ok(photos.iter().map(views::card).collect())
}

fn of(person: Uuid) -> Select<photos::Entity> {
    photos::Entity::find().filter(Column::UserId.eq(person))
}
