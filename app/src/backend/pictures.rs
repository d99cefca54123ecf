//! Pictures as rows: noted when stored, claimed when used, released when replaced. A job takes what was released, the sweep
//! what was never used.

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, SelectStatement},
};
use uuid::Uuid;

use super::{
    Ctx, access,
    entities::{parties, pictures, post_pictures, posts, users},
    jobs, sweep,
};
use crate::{
    domain::{PartyId, PictureId, Problem, picture::Purpose},
    error::{AppError, Result},
};

/// Pictures given up with one statement, for databases limit the values in it.
const RELEASED_AT_ONCE: usize = 500;

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
    claim_all(db, &[id], purpose).await
}

/// Puts unused pictures to use: all of them, or it is an error (1 query, none for none).
pub async fn claim_all<C: ConnectionTrait>(db: &C, ids: &[PictureId], purpose: Purpose) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let claimed = pictures::Entity::update_many()
        .col_expr(pictures::Column::Used, Expr::value(true))
        .filter(pictures::Column::Id.is_in(ids.iter().map(|id| id.0)))
        .filter(pictures::Column::Used.eq(false))
        .filter(pictures::Column::Purpose.eq(code(purpose)))
        .exec(db)
        .await?;
    let field = match purpose {
        Purpose::Cover => "cover",
        Purpose::Profile => "photo",
        Purpose::Post => "pictures",
    };
    let all = claimed.rows_affected == ids.len() as u64;
    if all { Ok(()) } else { Err(AppError::field(field, Problem::PictureGone)) }
}

/// Gives pictures up, unless another party, person or post shows them too (a duplicated party shares its cover).
pub async fn release<C: ConnectionTrait>(db: &C, ids: impl IntoIterator<Item = Uuid>) -> Result<()> {
    let ids: Vec<Uuid> = ids.into_iter().collect();
    for ids in ids.chunks(RELEASED_AT_ONCE) {
        pictures::Entity::update_many()
            .col_expr(pictures::Column::Used, Expr::value(false))
            .filter(pictures::Column::Id.is_in(ids.iter().copied()))
            .filter(pictures::Column::Id.not_in_subquery(shown::<parties::Entity>(parties::Column::CoverId, ids)))
            .filter(pictures::Column::Id.not_in_subquery(shown::<users::Entity>(users::Column::PhotoId, ids)))
            .filter(
                pictures::Column::Id
                    .not_in_subquery(shown::<post_pictures::Entity>(post_pictures::Column::PictureId, ids)),
            )
            .exec(db)
            .await?;
        jobs::discard(db, ids.iter().copied()).await?;
    }
    Ok(())
}

/// Those of the pictures that stand in this column.
fn shown<E: EntityTrait>(column: E::Column, ids: &[Uuid]) -> SelectStatement {
    E::find().select_only().column(column).filter(column.is_in(ids.iter().copied())).into_query()
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
    let found = pictures::Entity::find_by_id(id.0).filter(access::seen_photo(ctx)).one(ctx.db().read()).await?;
    let picture = found.ok_or(AppError::NotFound)?;
    if picture.purpose == code(Purpose::Profile) || !picture.used {
        return access::profile_photo(picture.used);
    }
    if picture.purpose == code(Purpose::Post) {
        return view_post(ctx, id).await;
    }
    let shown = parties::Entity::find().filter(parties::Column::CoverId.eq(id.0)).all(ctx.db().read()).await?;
    for party in shown {
        if let Ok(standing) = access::standing(ctx, ctx.db().read(), PartyId(party.id)).await {
            return Ok(standing.cover_audience());
        }
    }
    Err(AppError::NotFound)
}

/// Pictures of posts are seen by those who see the board.
async fn view_post(ctx: &Ctx, id: PictureId) -> Result<Audience> {
    let db = ctx.db().read();
    let party: Option<Uuid> = posts::Entity::find()
        .select_only()
        .column(posts::Column::PartyId)
        .inner_join(post_pictures::Entity)
        .filter(post_pictures::Column::PictureId.eq(id.0))
        .filter(access::seen(ctx, posts::Column::UserId))
        .filter(access::seen_guest(ctx, posts::Column::InviteId))
        .into_tuple()
        .one(db)
        .await?;
    let standing = access::standing(ctx, db, PartyId(party.ok_or(AppError::NotFound)?)).await?;
    if standing.sees_board() { Ok(Audience::Viewer) } else { Err(AppError::NotFound) }
}

fn code(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Cover => "cover",
        Purpose::Profile => "profile",
        Purpose::Post => "post",
    }
}
