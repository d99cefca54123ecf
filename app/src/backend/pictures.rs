//! Pictures as rows: noted when stored, claimed when used, released when replaced. The sweep takes what nobody uses.

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, Query},
};
use uuid::Uuid;

use super::{
    Ctx, access,
    entities::{parties, pictures, users},
    sweep,
};
use crate::{
    domain::{PartyId, PictureId, Problem, picture::Purpose},
    error::{AppError, Result},
};

/// A picture whose files are stored.
pub struct Stored {
    pub id: PictureId,
    pub purpose: Purpose,
    /// Of the largest size, in pixels.
    pub width: u32,
    pub height: u32,
    /// All sizes together.
    pub bytes: u64,
}

/// Notes a picture after its files are stored.
pub async fn note(ctx: &Ctx, stored: Stored) -> Result<()> {
    let row = pictures::ActiveModel {
        id: Set(stored.id.0),
        purpose: Set(code(stored.purpose).to_owned()),
        width: Set(stored.width.try_into().unwrap_or(i32::MAX)),
        height: Set(stored.height.try_into().unwrap_or(i32::MAX)),
        bytes: Set(stored.bytes.try_into().unwrap_or(i64::MAX)),
        used: Set(false),
        created_at: Set(ctx.now()),
    };
    pictures::Entity::insert(row).exec_without_returning(ctx.db().write()).await?;
    Ok(())
}

/// Notes files that should be gone but could not be deleted, so that the sweep tries again.
pub async fn note_leftover(ctx: &Ctx, id: PictureId) -> Result<()> {
    let row = pictures::ActiveModel {
        id: Set(id.0),
        purpose: Set(sweep::CONDEMNED.to_owned()),
        width: Set(0),
        height: Set(0),
        bytes: Set(0),
        used: Set(false),
        created_at: Set(ctx.now()),
    };
    pictures::Entity::insert(row).exec_without_returning(ctx.db().write()).await?;
    Ok(())
}

/// Puts an unused picture to use. Whoever knows the identifier of an unused picture has uploaded it.
pub async fn claim<C: ConnectionTrait>(db: &C, id: PictureId, purpose: Purpose) -> Result<()> {
    let claimed = pictures::Entity::update_many()
        .col_expr(pictures::Column::Used, Expr::value(true))
        .filter(pictures::Column::Id.eq(id.0))
        .filter(pictures::Column::Used.eq(false))
        .filter(pictures::Column::Purpose.eq(code(purpose)))
        .exec(db)
        .await?;
    let field = match purpose {
        Purpose::Cover => "cover",
        Purpose::Profile => "photo",
    };
    if claimed.rows_affected == 1 { Ok(()) } else { Err(AppError::field(field, Problem::PictureGone)) }
}

/// Gives pictures up, except those that another party or person shows too (a duplicated party shares its cover).
pub async fn release<C: ConnectionTrait>(db: &C, ids: impl IntoIterator<Item = Uuid>) -> Result<()> {
    let ids: Vec<Uuid> = ids.into_iter().collect();
    if ids.is_empty() {
        return Ok(());
    }
    let covers = Query::select()
        .column(parties::Column::CoverId)
        .from(parties::Entity)
        .and_where(parties::Column::CoverId.is_in(ids.iter().copied()))
        .to_owned();
    let photos = Query::select()
        .column(users::Column::PhotoId)
        .from(users::Entity)
        .and_where(users::Column::PhotoId.is_in(ids.iter().copied()))
        .to_owned();
    pictures::Entity::update_many()
        .col_expr(pictures::Column::Used, Expr::value(false))
        .filter(pictures::Column::Id.is_in(ids))
        .filter(pictures::Column::Id.not_in_subquery(covers))
        .filter(pictures::Column::Id.not_in_subquery(photos))
        .exec(db)
        .await?;
    Ok(())
}

/// Who may be shown a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Everybody who knows the address; shared caches may keep it.
    Public,
    /// This viewer; only the own browser may keep it.
    Viewer,
}

/// Whether the viewer may see the picture, or [`AppError::NotFound`].
pub async fn view(ctx: &Ctx, id: PictureId) -> Result<Audience> {
    let picture = pictures::Entity::find_by_id(id.0).one(ctx.db().read()).await?.ok_or(AppError::NotFound)?;
    if picture.purpose == code(Purpose::Profile) || !picture.used {
        return access::profile_photo(picture.used);
    }
    let shown = parties::Entity::find().filter(parties::Column::CoverId.eq(id.0)).all(ctx.db().read()).await?;
    for party in shown {
        if let Ok(standing) = access::standing(ctx, ctx.db().read(), PartyId(party.id)).await {
            return Ok(standing.cover_audience());
        }
    }
    Err(AppError::NotFound)
}

fn code(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Cover => "cover",
        Purpose::Profile => "profile",
    }
}
