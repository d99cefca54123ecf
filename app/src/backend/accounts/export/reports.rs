//! What the account reported.

use sea_orm::{EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{at, maybe_at, of_me};
use crate::{
    backend::{
        Ctx,
        entities::{photo_reports, reports},
    },
    domain::{PartyId, PhotoId, PostId, time::Millis},
    error::Result,
};

/// What was reported, of which party, the reason and the note, since when, and until when.
type Report = (Uuid, Uuid, String, String, Millis, Option<Millis>);

pub(super) async fn of_posts(ctx: &Ctx) -> Result<Value> {
    use reports::Column as Of;
    let rows = reports::Entity::find()
        .select_only()
        .columns([Of::PostId, Of::PartyId, Of::Reason, Of::Note, Of::CreatedAt, Of::ClosedAt])
        .filter(of_me(ctx, Of::UserId, Of::InviteId).await?)
        .order_by_asc(Of::Id)
        .into_tuple()
        .all(ctx.db().read())
        .await?;
    Ok(shown(rows, |id| ("post", PostId(id).to_string())))
}

pub(super) async fn of_photos(ctx: &Ctx) -> Result<Value> {
    use photo_reports::Column as Of;
    let rows = photo_reports::Entity::find()
        .select_only()
        .columns([Of::PhotoId, Of::PartyId, Of::Reason, Of::Note, Of::CreatedAt, Of::ClosedAt])
        .filter(of_me(ctx, Of::UserId, Of::InviteId).await?)
        .order_by_asc(Of::Id)
        .into_tuple()
        .all(ctx.db().read())
        .await?;
    Ok(shown(rows, |id| ("photo", PhotoId(id).to_string())))
}

fn shown(rows: Vec<Report>, about: impl Fn(Uuid) -> (&'static str, String)) -> Value {
    let report = |(id, party, reason, note, created, closed): Report| {
        let (kind, id) = about(id);
        json!({
            kind: id,
            "party": PartyId(party).to_string(),
            "reason": reason,
            "note": note,
            "at": at(created),
            "closed_at": maybe_at(closed),
        })
    };
    rows.into_iter().map(report).collect()
}
