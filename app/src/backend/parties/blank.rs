//! What the form for a new party holds before anything is typed.

use jiff::tz::TimeZone;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::{
    backend::{
        Ctx,
        entities::{hosts, parties},
    },
    domain::{party::PartyForm, time},
    error::Result,
};

/// The coming Saturday, in the time zone of the newest party that the viewer hosts (1 query). Without one the zone stays
/// open, so that the browser can suggest its own.
pub async fn blank(ctx: &Ctx) -> Result<PartyForm> {
    let user = ctx.user()?.id;
    let time_zone: Option<String> = parties::Entity::find()
        .select_only()
        .column(parties::Column::TimeZone)
        .inner_join(hosts::Entity)
        .filter(hosts::Column::UserId.eq(user.0))
        .order_by_desc(parties::Column::CreatedAt)
        .into_tuple()
        .one(ctx.db().read())
        .await?;
    let time_zone = time_zone.unwrap_or_default();
    let zone = time::zone(&time_zone).unwrap_or(TimeZone::UTC);
    let start = time::suggested_start(ctx.now(), &zone);
    Ok(PartyForm { first_entry: start.strftime("%Y-%m-%dT%H:%M").to_string(), time_zone, ..PartyForm::default() })
}
