//! Reported photos for those who decide. Nobody is told who reported them.

use std::collections::HashMap;

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

use super::{
    super::{
        rows::{self, Row},
        views,
    },
    open,
};
use crate::{
    backend::{
        Ctx,
        access::{self, seen, seen_guest},
        entities::{
            parties,
            photo_reports::{self, Column},
            photos,
        },
    },
    domain::{
        PartyId,
        album::{ReportedPhoto, Status},
        report::{Reason, by_reason},
        time::Millis,
    },
    error::Result,
};

/// Photos that are listed at once; the others follow when these are decided about.
const LISTED: u64 = 50;
/// Notes on a page; of more the oldest are left out.
const NOTES: u64 = 300;

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

/// Reported photos of all parties, for those who look after the site (4 queries): the captions of all, also by people whom
/// they must not see, but not who that is, nor their photos. Notes of reporters whom they must not see are left out.
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
        let by = card.as_ref().map(|(card, _)| card.by.clone()).filter(|name| shown || !name.is_empty());
        let ready = card.as_ref().filter(|(_, status)| by.is_some() && *status == Status::Ready);
        let picture = ready.map(|(card, _)| card.picture);
        ReportedPhoto {
            party: found.party_id.into(),
            title: found.title,
            photo: found.photo_id.into(),
            caption: card.as_ref().map(|(card, _)| card.caption.clone()).unwrap_or_default(),
            by,
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
    Ok(by_reason(&rows))
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
