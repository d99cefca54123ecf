//! Parties that the account hosts: since when, how they repeat, and when their guests are reminded.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Query};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{at, hosted_by, maybe_at};
use crate::{
    backend::{
        Ctx,
        entities::{hosts, parties, reminders, series},
    },
    domain::{PartyId, PictureId},
    error::Result,
};

pub(super) async fn parties(ctx: &Ctx) -> Result<Value> {
    let (db, me) = (ctx.db().read(), ctx.user()?.id.0);
    let hosting = hosts::Entity::find()
        .find_also_related(parties::Entity)
        .filter(hosts::Column::UserId.eq(me))
        .order_by_asc(parties::Column::FirstEntry)
        .all(db)
        .await?;
    let planned = reminders::Column::PartyId.in_subquery(hosted_by(me));
    let planned = reminders::Entity::find().filter(planned).all(db).await?;
    let planned: HashMap<Uuid, String> = planned.into_iter().map(|row| (row.party_id, row.minutes)).collect();
    let repeating = Query::select()
        .column(parties::Column::SeriesId)
        .from(parties::Entity)
        .and_where(parties::Column::SeriesId.is_not_null())
        .and_where(parties::Column::Id.in_subquery(hosted_by(me)))
        .to_owned();
    let repeating = series::Entity::find().filter(series::Column::Id.in_subquery(repeating)).all(db).await?;
    let repeating: HashMap<Uuid, series::Model> = repeating.into_iter().map(|row| (row.id, row)).collect();
    let shown = hosting.into_iter().filter_map(|(host, row)| {
        let row = row?;
        let mut shown = party(&row);
        shown["co_host"] = host.co_host.into();
        shown["host_since"] = at(host.created_at);
        shown["settings"] = settings(&row);
        shown["album"] = album(&row);
        shown["minutes_before_which_guests_are_reminded"] = planned.get(&row.id).cloned().into();
        shown["series"] = row.series_id.and_then(|id| repeating.get(&id)).map(|series| repeats(series, &row)).into();
        Some(shown)
    });
    Ok(shown.collect())
}

fn party(row: &parties::Model) -> Value {
    json!({
        "id": PartyId(row.id).to_string(),
        "title": row.title,
        "description": row.description,
        "place": row.place,
        "flat": row.flat,
        "address": row.address,
        "latitude": row.latitude,
        "longitude": row.longitude,
        "time_zone": row.time_zone,
        "first_entry": at(row.first_entry),
        "last_entry": at(row.last_entry),
        "cover": row.cover_id.map(|cover| PictureId(cover).to_string()),
        "cover_description": row.cover_alt,
        "theme": row.theme,
        "cancelled_at": maybe_at(row.cancelled_at),
        "made_at": at(row.created_at),
        "changed_at": at(row.updated_at),
        "version_for_calendars": row.sequence,
    })
}

fn settings(row: &parties::Model) -> Value {
    json!({
        "visibility": row.visibility,
        "guest_list": row.guest_list,
        "address_shown": row.address_shown,
        "capacity": row.capacity,
        "plus_ones": row.plus_ones,
        "deadline": maybe_at(row.deadline),
        "answers_paused": row.paused,
        "posting": row.posting,
        "board_closed": row.board_closed,
    })
}

fn album(row: &parties::Model) -> Value {
    json!({
        "uploads": row.album_uploads,
        "approval": row.album_approval,
        "shown": row.album_shown,
        "revealed_at": maybe_at(row.album_reveal_at),
        "closed": row.album_closed,
    })
}

/// The series of which the party is one date.
fn repeats(series: &series::Model, row: &parties::Model) -> Value {
    json!({
        "id": series.id.to_string(),
        "every": series.every,
        "dates": series.count,
        "time_zone": series.time_zone,
        "first_date": at(series.first_entry),
        "made_at": at(series.created_at),
        "this_date": maybe_at(row.series_at),
    })
}
