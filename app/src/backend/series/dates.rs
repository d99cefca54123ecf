//! The dates of a series.

use jiff::tz::TimeZone;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::Query,
};
use uuid::Uuid;

use crate::{
    backend::{
        Ctx,
        entities::{parties, series},
        guests,
        people::{hosted_by, inviting},
    },
    domain::{
        PartyId,
        party::{PartyDraft, Visibility},
        series::{MOST_DATES, SeriesDate, SeriesPage, shifted},
    },
    error::Result,
};

/// So many of the latest dates are listed for hosts: all that are to come, and some that were.
const SHOWN_TO_HOSTS: u64 = 2 * MOST_DATES as u64;
/// So many other dates stand on the party page.
const SHOWN: u64 = 6;

/// What hosts see of the dates (at most 4 queries).
pub async fn show(ctx: &Ctx, id: PartyId) -> Result<SeriesPage> {
    let db = ctx.db().read();
    let party = guests::managed(ctx, db, id).await?.party;
    let (every, dates) = match party.series_id {
        Some(series) => {
            let row = series::Entity::find_by_id(series).one(db).await?;
            let mine = parties::Column::Id.in_subquery(hosted_by(ctx.user()?.id.0));
            let dates = parties::Entity::find().filter(parties::Column::SeriesId.eq(series)).filter(mine);
            let latest = dates.order_by_desc(parties::Column::FirstEntry).order_by_desc(parties::Column::Id);
            let mut dates = latest.limit(SHOWN_TO_HOSTS).all(db).await?;
            dates.reverse();
            (row.and_then(|row| row.every.parse().ok()), dates)
        }
        None => (None, Vec::new()),
    };
    Ok(SeriesPage {
        title: party.title,
        first_entry: party.first_entry,
        time_zone: party.time_zone,
        every,
        dates: dates.into_iter().map(date).collect(),
    })
}

/// Other dates to come that the viewer may see (1 query, or none where the party does not repeat).
pub async fn others<C: ConnectionTrait>(ctx: &Ctx, db: &C, party: &parties::Model) -> Result<Vec<SeriesDate>> {
    let Some(series) = party.series_id else { return Ok(Vec::new()) };
    let mut seen = Condition::any().add(parties::Column::Visibility.eq(Visibility::Link.code()));
    if let Some(me) = ctx.user.as_ref().map(|user| user.id.0) {
        seen = seen.add(parties::Column::Id.in_subquery(hosted_by(me)));
        seen = seen.add(parties::Column::Id.in_subquery(inviting(me)));
    }
    let dates = in_order(series)
        .filter(parties::Column::Id.ne(party.id))
        .filter(parties::Column::LastEntry.gt(ctx.now()))
        .filter(seen)
        .limit(SHOWN)
        .all(db)
        .await?;
    Ok(dates.into_iter().map(date).collect())
}

/// The later dates that the viewer hosts too (1 query, or none).
pub async fn after<C: ConnectionTrait>(ctx: &Ctx, db: &C, party: &parties::Model) -> Result<Vec<parties::Model>> {
    let Some(series) = party.series_id else { return Ok(Vec::new()) };
    let dates = in_order(series)
        .filter(parties::Column::FirstEntry.gt(party.first_entry))
        .filter(parties::Column::Id.in_subquery(hosted_by(ctx.user()?.id.0)));
    Ok(dates.all(db).await?)
}

/// The same, with the change for each of them (1 query, or none).
pub async fn later<C: ConnectionTrait>(
    ctx: &Ctx,
    db: &C,
    party: &parties::Model,
    draft: &PartyDraft,
) -> Result<Vec<(parties::Model, PartyDraft)>> {
    let dates = after(ctx, db, party).await?;
    let changed = |date: parties::Model| {
        let draft = moved(draft, party, &date);
        (date, draft)
    };
    Ok(dates.into_iter().map(changed).collect())
}

/// The change of one date, for another one.
fn moved(draft: &PartyDraft, this: &parties::Model, other: &parties::Model) -> PartyDraft {
    let zone = |name: &str| TimeZone::get(name).unwrap_or(TimeZone::UTC);
    let (old, new) = (zone(&this.time_zone), zone(&draft.time_zone));
    let first_entry = shifted(other.first_entry, this.first_entry, draft.first_entry, &old, &new);
    let by = first_entry - draft.first_entry;
    PartyDraft {
        first_entry,
        last_entry: draft.last_entry + by,
        deadline: draft.deadline.map(|at| shifted(at, draft.first_entry, first_entry, &new, &new)),
        ..draft.clone()
    }
}

/// Series of which no date is left go (1 query).
pub async fn sweep<C: ConnectionTrait>(db: &C) -> Result<()> {
    let used = Query::select()
        .column(parties::Column::SeriesId)
        .from(parties::Entity)
        .and_where(parties::Column::SeriesId.is_not_null())
        .to_owned();
    series::Entity::delete_many().filter(series::Column::Id.not_in_subquery(used)).exec(db).await?;
    Ok(())
}

fn in_order(series: Uuid) -> Select<parties::Entity> {
    parties::Entity::find()
        .filter(parties::Column::SeriesId.eq(series))
        .order_by_asc(parties::Column::FirstEntry)
        .order_by_asc(parties::Column::Id)
}

fn date(party: parties::Model) -> SeriesDate {
    SeriesDate {
        party: party.id.into(),
        title: party.title,
        first_entry: party.first_entry,
        time_zone: party.time_zone,
        cancelled: party.cancelled_at.is_some(),
    }
}
