//! Pictures as rows: expected before their files are stored, noted after, claimed when used, released when replaced. A job
//! takes what was released, the sweep what was never used, or never stored whole.

pub mod replaced;

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, OnConflict, SelectStatement},
};
use uuid::Uuid;

use super::{
    Ctx, access,
    db::AT_ONCE,
    entities::{parties, photos, pictures, post_pictures, posts, users},
    jobs, sweep,
};
use crate::{
    domain::{PartyId, PictureId, Problem, picture::Purpose, time::Millis},
    error::{AppError, Result},
};

/// How most files end.
const JPEG: &str = "jpg";

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
        purpose: Set(code(stored.purpose).to_owned()),
        width: Set(stored.width.try_into().unwrap_or(i32::MAX)),
        height: Set(stored.height.try_into().unwrap_or(i32::MAX)),
        bytes: Set(stored.bytes.try_into().unwrap_or(i64::MAX)),
        ..Default::default()
    };
    pictures::Entity::update_many()
        .set(row)
        .filter(pictures::Column::Id.eq(stored.id.0))
        .exec(ctx.db().write())
        .await?;
    Ok(())
}

/// Notes a picture before its first file is stored, as one that is to be taken away: should this process die, the sweep
/// knows what there is.
pub async fn expect(ctx: &Ctx, id: PictureId) -> Result<()> {
    let row = expected(id.0, ctx.now());
    // The same once more, where the answer was lost.
    let again = OnConflict::column(pictures::Column::Id).update_column(pictures::Column::CreatedAt).to_owned();
    pictures::Entity::insert(row).on_conflict(again).exec_without_returning(ctx.db().write()).await?;
    Ok(())
}

/// Files that are not all there, or that are to go.
fn expected(id: Uuid, now: Millis) -> pictures::ActiveModel {
    pictures::ActiveModel {
        id: Set(id),
        purpose: Set(sweep::CONDEMNED.to_owned()),
        width: Set(0),
        height: Set(0),
        bytes: Set(0),
        used: Set(false),
        created_at: Set(now),
        format: Set(JPEG.to_owned()),
    }
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
        Purpose::Photo => "photos",
    };
    let all = claimed.rows_affected == ids.len() as u64;
    if all { Ok(()) } else { Err(AppError::field(field, Problem::PictureGone)) }
}

/// Gives pictures up, unless another party, person, post or album shows them too (a duplicated party shares its cover).
pub async fn release<C: ConnectionTrait>(db: &C, ids: impl IntoIterator<Item = Uuid>, now: Millis) -> Result<()> {
    let ids: Vec<Uuid> = ids.into_iter().collect();
    for ids in ids.chunks(AT_ONCE) {
        pictures::Entity::update_many()
            .col_expr(pictures::Column::Used, Expr::value(false))
            .filter(pictures::Column::Id.is_in(ids.iter().copied()))
            .filter(pictures::Column::Id.not_in_subquery(shown::<parties::Entity>(parties::Column::CoverId, ids)))
            .filter(pictures::Column::Id.not_in_subquery(shown::<users::Entity>(users::Column::PhotoId, ids)))
            .filter(
                pictures::Column::Id
                    .not_in_subquery(shown::<post_pictures::Entity>(post_pictures::Column::PictureId, ids)),
            )
            .filter(pictures::Column::Id.not_in_subquery(shown::<photos::Entity>(photos::Column::PictureId, ids)))
            .exec(db)
            .await?;
        jobs::discard(db, ids.iter().copied(), now).await?;
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

/// To whom the picture is shown, and how its files end, if the viewer may see it; or else [`AppError::NotFound`].
pub async fn view(ctx: &Ctx, id: PictureId) -> Result<(Audience, String)> {
    let found = pictures::Entity::find_by_id(id.0).filter(access::seen_photo(ctx)).one(ctx.db().read()).await?;
    let picture = found.ok_or(AppError::NotFound)?;
    Ok((audience(ctx, id, &picture).await?, picture.format))
}

async fn audience(ctx: &Ctx, id: PictureId, picture: &pictures::Model) -> Result<Audience> {
    if picture.purpose == code(Purpose::Profile) || !picture.used {
        return access::profile_photo(picture.used);
    }
    if picture.purpose == code(Purpose::Post) {
        let found = view_post(ctx, id).await;
        let judged =
            found == Err(AppError::NotFound) && access::judges_picture_of_post(ctx, ctx.db().read(), id).await?;
        return if judged { Ok(Audience::Viewer) } else { found };
    }
    if picture.purpose == code(Purpose::Photo) {
        if let Some(audience) = view_photo(ctx, id).await? {
            return Ok(audience);
        }
        if access::judges_photo(ctx, ctx.db().read(), id).await? {
            return Ok(Audience::Viewer);
        }
    }
    let shown = parties::Entity::find().filter(parties::Column::CoverId.eq(id.0)).all(ctx.db().read()).await?;
    for party in shown {
        if let Ok(standing) = access::standing(ctx, ctx.db().read(), PartyId(party.id)).await
            && standing.party.cover_id == Some(id.0)
        {
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

/// Photos are seen by those to whom the album shows them; nothing for others, who may still see it as a cover.
async fn view_photo(ctx: &Ctx, id: PictureId) -> Result<Option<Audience>> {
    let db = ctx.db().read();
    let photo = photos::Entity::find().filter(photos::Column::PictureId.eq(id.0)).one(db).await?;
    let Some(photo) = photo else { return Ok(None) };
    let standing = match access::standing(ctx, db, PartyId(photo.party_id)).await {
        Ok(standing) if standing.sees_board() => standing,
        Ok(_) | Err(AppError::NotFound) => return Ok(None),
        Err(error) => return Err(error),
    };
    let sight = access::Sight::of(ctx, db, &standing).await?;
    let seen = photos::Entity::find_by_id(photo.id).filter(sight.open(ctx)).one(db).await?;
    Ok(seen.map(|_| Audience::Viewer))
}

/// As it stands in the database.
pub fn code(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Cover => "cover",
        Purpose::Profile => "profile",
        Purpose::Post => "post",
        Purpose::Photo => "photo",
    }
}
