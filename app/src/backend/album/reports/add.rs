//! Reporting.

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::super::{around, change::Changing, rows, views};
use crate::{
    backend::{
        Ctx,
        access::{self, Sight, by},
        entities::photo_reports::{self, Column},
        events, jobs,
        notifications::Cause,
        write::Once,
    },
    domain::{PartyId, PhotoId, album::PhotoToReport, live::Topic, report::ReportDraft},
    error::Result,
};

/// A photo that the viewer may report (at most 4 queries). One's own is [`AppError::Forbidden`].
///
/// [`AppError::Forbidden`]: crate::error::AppError::Forbidden
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
        events::emit(ctx, txn, party, Topic::Album).await?;
    }
    write.finish(()).await
}
