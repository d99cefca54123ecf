//! The album, page by page, and one photo.

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{around, details, reports, rows, rules_of, tagging, views};
use crate::{
    backend::{
        Ctx,
        access::{self, Sight, Standing},
        db::Cursor,
        entities::photos::Column,
    },
    domain::{
        PartyId, PhotoId,
        album::{AlbumPage, PhotoCard, PhotoPage, PhotoView, Processing, Shelf, Status},
        geo::Position,
    },
    error::Result,
};

/// Photos on a page.
const PAGE: usize = 60;
/// Photos on the party's page.
const LATEST: usize = 8;
/// Photos that are not ready and told one by one.
const PROCESSING: u64 = 100;

/// A page of the album, the newest first (at most 8 queries). Strangers get
/// [`AppError::Forbidden`](crate::error::AppError). Shelves but the first
/// are for hosts.
pub async fn show(ctx: &Ctx, party: PartyId, shelf: Shelf, after: Option<&str>) -> Result<AlbumPage> {
    let db = ctx.db().read();
    let standing = access::standing(ctx, db, party).await?;
    standing.may_see_album()?;
    if shelf != Shelf::Shown {
        standing.may_manage(ctx)?;
    }
    let after = Cursor::parse(after)?;
    let sight = Sight::of(ctx, db, &standing).await?;
    let which = rows::of_party(party).filter(on_shelf(ctx, &sight, shelf));
    let (photos, next) = rows::page(db, which, after, PAGE).await?;
    let first = after.is_none() && shelf == Shelf::Shown;
    let processing = if first { processing(ctx, db, party, &sight).await? } else { Vec::new() };
    let waiting = if standing.role.manages() { waiting(ctx, db, party, &sight).await? } else { 0 };
    let reported = if standing.role.manages() { reports::count(db, party).await? } else { 0 };
    Ok(AlbumPage {
        around: around(&standing),
        rules: rules_of(&standing),
        shelf,
        refused: standing.album_refusal(),
        veil: sight.veil,
        photos: photos.iter().map(views::card).collect(),
        next,
        older: after.is_some(),
        processing,
        waiting,
        reported,
        untaggable: tagging::forbidden_by_link(ctx, &standing),
    })
}

fn on_shelf(ctx: &Ctx, sight: &Sight, shelf: Shelf) -> Condition {
    match shelf {
        Shelf::Shown => sight.shown(ctx),
        Shelf::Waiting => sight.open(ctx).add(Column::Approved.eq(false)),
        Shelf::Hidden => sight.open(ctx).add(Column::Hidden.eq(true)),
    }
}

/// The viewer's own that are not ready (1 query).
async fn processing<C: ConnectionTrait>(ctx: &Ctx, db: &C, party: PartyId, sight: &Sight) -> Result<Vec<Processing>> {
    let waiting = [Status::Received, Status::Working, Status::Failed].map(Status::code);
    let mine = rows::of_party(party).filter(sight.mine()).filter(Column::Status.is_in(waiting));
    let mine = rows::newest_first(mine).limit(PROCESSING);
    let rows = rows::with_uploaders(mine).into_model::<rows::Row>().all(db).await?;
    Ok(rows.iter().map(|row| views::processing(ctx, row)).collect())
}

/// How many wait for a host (1 query).
async fn waiting<C: ConnectionTrait>(ctx: &Ctx, db: &C, party: PartyId, sight: &Sight) -> Result<i64> {
    let waiting = rows::of_party(party).filter(on_shelf(ctx, sight, Shelf::Waiting)).count(db).await?;
    Ok(i64::try_from(waiting).unwrap_or(i64::MAX))
}

/// The latest photos that the album shows, for the party's page (at most 2 queries).
pub async fn latest<C: ConnectionTrait>(ctx: &Ctx, db: &C, standing: &Standing) -> Result<Vec<PhotoCard>> {
    let sight = Sight::of(ctx, db, standing).await?;
    let which = rows::of_party(standing.party.id.into()).filter(sight.shown(ctx));
    let (photos, _) = rows::page(db, which, None, LATEST).await?;
    Ok(photos.iter().map(views::card).collect())
}

/// One photo with all about it (at most 12 queries).
pub async fn photo(ctx: &Ctx, party: PartyId, photo: PhotoId) -> Result<PhotoPage> {
    let db = ctx.db().read();
    let standing = access::standing(ctx, db, party).await?;
    standing.may_see_album()?;
    let sight = Sight::of(ctx, db, &standing).await?;
    let row = rows::one(db, party, photo, sight.any(ctx)).await?;
    let place = rows::place(&row.photo);
    let newer = beside(ctx, db, party, &sight, place, true).await?;
    let older = beside(ctx, db, party, &sight, place, false).await?;
    let mut photo = view(ctx, &standing, &row);
    details::fill(ctx, db, &standing, &row.photo, &mut photo).await?;
    Ok(PhotoPage { around: around(&standing), photo, newer, older })
}

/// The next one in the album (1 query).
async fn beside<C: ConnectionTrait>(
    ctx: &Ctx,
    db: &C,
    party: PartyId,
    sight: &Sight,
    from: Cursor,
    newer: bool,
) -> Result<Option<PhotoId>> {
    let photos = rows::of_party(party).filter(sight.shown(ctx)).select_only().column(Column::Id).limit(1);
    let photos = if newer {
        photos.filter(rows::newer(from)).order_by_asc(Column::SortedAt).order_by_asc(Column::Id)
    } else {
        photos.filter(rows::older(from)).order_by_desc(Column::SortedAt).order_by_desc(Column::Id)
    };
    let found: Option<Uuid> = photos.into_tuple().one(db).await?;
    Ok(found.map(Into::into))
}

/// The photo without what others added to it.
fn view(ctx: &Ctx, standing: &Standing, row: &rows::Row) -> PhotoView {
    let photo = &row.photo;
    let ready = photo.status() == Status::Ready;
    let (manages, mine) = (standing.role.manages(), standing.added(ctx, photo));
    let offset = photo.taken_at.zip(photo.taken_offset);
    PhotoView {
        card: views::card(row),
        status: photo.status(),
        author: views::author(ctx, standing, row),
        local: offset.map(|(at, minutes)| at.saturating_add(i64::from(minutes) * 60_000)),
        sent_at: photo.created_at,
        camera: photo.camera.clone(),
        lens: photo.lens.clone(),
        exposure: photo.exposure.clone(),
        place: photo.place.clone(),
        position: photo.latitude.zip(photo.longitude).map(|(latitude, longitude)| Position { latitude, longitude }),
        tags: Vec::new(),
        people: Vec::new(),
        likes: 0,
        liked: false,
        comments: Vec::new(),
        may_edit: manages || mine,
        may_hide: manages && ready,
        may_approve: manages && ready && !photo.approved,
        may_be_cover: manages && ready && photo.approved && !photo.hidden,
        may_download: ready && photo.original.is_some() && (manages || mine),
        may_report: ready && standing.may_report_photo(ctx, photo).is_ok(),
        may_tag_me: false,
        candidates: Vec::new(),
    }
}
