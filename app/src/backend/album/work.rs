//! How a photo gets ready: each step is kept, and a photo that was removed meanwhile stays gone.

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect, sea_query::Expr};

use crate::{
    backend::{
        Ctx, Services,
        entities::{
            parties,
            photos::{self, Column},
            pictures, users,
        },
        events, search,
    },
    domain::{
        PartyId, PhotoId, PictureId,
        album::{Failure, Status},
        geo::Position,
        live::Topic,
        text::cut,
        time::Millis,
    },
    error::Result,
};

/// Cameras whose clocks were never set say 1970 or 1980, and digital ones are not older than this: 1990.
const EARLIEST: Millis = 631_152_000_000;
/// Clocks may be set to another zone.
const AHEAD: Millis = 26 * 3_600_000;

/// A photo that is to be prepared.
pub struct Work {
    pub photo: PhotoId,
    /// How the name of its file ends.
    pub ending: String,
    /// Of the party.
    pub time_zone: String,
}

/// What there is to say of a photo that is prepared and stored.
#[derive(Clone, Debug, Default)]
pub struct Finished {
    /// Of the largest size, in pixels.
    pub width: u32,
    pub height: u32,
    /// All sizes together.
    pub bytes: u64,
    /// How the names of its files end.
    pub format: String,
    /// In base 64.
    pub thumbhash: String,
    pub taken_at: Option<Millis>,
    /// Minutes east of UTC.
    pub taken_offset: Option<i32>,
    pub camera: String,
    pub lens: String,
    pub exposure: String,
    pub position: Option<Position>,
    /// Near which town.
    pub place: String,
    /// The file as it was sent was deleted.
    pub original_gone: bool,
}

/// Begins to work on a photo (2 queries); nothing where it is gone, has another file by now, or is ready.
pub async fn begin(services: &Services, photo: PhotoId, picture: PictureId) -> Result<Option<Work>> {
    let db = services.db.write();
    photos::Entity::update_many()
        .col_expr(Column::Status, Expr::value(Status::Working.code()))
        .filter(Column::Id.eq(photo.0))
        .filter(Column::PictureId.eq(picture.0))
        .filter(Column::Status.ne(Status::Ready.code()))
        .exec(db)
        .await?;
    // MariaDB counts only rows that change, so the row itself has to tell.
    let found = photos::Entity::find_by_id(photo.0)
        .filter(Column::PictureId.eq(picture.0))
        .filter(Column::Status.eq(Status::Working.code()))
        .find_also_related(parties::Entity)
        .one(db)
        .await?;
    let work = found.and_then(|(photo, party)| {
        Some(Work { photo: photo.id.into(), ending: photo.original?, time_zone: party?.time_zone })
    });
    Ok(work)
}

/// All sizes are stored: from now on the photo is shown. `false` where it was removed meanwhile (about 11 queries).
pub async fn ready(ctx: &Ctx, photo: PhotoId, picture: PictureId, finished: Finished) -> Result<bool> {
    let txn = ctx.db().begin().await?;
    let found = photos::Entity::find_by_id(photo.0).filter(Column::PictureId.eq(picture.0)).lock_exclusive();
    let Some(before) = found.one(&txn).await? else { return Ok(false) };
    let original = if finished.original_gone || before.original.is_none() { 0 } else { before.bytes };
    let sizes = pictures::ActiveModel {
        id: Set(picture.0),
        width: Set(side(finished.width)),
        height: Set(side(finished.height)),
        bytes: Set(i64::try_from(finished.bytes).unwrap_or(i64::MAX).saturating_add(original)),
        format: Set(finished.format.clone()),
        ..Default::default()
    };
    pictures::Entity::update(sizes).exec(&txn).await?;
    let (party, uploader) = (PartyId(before.party_id), before.user_id);
    photos::Entity::update(row(ctx, before, finished)).exec(&txn).await?;
    search::index::photo(&txn, photo).await?;
    let uploader = match uploader {
        Some(user) => users::Entity::find_by_id(user).one(&txn).await?.map(|user| user.person()),
        None => None,
    };
    let ctx = Ctx { user: uploader, ..ctx.clone() };
    events::emit(&ctx, &txn, party, Topic::Album).await?;
    txn.commit().await?;
    ctx.services.signal.raise();
    Ok(true)
}

/// What changes when a photo is ready. Times that cannot be are none.
fn row(ctx: &Ctx, before: photos::Model, finished: Finished) -> photos::ActiveModel {
    let taken_at = finished.taken_at.filter(|at| (EARLIEST..=ctx.now() + AHEAD).contains(at));
    photos::ActiveModel {
        id: Set(before.id),
        status: Set(Status::Ready.code().to_owned()),
        failure: Set(None),
        original: Set(before.original.filter(|_| !finished.original_gone)),
        sorted_at: Set(taken_at.unwrap_or(before.created_at)),
        taken_at: Set(taken_at),
        taken_offset: Set(finished.taken_offset.filter(|_| taken_at.is_some())),
        camera: Set(cut(&finished.camera, 100)),
        lens: Set(cut(&finished.lens, 100)),
        exposure: Set(cut(&finished.exposure, 100)),
        latitude: Set(finished.position.map(|position| position.latitude)),
        longitude: Set(finished.position.map(|position| position.longitude)),
        place: Set(cut(&finished.place, 160)),
        thumbhash: Set(Some(finished.thumbhash).filter(|hash| hash.len() <= 48).unwrap_or_default()),
        width: Set(side(finished.width)),
        height: Set(side(finished.height)),
        ..Default::default()
    }
}

fn side(pixels: u32) -> i32 {
    i32::try_from(pixels).unwrap_or(i32::MAX)
}

/// The photo cannot be shown, for this reason (2 queries).
pub async fn failed(ctx: &Ctx, photo: PhotoId, picture: PictureId, why: Failure) -> Result<()> {
    let db = ctx.db().write();
    fail(&ctx.services, photo, picture, why).await?;
    if let Some(photo) = photos::Entity::find_by_id(photo.0).one(db).await? {
        events::emit(ctx, db, PartyId(photo.party_id), Topic::Album).await?;
        ctx.services.signal.raise();
    }
    Ok(())
}

/// Every process that has begun to prepare it died with it (1 query).
pub async fn give_up(services: &Services, photo: PhotoId, picture: PictureId) -> Result<()> {
    fail(services, photo, picture, Failure::Unavailable).await
}

async fn fail(services: &Services, photo: PhotoId, picture: PictureId, why: Failure) -> Result<()> {
    photos::Entity::update_many()
        .col_expr(Column::Status, Expr::value(Status::Failed.code()))
        .col_expr(Column::Failure, Expr::value(Some(why.code().to_owned())))
        .filter(Column::Id.eq(photo.0))
        .filter(Column::PictureId.eq(picture.0))
        .filter(Column::Status.ne(Status::Ready.code()))
        .exec(services.db.write())
        .await?;
    Ok(())
}

/// Whether a photo is kept as it was sent; nothing where there is no such photo with this file (1 query).
pub async fn keeps_original(services: &Services, photo: PhotoId, picture: PictureId) -> Result<Option<bool>> {
    let found = photos::Entity::find_by_id(photo.0).filter(Column::PictureId.eq(picture.0));
    Ok(found.one(services.db.write()).await?.map(|photo| photo.original.is_some()))
}

/// It did not work now, and is tried again (1 query).
pub async fn put_back(services: &Services, photo: PhotoId, picture: PictureId) -> Result<()> {
    photos::Entity::update_many()
        .col_expr(Column::Status, Expr::value(Status::Received.code()))
        .filter(Column::Id.eq(photo.0))
        .filter(Column::PictureId.eq(picture.0))
        .filter(Column::Status.eq(Status::Working.code()))
        .exec(services.db.write())
        .await?;
    Ok(())
}
