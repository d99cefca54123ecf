//! Who reports posts, and who decides about what was reported.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

use super::{Standing, seen, seen_guest, standing};
use crate::{
    backend::{
        Ctx,
        entities::{
            hosts, photo_reports, photos, post_pictures,
            posts::{self, Author},
            reports,
        },
    },
    domain::{PartyId, PictureId},
    error::{AppError, Result},
};

impl Standing {
    /// Whoever sees the board, but nobody their own words.
    pub fn may_report(&self, ctx: &Ctx, post: &posts::Model) -> Result<Author> {
        self.may_see_board()?;
        self.author(ctx).filter(|_| !self.wrote(ctx, post)).ok_or(AppError::Forbidden)
    }
}

/// Those who look after the whole site; for others with an account there is nothing: [`AppError::NotFound`].
pub fn may_administer(ctx: &Ctx) -> Result<()> {
    if ctx.user()?.admin { Ok(()) } else { Err(AppError::NotFound) }
}

/// Whether the viewer decides about reported posts of a party, also about those that they cannot see (at most 1 query):
/// hosts and co-hosts, and who looks after the site. The latter has no other right on a party.
pub async fn judges<C: ConnectionTrait>(ctx: &Ctx, db: &C, party: PartyId) -> Result<bool> {
    let Some(me) = &ctx.user else { return Ok(false) };
    Ok(me.admin || hosts::Entity::find_by_id((party.0, me.id.0)).one(db).await?.is_some())
}

/// The same, for those alone who do; others hear as much of the party as of its board (at most 2 queries).
pub async fn may_judge<C: ConnectionTrait>(ctx: &Ctx, db: &C, party: PartyId) -> Result<()> {
    if judges(ctx, db, party).await? {
        return Ok(());
    }
    standing(ctx, db, party).await?.may_see_board()?;
    Err(AppError::Forbidden)
}

/// Whether the viewer looks after the site and decides about this photo: it has an open report, and whoever added it is nobody
/// whom they must not see (at most 1 query).
pub async fn judges_photo<C: ConnectionTrait>(ctx: &Ctx, db: &C, picture: PictureId) -> Result<bool> {
    if !ctx.user.as_ref().is_some_and(|me| me.admin) {
        return Ok(false);
    }
    let open = photo_reports::Entity::find()
        .select_only()
        .column(photo_reports::Column::PhotoId)
        .filter(photo_reports::Column::ClosedAt.is_null())
        .into_query();
    let found = photos::Entity::find()
        .filter(photos::Column::PictureId.eq(picture.0))
        .filter(photos::Column::Id.in_subquery(open))
        .filter(seen(ctx, photos::Column::UserId))
        .filter(seen_guest(ctx, photos::Column::InviteId));
    Ok(found.one(db).await?.is_some())
}

/// The same for a picture of a post (at most 1 query).
pub async fn judges_picture_of_post<C: ConnectionTrait>(ctx: &Ctx, db: &C, picture: PictureId) -> Result<bool> {
    if !ctx.user.as_ref().is_some_and(|me| me.admin) {
        return Ok(false);
    }
    let open = reports::Entity::find()
        .select_only()
        .column(reports::Column::PostId)
        .filter(reports::Column::ClosedAt.is_null())
        .into_query();
    let found = posts::Entity::find()
        .inner_join(post_pictures::Entity)
        .filter(post_pictures::Column::PictureId.eq(picture.0))
        .filter(posts::Column::Id.in_subquery(open))
        .filter(seen(ctx, posts::Column::UserId))
        .filter(seen_guest(ctx, posts::Column::InviteId));
    Ok(found.one(db).await?.is_some())
}
