//! Photos that somebody reported: told to the hosts, listed for those who decide, and taken down or left.

use std::collections::HashMap;

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

use super::{
    around,
    change::Changing,
    rows::{self, Row},
    views,
};
use crate::{
    backend::{
        Ctx,
        access::{self, Sight, by, seen, seen_guest},
        entities::{
            parties,
            photo_reports::{self, Column},
            photos,
        },
        jobs,
        notifications::Cause,
        write::Once,
    },
    domain::{
        PartyId, PhotoId,
        album::{PhotoToReport, ReportedPhoto, Status},
        report::{Reason, ReportDraft},
        time::Millis,
    },
    error::{AppError, Result},
};

/// Photos that are listed at once; the others follow when these are decided about.
const LISTED: u64 = 50;
/// Notes on a page; of more the oldest are left out.
const NOTES: u64 = 300;

fn open() -> Condition {
    Condition::all().add(Column::ClosedAt.is_null())
}

/// How many photos of a party have open reports (1 query).
pub async fn count<C: ConnectionTrait>(db: &C, party: PartyId) -> Result<i64> {
    let photos = photo_reports::Entity::find().select_only().column(Column::PhotoId).distinct();
    let count = photos.filter(Column::PartyId.eq(party.0)).filter(open()).count(db).await?;
    Ok(i64::try_from(count).unwrap_or(i64::MAX))
}

/// A photo that the viewer may report (at most 4 queries). One's own is [`AppError::Forbidden`].
pub async fn to_report(ctx: &Ctx, party: PartyId, photo: PhotoId) -> Result<PhotoToReport> {
    let db = ctx.db().read();
    let standing = access::standing(ctx, db, party).await?;
    standing.may_see_album()?;
    let sight = Sight::of(ctx, db, &standing).await?;
    let row = rows::one(db, party, photo, sight.open(ctx)).await?;
    standing.may_report_photo(ctx, &row.photo)?;
    Ok(PhotoToReport { around: around(&standing), card: views::card(&row) })
}

/// Reports a photo to the hosts, who are told so once for all of it. An open report stays as it is, and one that was closed
/// is opened again. Errors as in [`to_report`].
pub async fn report(ctx: &Ctx, party: PartyId, photo: PhotoId, draft: ReportDraft) -> Result<()> {
    let write = match ctx.once(&format!("album.report {photo}")).await? {
        Once::Again(()) => return Ok(()),
        Once::First(write) => write,
    };
    let txn = write.txn();
    // Locked, so that the same person reports it once.
    let Changing { standing, photo: found } = Changing::begin(ctx, txn, party, photo).await?;
    let reporter = standing.may_report_photo(ctx, &found)?;
    let mine = photo_reports::Entity::find().filter(Column::PhotoId.eq(photo.0));
    let before = mine.filter(by(reporter, Column::UserId, Column::InviteId)).one(txn).await?;
    if before.as_ref().is_none_or(|report| report.closed_at.is_some()) {
        let row = photo_reports::ActiveModel {
            id: Set(before.as_ref().map_or_else(Uuid::now_v7, |report| report.id)),
            photo_id: Set(photo.0),
            party_id: Set(party.0),
            user_id: Set(reporter.user()),
            invite_id: Set(reporter.invite()),
            reason: Set(draft.reason.code().to_owned()),
            note: Set(draft.note.into()),
            created_at: Set(ctx.now()),
            closed_at: Set(None),
        };
        match before {
            Some(_) => photo_reports::Entity::update(row).exec(txn).await.map(|_| ())?,
            None => photo_reports::Entity::insert(row).exec_without_returning(txn).await.map(|_| ())?,
        }
        jobs::notify(ctx, txn, Cause::PhotoReported { photo }).await?;
    }
    write.finish(()).await
}

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
    write.finish(()).await
}

fn about(party: PartyId, photo: PhotoId) -> Condition {
    Condition::all().add(Column::PartyId.eq(party.0)).add(Column::PhotoId.eq(photo.0))
}

async fn any<C: ConnectionTrait>(db: &C, which: Condition) -> Result<bool> {
    Ok(photo_reports::Entity::find().filter(which).count(db).await? > 0)
}

/// A photo with open reports.
#[derive(FromQueryResult)]
struct Found {
    photo_id: Uuid,
    party_id: Uuid,
    title: String,
    at: Millis,
}

/// Reported photos of one party, for its hosts, the last reported first (6 queries).
pub async fn of_party(ctx: &Ctx, party: PartyId) -> Result<Vec<ReportedPhoto>> {
    ctx.user()?;
    access::standing(ctx, ctx.db().read(), party).await?.may_manage(ctx)?;
    list(ctx, open().add(Column::PartyId.eq(party.0)), true).await
}

/// Reported photos of all parties, for those who look after the site (4 queries): what is said of each, also by people whom
/// they must not see, but not who that is. Photos are shown to those alone who see the album.
pub async fn everywhere(ctx: &Ctx) -> Result<Vec<ReportedPhoto>> {
    access::may_administer(ctx)?;
    list(ctx, open(), false).await
}

async fn list(ctx: &Ctx, which: Condition, shown: bool) -> Result<Vec<ReportedPhoto>> {
    let latest = || Expr::col((photo_reports::Entity, Column::CreatedAt)).max();
    let found = photo_reports::Entity::find()
        .inner_join(parties::Entity)
        .select_only()
        .columns([Column::PhotoId, Column::PartyId])
        .column(parties::Column::Title)
        .expr_as(latest(), "at")
        .filter(which)
        .group_by(Column::PhotoId)
        .group_by(Column::PartyId)
        .group_by(parties::Column::Title)
        .order_by_desc(latest())
        .order_by_desc(Column::PhotoId)
        .limit(LISTED)
        .into_model::<Found>()
        .all(ctx.db().read())
        .await?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = found.iter().map(|found| found.photo_id).collect();
    let mut photos = photos_of(ctx, &ids, !shown).await?;
    let mut reasons = reasons(ctx, &ids).await?;
    let mut notes = notes(ctx, &ids).await?;
    let view = |found: Found| {
        let card = photos.remove(&found.photo_id).map(|row| (views::card(&row), row.photo.status()));
        let picture =
            card.as_ref().filter(|(_, status)| shown && *status == Status::Ready).map(|(card, _)| card.picture);
        ReportedPhoto {
            party: found.party_id.into(),
            title: found.title,
            photo: found.photo_id.into(),
            caption: card.as_ref().map(|(card, _)| card.caption.clone()).unwrap_or_default(),
            by: card.map(|(card, _)| card.by).filter(|name| shown || !name.is_empty()),
            picture,
            reasons: reasons.remove(&found.photo_id).unwrap_or_default(),
            notes: notes.remove(&found.photo_id).unwrap_or_default(),
            at: found.at,
        }
    };
    Ok(found.into_iter().map(view).collect())
}

/// Those whose uploaders the viewer may see, or else all, with nothing of the uploaders whom they must not see (1 query).
async fn photos_of(ctx: &Ctx, ids: &[Uuid], all: bool) -> Result<HashMap<Uuid, Row>> {
    let mut photos = photos::Entity::find().filter(photos::Column::Id.is_in(ids.iter().copied()));
    if !all {
        photos = photos.filter(seen(ctx, photos::Column::UserId)).filter(seen_guest(ctx, photos::Column::InviteId));
    }
    let rows = rows::with_seen_uploaders(ctx, photos).into_model::<Row>().all(ctx.db().read()).await?;
    Ok(rows.into_iter().map(|row| (row.photo.id, row)).collect())
}

/// How many chose which reason (1 query). These are not counted out by who sees whom, for they name nobody.
async fn reasons(ctx: &Ctx, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<(Reason, i64)>>> {
    let rows: Vec<(Uuid, String, i64)> = photo_reports::Entity::find()
        .select_only()
        .columns([Column::PhotoId, Column::Reason])
        .column_as(Column::Id.count(), "people")
        .filter(Column::PhotoId.is_in(ids.iter().copied()))
        .filter(open())
        .group_by(Column::PhotoId)
        .group_by(Column::Reason)
        .into_tuple()
        .all(ctx.db().read())
        .await?;
    let mut reasons: HashMap<Uuid, Vec<(Reason, i64)>> = HashMap::new();
    for reason in Reason::ALL {
        for (photo, _, count) in rows.iter().filter(|(_, code, _)| code == reason.code()) {
            reasons.entry(*photo).or_default().push((*reason, *count));
        }
    }
    Ok(reasons)
}

/// What else was said, by people whom the viewer may see (1 query).
async fn notes(ctx: &Ctx, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<String>>> {
    let rows: Vec<(Uuid, String)> = photo_reports::Entity::find()
        .select_only()
        .columns([Column::PhotoId, Column::Note])
        .filter(Column::PhotoId.is_in(ids.iter().copied()))
        .filter(Column::Note.ne(""))
        .filter(open())
        .filter(seen(ctx, Column::UserId))
        .filter(seen_guest(ctx, Column::InviteId))
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .limit(NOTES)
        .into_tuple()
        .all(ctx.db().read())
        .await?;
    let mut notes: HashMap<Uuid, Vec<String>> = HashMap::new();
    for (photo, note) in rows {
        notes.entry(photo).or_default().push(note);
    }
    Ok(notes)
}
