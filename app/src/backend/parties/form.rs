//! A party as it is about to be changed.

use super::show::position;
use crate::{
    backend::{Ctx, access},
    domain::{PartyId, PictureId, party::PartyForm, series::Scope, time},
    error::Result,
};

/// The party as its form shows it.
pub async fn form(ctx: &Ctx, id: PartyId) -> Result<PartyForm> {
    let standing = access::standing(ctx, ctx.db().read(), id).await?;
    standing.may_manage(ctx)?;
    let party = standing.party;
    let local = |millis| time::to_local_input(millis, &party.time_zone);
    let number = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
    let position = position(&party);
    Ok(PartyForm {
        first_entry: local(party.first_entry),
        last_entry: local(party.last_entry),
        deadline: party.deadline.map(local).unwrap_or_default(),
        latitude: position.map(|p| p.latitude.to_string()).unwrap_or_default(),
        longitude: position.map(|p| p.longitude.to_string()).unwrap_or_default(),
        cover: party.cover_id.map(|id| PictureId(id).to_string()).unwrap_or_default(),
        remove_cover: String::new(),
        capacity: number(party.capacity),
        plus_ones: party.plus_ones.to_string(),
        paused: if party.paused { "1".to_owned() } else { String::new() },
        scope: party.series_id.map(|_| Scope::This.code().to_owned()).unwrap_or_default(),
        title: party.title,
        description: party.description,
        place: party.place,
        flat: party.flat,
        address: party.address,
        time_zone: party.time_zone,
        cover_alt: if party.cover_id.is_some() { party.cover_alt } else { String::new() },
        theme: party.theme,
        visibility: party.visibility,
        guest_list: party.guest_list,
        address_shown: party.address_shown,
    })
}

/// Whether the viewer may change the party (1 query). Errors: as on the page, and [`AppError::Forbidden`].
///
/// [`AppError::Forbidden`]: crate::error::AppError::Forbidden
pub async fn may_change(ctx: &Ctx, id: PartyId) -> Result<()> {
    access::standing(ctx, ctx.db().read(), id).await?.may_manage(ctx).map(|_| ())
}
